/** One indicator: what it means, its values as a picture and as the table beside it, where each comes from, what it answers. */
import { html } from 'hono/html'
import {
  benchmarksOf,
  type EveryValue,
  everyValueOf,
  findIndicator,
  isSecretariat,
  mayWorkOn,
  type Part,
  partsOf,
} from '../../../obligations/index.ts'
import type { Tx } from '../../../store/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { lineChart } from '../../parts/chart.ts'
import { figure, periodName, standingTag, valueText } from '../../parts/figures.ts'
import { demonstrationMark, table } from '../../parts/list.ts'
import { doneBanner, page } from '../../parts/page.ts'
import { emptyState, type Section, sections, summaryList } from '../../parts/summary.ts'
import { lateFigures, lateNote } from '../../statistics/index.ts'
import { dayOf } from '../moves.ts'
import { breakdown } from './breakdown.ts'
import { computing } from './computing.ts'
import { valueTable } from './values.ts'

export type ShownFigure = Awaited<ReturnType<typeof readIndicator>>

export async function indicatorPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const shown = await exchange.read(async (tx) => ({
    ...(await readIndicator(tx, exchange.context.req.param('name') ?? '')),
    late: await lateFigures(exchange, tx),
  }))
  const { indicator } = shown
  return page(exchange, {
    title: indicator.numerator,
    heading: 'none',
    trail: [{ href: '/indicators', text: t('nav.indicators') }],
    body: [
      html`${doneBanner(exchange)}<span class="govuk-caption-l"><bdi>${indicator.name}</bdi></span><h1 class="govuk-heading-l ob-sentence" dir="auto">${indicator.numerator}</h1>`,
      html`<p class="ob-standing">${standingTag(exchange, indicator.standing)} ${latest(exchange, shown)}${lateNote(exchange, shown.late, indicator.name)}</p>`,
      actions(exchange, shown),
      meaning(exchange, shown),
      sections(parts(exchange, shown)),
    ],
  })
}

async function readIndicator(tx: Tx, name: string) {
  const indicator = await findIndicator(tx, name)
  const answered = await tx
    .selectFrom('obligation_indicator')
    .select('obligation')
    .where('indicator', '=', name)
    .execute()
  return {
    indicator,
    values: await everyValueOf(tx, name),
    benchmarks: await benchmarksOf(tx, name),
    parts: (await partsOf(
      tx,
      answered.map(({ obligation }) => obligation),
    )) as readonly Part[],
  }
}

function latest(exchange: Exchange, { indicator }: ShownFigure): Html | string {
  if (indicator.latest === null) return ''
  const { period, demonstration } = indicator.latest
  return html`<span><strong>${valueText(exchange, indicator.unit, indicator.latest)}</strong> ${periodName(exchange, indicator.period, period)}</span>${demonstrationMark(exchange, demonstration)}`
}

function actions({ viewer, texts }: Exchange, { indicator, values, parts }: ShownFigure): Html | string {
  const isComputed = indicator.fed_by !== null || values.some(({ provenance }) => provenance === 'computed')
  const links = [
    ...(mayWorkOn(viewer, parts) && !isComputed ? ['value'] : []),
    ...(isSecretariat(viewer) ? ['benchmark', 'bind'] : []),
  ]
  if (links.length === 0) return ''
  return html`<ul class="ob-actions">${links.map((action) => html`<li><a class="govuk-button govuk-button--secondary govuk-!-margin-0" href="/indicators/${indicator.name}/${action}">${texts.named(`action.indicator-${action}`)}</a></li>`)}</ul>`
}

function meaning(exchange: Exchange, { indicator }: ShownFigure): Html {
  const { t, named, day } = exchange.texts
  const baseline =
    indicator.baseline === null
      ? ''
      : html`${figure(exchange, indicator.unit, indicator.baseline)}${indicator.baseline_on === null ? '' : html` (${day(indicator.baseline_on)})`}`
  return summaryList([
    [t('indicator.numerator'), html`<bdi>${indicator.numerator}</bdi>`],
    [t('indicator.denominator'), indicator.denominator === null ? '' : html`<bdi>${indicator.denominator}</bdi>`],
    [t('indicator.class'), named(`indicator.class.${indicator.class}`)],
    [t('indicator.unit'), named(`indicator.unit.${indicator.unit}`)],
    [t('indicator.every'), named(`indicator.every.${indicator.period}`)],
    [t('indicator.direction'), named(`indicator.direction.${indicator.direction}`)],
    [t('indicator.baseline'), baseline],
    [
      t('indicator.target'),
      indicator.target === null
        ? t('indicator.no-target')
        : html`${figure(exchange, indicator.unit, indicator.target)} (${named(`indicator.target-from.${indicator.target_from}`)})`,
    ],
    [
      t(indicator.fed_by === null ? 'indicator.by' : 'indicator.asked-by'),
      indicator.disaggregation
        .map((dimension) => named(`dimension.${dimension}`))
        .join(exchange.texts.language.code === 'ar' ? '، ' : ', '),
    ],
    [t('indicator.source'), indicator.source ?? ''],
    ...computing(exchange, indicator),
  ])
}

function parts(exchange: Exchange, shown: ShownFigure): readonly Section[] {
  const { t } = exchange.texts
  const { indicator, values } = shown
  const split = breakdown(exchange, shown)
  return [
    {
      id: 'values',
      heading: t('indicator.values'),
      body:
        values.length === 0
          ? emptyState(t(indicator.fed_by === null ? 'indicator.no-values' : 'indicator.no-release'))
          : html`${chart(exchange, shown)}${valueTable(exchange, shown)}`,
    },
    ...(split === '' ? [] : [{ id: 'breakdown', heading: t('indicator.breakdown'), body: split }]),
    ...(shown.benchmarks.length === 0
      ? []
      : [{ id: 'benchmarks', heading: t('indicator.benchmarks'), body: benchmarks(exchange, shown) }]),
    {
      id: 'answers',
      heading: t('indicator.answers'),
      body: html`<ul class="govuk-list govuk-list--spaced">${indicator.obligations.map((row) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}"><bdi>${row.summary}</bdi></a><span class="ob-code">${row.code}</span></li>`)}</ul>`,
    },
  ]
}

/** Drawn from the values that count; the table below has them all. */
function chart(exchange: Exchange, { indicator }: ShownFigure): Html | string {
  const { t } = exchange.texts
  const { series, unit, target, baseline } = indicator
  const shown = (value: string) => figure(exchange, unit, value)
  const mark = (value: string | null, key: 'indicator.target-is' | 'indicator.baseline-is') =>
    value === null ? null : { value: Number(value), label: t(key, { value: shown(value) }) }
  const said = series.map((point) => `${point.period}: ${valueText(exchange, unit, point)}`).join('; ')
  const marks = [mark(baseline, 'indicator.baseline-is'), mark(target, 'indicator.target-is')]
  return html`<div class="ob-picture ob-scroll" role="region" tabindex="0" aria-label="${t('indicator.picture')}">${lineChart(
    {
      description: `${t('indicator.chart', { name: indicator.numerator })} ${said}. ${marks.flatMap((one) => one?.label ?? []).join(', ')}`,
      unit: exchange.texts.named(`indicator.unit.${unit}`),
      points: series.map(({ period, value }) => ({ period, value: value === null ? null : Number(value) })),
      target: mark(target, 'indicator.target-is'),
      baseline: mark(baseline, 'indicator.baseline-is'),
      number: exchange.texts.number,
    },
  )}</div>`
}

function benchmarks(exchange: Exchange, { indicator, benchmarks }: ShownFigure): Html {
  const { t, day } = exchange.texts
  const shown = (value: string | null) => (value === null ? '–' : figure(exchange, indicator.unit, value))
  return table(
    t('indicator.benchmarks'),
    [
      { heading: t('indicator.set-on') },
      { heading: t('indicator.target'), numeric: true },
      { heading: t('indicator.baseline'), numeric: true },
      { heading: t('indicator.reason') },
    ],
    benchmarks.map((row) => [
      html`${day(dayOf(exchange, row.set_at))}<span class="ob-code">${row.set_by}</span>`,
      shown(row.target),
      shown(row.baseline),
      html`<span dir="auto">${row.reason}</span>`,
    ]),
  )
}

export type { EveryValue }

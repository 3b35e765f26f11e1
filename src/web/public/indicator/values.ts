/** Every value with where it comes from; what was superseded stays readable below what counts. */
import { html } from 'hono/html'
import { type EveryValue, mayWorkOn } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { periodName, valueText, zeroNote } from '../../parts/figures.ts'
import { demonstrationMark, table } from '../../parts/list.ts'
import { releaseOf } from '../../parts/released-table.ts'
import { formulaCell } from '../../statistics/index.ts'
import { dayOf } from '../moves.ts'
import type { ShownFigure } from './index.ts'

export function valueTable(exchange: Exchange, shown: ShownFigure): Html {
  const { t } = exchange.texts
  const current = shown.values.filter(({ superseded_by }) => superseded_by === null)
  const withEarlier = [...current, ...orphans(shown.values, current)]
  return table(
    t('indicator.values'),
    [
      { heading: t('indicator.period') },
      { heading: t('indicator.value'), numeric: true },
      { heading: t('indicator.provenance') },
      { heading: t('indicator.entered') },
    ],
    withEarlier.map((value) => row(exchange, shown, value)),
  )
}

/** Superseded by something that this reader does not see: shown as what counts for them. */
function orphans(all: readonly EveryValue[], current: readonly EveryValue[]): readonly EveryValue[] {
  const periods = new Set(current.map(({ period }) => period))
  return all.filter(
    ({ period }, index) => !periods.has(period) && all.findIndex((one) => one.period === period) === index,
  )
}

function row(exchange: Exchange, shown: ShownFigure, value: EveryValue): (Html | string)[] {
  const { t } = exchange.texts
  const { indicator, values } = shown
  const earlier = values.filter(
    (one) => one.period === value.period && one.superseded_by !== null && one.id !== value.id,
  )
  const isLast = values.find((one) => one.period === value.period)?.id === value.id
  return [
    html`${periodName(exchange, indicator.period, value.period)}${demonstrationMark(exchange, value.demonstration)}${sharing(exchange, value)}`,
    html`${valueText(exchange, indicator.unit, value)}${zeroNote(exchange, indicator, value)}${
      isLast && earlier.length > 0
        ? html`<details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('indicator.earlier', { n: earlier.length })}</span></summary><ul class="govuk-list ob-earlier">${earlier.map((one) => html`<li><del>${valueText(exchange, indicator.unit, one)}</del> <span class="ob-code">${origin(exchange, shown, one)} · ${day(exchange, one)}</span></li>`)}</ul></details>`
        : ''
    }`,
    html`${origin(exchange, shown, value)}${value.note === null ? '' : html`<span class="ob-code" dir="auto">${value.note}</span>`}`,
    html`${day(exchange, value)}${value.entered_by === null || exchange.viewer.account === null ? '' : html`<span class="ob-code">${value.entered_by}</span>`}${steps(exchange, shown, value)}`,
  ]
}

function day(exchange: Exchange, { entered_at }: EveryValue): string {
  return exchange.texts.day(dayOf(exchange, entered_at))
}

function sharing({ texts }: Exchange, { audience }: EveryValue): Html | string {
  return audience === 'public'
    ? ''
    : html`<span class="ob-code">${texts.named(`audience.${audience.split(':')[0]}`)}</span>`
}

/** Down to the evidence, or to the table and release that it was computed from. */
function origin(exchange: Exchange, { indicator }: ShownFigure, value: EveryValue): Html {
  const { t, named } = exchange.texts
  if (value.provenance === 'computed') {
    const { formula = '', cells, outside } = value.computed_from ?? {}
    return html`${releaseOf(exchange, value)}<span class="ob-code">${t('indicator.formula', { formula: String(formula) })}${Array.isArray(cells) ? html`: ${cells.map((cell) => formulaCell(exchange, String(cell))).join('; ')}` : ''}</span>${Array.isArray(outside) ? html`<span class="ob-code" dir="auto">${outside.join('; ')}</span>` : ''}`
  }
  const evidence =
    value.evidence === null
      ? html`${t('indicator.evidence-not-yours')}`
      : html`<a class="govuk-link" dir="auto" rel="noopener noreferrer" href="${value.evidence_url ?? `/evidence/${value.evidence}`}">${value.evidence_title}</a>`
  const confirmed =
    indicator.class !== 'structure'
      ? ''
      : html`<span class="ob-code">${value.confirmed_by === null ? t('indicator.unconfirmed') : t('indicator.confirmed', { institution: value.confirmed_by })}</span>`
  const notComputed =
    indicator.fed_by === null
      ? ''
      : html` <strong class="govuk-tag govuk-tag--red">${t('indicator.not-computed')}</strong>`
  return html`${named('indicator.provenance.typed')}: ${evidence}${notComputed}${confirmed}`
}

function steps({ viewer, texts }: Exchange, { indicator, parts }: ShownFigure, value: EveryValue): Html | string {
  if (value.superseded_by !== null || value.provenance === 'computed') return ''
  const works = mayWorkOn(viewer, parts)
  const links = [
    ...(works ? [[`value?period=${value.period}`, 'correct']] : []),
    ...(works && value.audience !== 'public' ? [[`values/${value.id}/share`, 'share']] : []),
    ...(viewer.role === 'nhri' && indicator.class === 'structure' && value.confirmed_by === null
      ? [[`values/${value.id}/confirm`, 'confirm']]
      : []),
  ]
  return html`${links.map(([path, step]) => html`<span class="ob-code"><a class="govuk-link" href="/indicators/${indicator.name}/${path}">${texts.named(`indicator.step.${step}`)}<span class="govuk-visually-hidden"> ${value.period}</span></a></span>`)}`
}

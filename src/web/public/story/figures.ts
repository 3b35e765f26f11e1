/** What the figures say: each indicator beside its benchmark, with the picture of its values. */
import { html } from 'hono/html'
import type { ShownIndicator, Story } from '../../../obligations/index.ts'
import type { Exchange, Html } from '../../exchange.ts'
import { figure, periodName, valueText } from '../../parts/figures.ts'
import { demonstrationMark, table } from '../../parts/list.ts'
import { releaseOf } from '../../parts/released-table.ts'
import { sparkline } from '../../parts/sparkline.ts'
import { emptyState, type Section } from '../../parts/summary.ts'
import { type LateFigures, lateNote } from '../../statistics/index.ts'

export function figures(exchange: Exchange, { indicators }: Story, late: LateFigures): Section {
  const { t } = exchange.texts
  return {
    id: 'figures',
    heading: t('story.measured'),
    body:
      indicators.length === 0
        ? emptyState(t('story.no-indicators'))
        : table(
            t('indicator.count', { n: indicators.length }),
            [
              { heading: t('indicator.indicator') },
              { heading: t('indicator.latest'), numeric: true },
              { heading: t('indicator.target'), numeric: true },
              { heading: t('indicator.series') },
              { heading: t('indicator.standing') },
            ],
            indicators.map((row) => indicatorRow(exchange, row, late)),
          ),
  }
}

function indicatorRow(exchange: Exchange, row: ShownIndicator, late: LateFigures): (Html | string)[] {
  const { t, named, number } = exchange.texts
  return [
    html`<a class="govuk-link" href="/indicators/${row.name}"><bdi>${row.numerator}</bdi></a>${row.denominator === null ? '' : html` <span class="govuk-!-font-weight-regular">/ <bdi>${row.denominator}</bdi></span>`}<span class="ob-code">${row.name} · ${named(`indicator.class.${row.class}`)}</span>${row.drafts.length === 0 ? '' : html`<span class="ob-code">${t('indicator.drafts', { n: row.drafts.length })}</span>`}`,
    row.latest === null
      ? html`–${lateNote(exchange, late, row.name)}`
      : html`${valueText(exchange, row.unit, row.latest)}<span class="ob-code">${periodName(exchange, row.period, row.latest.period)}</span>${origin(exchange, row)}${demonstrationMark(exchange, row.latest.demonstration)}${lateNote(exchange, late, row.name)}`,
    row.target === null ? '–' : figure(exchange, row.unit, row.target),
    sparkline({
      description: t('indicator.chart-small', {
        name: row.name,
        values: row.series.map(({ period, value }) => `${period}: ${value === null ? '–' : number(value)}`).join('; '),
        target: row.target === null ? '–' : number(row.target),
      }),
      values: row.series.map(({ value }) => (value === null ? null : Number(value))),
      target: row.target === null ? null : Number(row.target),
    }),
    html`<strong class="govuk-tag govuk-tag--${COLOURS[row.standing]}">${named(`standing.${row.standing}`)}</strong>`,
  ]
}

/** The release that the latest figure is from; that it was typed, where a table should have brought it. */
function origin(exchange: Exchange, { latest, fed_by }: ShownIndicator): Html | string {
  if (latest?.provenance === 'computed') return html`<span class="ob-code">${releaseOf(exchange, latest)}</span>`
  return latest === null || fed_by === null
    ? ''
    : html`<span class="ob-code">${exchange.texts.t('indicator.not-computed')}</span>`
}

const COLOURS = {
  context: 'grey',
  'no-target': 'yellow',
  'no-value': 'yellow',
  'no-cases': 'grey',
  withdrawn: 'red',
  short: 'red',
  'at-target': 'green',
} satisfies Record<ShownIndicator['standing'], string>

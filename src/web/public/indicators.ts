/** Indicators: all of them, and one with its values as a picture and as the table beside it. */
import { html } from 'hono/html'
import { indicatorOf, listIndicators, seriesOf } from '../../obligations/browse/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { lineChart } from '../parts/chart.ts'
import { demonstrationMark, pageLinks, pageOf, table } from '../parts/list.ts'
import { doneBanner, page } from '../parts/page.ts'

export async function indicatorsPage(exchange: Exchange): Promise<Html> {
  const { t, named, number } = exchange.texts
  const { limit, offset } = pageOf(exchange)
  const { rows, total } = await exchange.read((tx) => listIndicators(tx, { limit, offset }))
  return page(exchange, {
    title: t('nav.indicators'),
    body: [
      table(
        t('indicator.count', { n: total }),
        [
          { heading: t('indicator.indicator') },
          { heading: t('indicator.class') },
          { heading: t('indicator.unit') },
          { heading: t('indicator.latest'), numeric: true },
          { heading: t('indicator.target'), numeric: true },
        ],
        rows.map((row) => [
          html`<a class="govuk-link" href="/indicators/${row.name}">${row.name}</a><br><span class="govuk-!-font-weight-regular">${row.numerator}</span>`,
          named(`indicator.class.${row.class}`),
          named(`indicator.unit.${row.unit}`),
          row.latest_value === null ? '–' : html`${number(row.latest_value)} <small>${row.latest_period ?? ''}</small>`,
          row.target === null ? '–' : number(row.target),
        ]),
      ),
      html`${pageLinks(exchange, total)}`,
    ],
  })
}

export async function indicatorPage(exchange: Exchange): Promise<Html> {
  const { t, named, number, day } = exchange.texts
  const name = exchange.context.req.param('name') ?? ''
  const { indicator, obligations, series } = await exchange.read(async (tx) => ({
    ...(await indicatorOf(tx, name)),
    series: await seriesOf(tx, name),
  }))
  const unit = named(`indicator.unit.${indicator.unit}`)
  const chart = lineChart({
    description: t('indicator.chart', { name }),
    unit,
    points: series.map((row) => ({ period: row.period, value: row.value === null ? null : Number(row.value) })),
    target: indicator.target === null ? null : Number(indicator.target),
  })
  const facts: [string, string][] = [
    [t('indicator.numerator'), indicator.numerator],
    ...(indicator.denominator === null
      ? []
      : [[t('indicator.denominator'), indicator.denominator] satisfies [string, string]]),
    [t('indicator.class'), named(`indicator.class.${indicator.class}`)],
    [t('indicator.unit'), unit],
    [t('indicator.direction'), named(`indicator.direction.${indicator.direction}`)],
    [t('indicator.target'), indicator.target === null ? t('indicator.no-target') : number(indicator.target)],
    [t('indicator.by'), indicator.disaggregation.join(', ')],
    ...(indicator.source === null ? [] : [[t('indicator.source'), indicator.source] satisfies [string, string]]),
  ]
  return page(exchange, {
    title: name,
    trail: [{ href: '/indicators', text: t('nav.indicators') }],
    body: [
      html`${doneBanner(exchange)}`,
      html`<dl class="govuk-summary-list">${facts.map(([key, value]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`)}</dl>`,
      html`<div class="ob-scroll">${chart}</div>`,
      series.length === 0
        ? html`<p class="govuk-body">${t('indicator.no-values')}</p>`
        : table(
            t('indicator.values'),
            [
              { heading: t('indicator.period') },
              { heading: t('indicator.value'), numeric: true },
              { heading: t('indicator.provenance') },
              { heading: t('indicator.entered') },
            ],
            series.map((row) => [
              html`${row.period}${demonstrationMark(exchange, row.demonstration)}`,
              row.value === null ? t('indicator.no-cases') : number(row.value),
              html`${named(`indicator.provenance.${row.provenance}`)}${row.evidence === null ? '' : html` · <a class="govuk-link" rel="noopener noreferrer" href="${row.evidence_url ?? `/evidence/${row.evidence}`}">${row.evidence_title}</a>`}`,
              day(row.entered_at.toZonedDateTimeISO(exchange.country.timeZone).toPlainDate().toString()),
            ]),
          ),
      html`<h2 class="govuk-heading-m">${t('indicator.answers')}</h2><ul class="govuk-list govuk-list--bullet">${obligations.map((row) => html`<li><a class="govuk-link" href="/obligations/${encodeURIComponent(row.code)}">${row.code}</a> ${row.summary}</li>`)}</ul>`,
    ],
  })
}

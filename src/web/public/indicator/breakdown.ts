/** The latest value broken down: a small table a dimension, each row with its bar. What is not stated is a row of its own. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../../exchange.ts'
import { categoryName, figure, periodName } from '../../parts/figures.ts'
import type { ShownFigure } from './index.ts'

export function breakdown(exchange: Exchange, { indicator }: ShownFigure): Html | string {
  const latest = indicator.series.findLast((point) => Object.keys(point.breakdown).length > 0)
  if (latest === undefined) return ''
  const { t } = exchange.texts
  const known = Object.values(latest.breakdown).flatMap((value) => (value === null ? [] : [Math.abs(value)]))
  const most = indicator.unit === 'percent' ? 100 : Math.max(...known, 1)
  const groups = Map.groupBy(Object.entries(latest.breakdown), ([key]) => dimensionsOf(key).join(' × '))
  return html`<p class="govuk-body">${t('indicator.breakdown-of', { period: periodName(exchange, indicator.period, latest.period) })}</p><div class="ob-multiples">${[
    ...groups,
  ].map(
    ([dimensions, cells]) =>
      html`<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">${dimensionNames(exchange, dimensions)}</caption><tbody class="govuk-table__body">${cells.map(
        ([key, value]) =>
          html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header govuk-!-font-weight-regular">${categories(exchange, key)}</th><td class="govuk-table__cell ob-number">${value === null ? t('figure.hidden') : figure(exchange, indicator.unit, value)}</td><td class="govuk-table__cell">${value === null ? '' : bar(value, most)}</td></tr>`,
      )}</tbody></table>`,
  )}</div>`
}

function dimensionsOf(key: string): readonly string[] {
  return key.split(',').map((part) => part.split('=')[0] ?? '')
}

function dimensionNames({ texts }: Exchange, dimensions: string): string {
  return dimensions
    .split(' × ')
    .map((dimension) => texts.named(`dimension.${dimension}`))
    .join(' × ')
}

function categories(exchange: Exchange, key: string): string {
  return key
    .split(',')
    .map((part) => categoryName(exchange, part.split('=')[1] ?? ''))
    .join(', ')
}

function bar(value: number, most: number): Html {
  return html`<svg class="ob-chart" width="100" height="14" aria-hidden="true"><rect class="ob-bar" width="${Math.round((Math.abs(value) / most) * 100)}" height="14"></rect></svg>`
}

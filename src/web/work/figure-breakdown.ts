/** The fields for a figure broken down, one a category of each dimension whose categories the country pack lists. */
import { html } from 'hono/html'
import { Figure } from '../../obligations/index.ts'
import { Invalid } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import type { Posted } from '../form-route.ts'
import { categoryName } from '../parts/figures.ts'

const PREFIX = 'by:'

interface BrokenDown {
  readonly disaggregation: readonly string[]
}

/** Folded away: most figures come without. `given` is a breakdown, or what was posted under the fields' names. */
export function breakdownFields(
  exchange: Exchange,
  indicator: BrokenDown,
  given: Posted | Readonly<Record<string, number | null>>,
): Html | string {
  const { t, named } = exchange.texts
  const dimensions = indicator.disaggregation.flatMap((name) => {
    const known = exchange.country.pack.dimensions[name]
    return known !== undefined && 'values' in known ? [{ name, values: known.values }] : []
  })
  if (dimensions.length === 0) return ''
  const typedIn = (key: string) => {
    const value = given[`${PREFIX}${key}`] ?? given[key]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const open = dimensions.some(({ name, values }) => values.some((code) => typedIn(`${name}=${code}`) !== ''))
  return html`<details class="govuk-details" id="field-breakdown"${open ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('figure.break-down')}</span></summary><div class="govuk-details__text"><p class="govuk-hint">${t('figure.break-down-help')}</p>${dimensions.map(
    ({ name, values }) =>
      html`<fieldset class="govuk-fieldset govuk-form-group"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${named(`dimension.${name}`)}</legend><div class="ob-filters">${values.map(
        (code) => {
          const key = `${name}=${code}`
          return html`<div class="govuk-form-group"><label class="govuk-label" for="by-${key}">${categoryName(exchange, code)}</label><input class="govuk-input" id="by-${key}" name="${PREFIX}${key}" inputmode="decimal" dir="ltr" autocomplete="off" value="${typedIn(key)}"></div>`
        },
      )}</div></fieldset>`,
  )}</div></details>`
}

/** What was typed of it. Refuses what is no figure. */
export function breakdownOf(posted: Posted): Record<string, number | null> {
  const typed = Object.entries(posted).flatMap(([name, value]): [string, string][] =>
    name.startsWith(PREFIX) && typeof value === 'string' && value.trim() !== ''
      ? [[name.slice(PREFIX.length), value]]
      : [],
  )
  return Object.fromEntries(
    typed.map(([key, text]) => {
      const read = Figure.safeParse(text)
      if (!read.success) throw new Invalid([{ field: 'breakdown', rule: 'not-a-figure' }])
      return [key, Number(read.data)]
    }),
  )
}

/** Figures in the reader's words: a value with its unit, a period, where it stands, whether a zero is earned. */
import { html } from 'hono/html'
import { type IndicatorStanding, parsePeriod, zeroOf } from '../../obligations/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { nameIn } from './names.ts'

const COLOURS = {
  context: 'govuk-tag--grey',
  'no-target': 'govuk-tag--yellow',
  'no-value': 'govuk-tag--yellow',
  'no-cases': 'govuk-tag--grey',
  withdrawn: 'govuk-tag--red',
  short: 'govuk-tag--red',
  'at-target': 'govuk-tag--green',
} satisfies Record<IndicatorStanding, string>

/** Where an indicator stands against its target, as a coloured word. */
export function standingTag({ texts }: Exchange, standing: IndicatorStanding): Html {
  return html`<strong class="govuk-tag ob-tag ${COLOURS[standing]}">${texts.named(`standing.${standing}`)}</strong>`
}

/** "97.5 %", "12", "yes". */
export function figure({ texts }: Exchange, unit: string, value: string | number | null): string {
  if (value === null) return texts.t('indicator.no-cases')
  if (unit === 'yes-no') return texts.t(Number(value) === 1 ? 'figure.yes' : 'figure.no')
  const shown = texts.number(value)
  if (unit === 'percent') return texts.t('figure.percent', { n: shown })
  if (unit === 'days' || unit === 'hours') return `${shown} ${texts.named(`indicator.unit.${unit}`)}`
  return shown
}

/** What stands as a value: the figure, or since when there is none. */
export function valueText(
  exchange: Exchange,
  unit: string,
  { value, withdrawn_on }: { readonly value: string | null; readonly withdrawn_on: string | null },
): string {
  return withdrawn_on === null
    ? figure(exchange, unit, value)
    : exchange.texts.t('indicator.withdrawn', { day: exchange.texts.day(withdrawn_on) })
}

/** "2024", "2024, third quarter", "2024/25". */
export function periodName({ texts }: Exchange, length: string, period: string): string {
  const read = parsePeriod(period)
  if (read === null) return period
  if (read.quarter !== null) return texts.named(`period.quarter-${read.quarter}`, { year: String(read.year) })
  return length === 'school-year' ? `${read.year}/${String((read.year + 1) % 100).padStart(2, '0')}` : String(read.year)
}

interface Counted {
  readonly unit: string
  readonly denominator: string | null
}

/** Below a zero: what it rests on. Empty for any other figure. */
export function zeroNote(
  exchange: Exchange,
  indicator: Counted,
  value: { readonly value: string | null; readonly base: string | null },
): Html | string {
  const zero = zeroOf(indicator, value)
  if (zero === null) return ''
  const { t, number } = exchange.texts
  return html`<span class="ob-code">${zero === 'earned' ? t('figure.zero-earned', { n: number(value.base ?? 0) }) : t('figure.zero-not-earned')}</span>`
}

/** A category of a dimension: "not stated"; areas and institutions by their names, ages, required tables and codes as they are written. */
export function categoryName({ texts, country }: Exchange, code: string): string {
  const area = country.pack.areas?.areas.find((one) => one.code === code)
  if (area !== undefined) return nameIn(area.names, texts.language.code) ?? code
  const { institutions, tables } = country.pack
  const institution = institutions.find((one) => one.code === code)
  if (institution !== undefined)
    return nameIn({ ...institution.names, en: institution.name }, texts.language.code) ?? code
  if (tables.some(({ id }) => id === code)) return code
  return /^\d/.test(code) ? code.replace('-', '–') : texts.named(`category.${code}`)
}

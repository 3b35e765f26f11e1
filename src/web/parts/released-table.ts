/** Released tables as other pages name them: the title, and the release that a figure comes from. */
import { html } from 'hono/html'
import { RELEASE_CALENDAR } from '../../obligations/index.ts'
import { tableNamed, titlesOf, wordingIn } from '../../statistics/index.ts'
import type { Exchange, Html } from '../exchange.ts'

/** The title of a table, or of a series of them, in the reader's language; its name where nobody declared it. */
export function titleOf({ texts }: Exchange, name: string): string {
  const titles = titlesOf(name)
  return titles?.[texts.language.code] ?? titles?.en ?? name
}

/** "2026", "2026, quarter 3": as the tables and their files say it. */
export function periodIn({ texts }: Exchange, period: string): string {
  return wordingIn(texts.language.code).period(period)
}

/** To the calendar of releases, from which figures of the releases themselves follow. */
export function calendarLink({ texts }: Exchange): Html {
  return html`<a class="govuk-link" href="/tables/calendar">${texts.t('tables.calendar')}</a>`
}

interface Computed {
  readonly computed_from: Readonly<Record<string, unknown>> | null
  readonly demonstration: boolean
}

/** The name of a release in a sentence: after Arabic letters its two numbers would change places. */
export function releaseIn({ texts }: Exchange, release: string): string {
  return texts.language.direction === 'rtl' ? `\u2066${release}\u2069` : release
}

/** Table and release of a computed figure, with a link to what was released. Nothing was of an invented figure. */
export function releaseOf(exchange: Exchange, { computed_from, demonstration }: Computed): Html {
  const [table, release] = [String(computed_from?.table ?? ''), String(computed_from?.release ?? '')]
  if (table === RELEASE_CALENDAR) return html`${calendarLink(exchange)}, ${release}`
  const required = exchange.country.pack.tables.find(({ id }) => id === table)?.name
  const said = exchange.texts.t('indicator.computed-from', {
    table: required ?? titleOf(exchange, table),
    release: releaseIn(exchange, release),
  })
  return demonstration || tableNamed(table) === null
    ? html`${said}`
    : html`<a class="govuk-link" href="/tables/${encodeURIComponent(table)}?release=${encodeURIComponent(release)}">${said}</a>`
}

/** Figures that should be there: an indicator is never staler than its period and thirty days, and what is late shows as late. */
import { html } from 'hono/html'
import { type CalendarEntry, nextOf } from '../../statistics/index.ts'
import type { Tx } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { periodIn } from '../parts/released-table.ts'
import { calendarOf } from './release-calendar.ts'

/** Indicators whose table is late, with what is owed of it. */
export type LateFigures = ReadonlyMap<string, CalendarEntry>

export async function lateFigures(exchange: Exchange, tx: Tx): Promise<LateFigures> {
  const formulas = Object.entries(exchange.country.pack.publishing?.indicators ?? {})
  const entries = await calendarOf(
    exchange,
    tx,
    formulas.map(([, { table }]) => table),
  )
  return new Map(
    formulas.flatMap(([indicator, formula]) => {
      const owed = nextOf(entries, formula.table)
      return owed?.isLate ? [[indicator, owed]] : []
    }),
  )
}

/** "2026-Q3 was due on 30 October 2026 and is not published." */
export function lateNote(exchange: Exchange, late: LateFigures, indicator: string): Html | string {
  const { t, day } = exchange.texts
  const owed = late.get(indicator)
  if (owed === undefined) return ''
  const since = day(owed.firstPlannedOn.toString())
  return html` <span class="ob-overdue"><a class="govuk-link" href="/tables/calendar">${t('tables.late-figure', { period: periodIn(exchange, owed.period), day: since })}</a></span>`
}

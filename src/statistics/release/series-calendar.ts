/** The release calendar as it is read: one line a series and period, with what of it is out and what is owed. */
import { seriesNameOf } from '../vocabulary/series.ts'
import type { CalendarEntry, Planning } from './calendar.ts'

export interface CalendarLine {
  /** The table's own name where it is alone. */
  readonly series: string
  readonly period: string
  /** Not out, the soonest day first. */
  readonly owed: readonly CalendarEntry[]
  readonly out: readonly CalendarEntry[]
  readonly isLate: boolean
}

/** In the order of the entries, each line where its first entry stands. */
export function calendarLines(
  entries: readonly CalendarEntry[],
  { tables }: Pick<Planning, 'tables'>,
): readonly CalendarLine[] {
  const series = new Map(tables.map((table) => [table.name, seriesNameOf(table)]))
  const lineOf = ({ table, period }: CalendarEntry) => `${series.get(table) ?? table} ${period}`
  return [...Map.groupBy(entries, lineOf)].map(([line, own]) => {
    const [name = '', period = ''] = line.split(' ')
    const owed = own.filter(({ releasedOn }) => releasedOn === null)
    return {
      ...{ series: name, period },
      owed: owed.toSorted((one, other) => Temporal.PlainDate.compare(one.plannedOn, other.plannedOn)),
      out: own.filter(({ releasedOn }) => releasedOn !== null),
      isLate: owed.some(({ isLate }) => isLate),
    }
  })
}

/** Periods of indicators ("2024", "2024-Q3"), and when a value has grown old. */

/** A year's figure needs half a year to be made, a quarter's three months: ours; no document says it. */
const MONTHS_TO_MAKE = { quarter: 3, year: 6, 'school-year': 6 } as const

/** The day after the period's last. A school year is named after the year in which it begins, and ends in August. */
export function endOf(period: string, length: string): Temporal.PlainDate {
  const [year, quarter] = period.split('-Q')
  const start = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 1 })
  if (quarter !== undefined) return start.add({ months: 3 * Number(quarter) })
  return length === 'school-year' ? start.add({ years: 1, months: 8 }) : start.add({ years: 1 })
}

/** True once a whole later period has ended, with time enough to make its figure. A cycle's figure never grows old. */
export function isStale(period: string, length: string, today: Temporal.PlainDate): boolean {
  if (length !== 'quarter' && length !== 'year' && length !== 'school-year') return false
  const months = (length === 'quarter' ? 3 : 12) + MONTHS_TO_MAKE[length]
  return Temporal.PlainDate.compare(today, endOf(period, length).add({ months })) > 0
}

/** Days from `day` to `today`; above zero once the day has passed. */
export function daysSince(day: string, today: Temporal.PlainDate): number {
  return Temporal.PlainDate.from(day).until(today, { largestUnit: 'days' }).days
}

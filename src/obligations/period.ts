/** Periods of figures: a calendar year or a quarter of one, half-open, in days of the country. */

export interface Period {
  readonly year: number
  /** Null for a whole year. */
  readonly quarter: 1 | 2 | 3 | 4 | null
}

const WRITTEN = /^(\d{4})(?:-Q([1-4]))?$/

/** Reads "2024" or "2024-Q3"; null for anything else. */
export function parsePeriod(text: string): Period | null {
  const match = WRITTEN.exec(text)
  if (match === null) return null
  return { year: Number(match[1]), quarter: match[2] === undefined ? null : (Number(match[2]) as 1 | 2 | 3 | 4) } // by the pattern
}

/** "2024", "2024-Q3". */
export function writePeriod({ year, quarter }: Period): string {
  return `${String(year).padStart(4, '0')}${quarter === null ? '' : `-Q${quarter}`}`
}

/** First day, and first day after. */
export function daysOf({ year, quarter }: Period): { from: Temporal.PlainDate; until: Temporal.PlainDate } {
  const from = Temporal.PlainDate.from({ year, month: quarter === null ? 1 : quarter * 3 - 2, day: 1 })
  return { from, until: from.add(quarter === null ? { years: 1 } : { months: 3 }) }
}

/** Whether the period is of the length in which the indicator is counted; school years and cycles go by their first year. */
export function fits(period: Period, indicatorPeriod: string): boolean {
  return (period.quarter !== null) === (indicatorPeriod === 'quarter')
}

/** The last period of that length that is over on the day. */
export function lastComplete(indicatorPeriod: string, today: Temporal.PlainDate): Period {
  if (indicatorPeriod !== 'quarter') return { year: today.year - 1, quarter: null }
  const before = today.subtract({ months: 3 })
  return { year: before.year, quarter: Math.ceil(before.month / 3) as 1 | 2 | 3 | 4 } // months are 1 to 12
}

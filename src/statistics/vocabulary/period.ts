/** Reference periods: a year or a quarter, half-open, of days in the country. */

export interface Period {
  /** "2025", "2025-Q3". */
  readonly name: string
  readonly from: Temporal.PlainDate
  /** The first day after it. */
  readonly until: Temporal.PlainDate
}

/** The period of that name, of the frequency's length; null where it is none. */
export function periodNamed(name: string, frequency: 'A' | 'Q'): Period | null {
  const found = (frequency === 'A' ? /^(\d{4})$/ : /^(\d{4})-Q([1-4])$/).exec(name)
  if (found === null) return null
  const quarter = Number(found[2] ?? 1)
  const from = Temporal.PlainDate.from({ year: Number(found[1]), month: (quarter - 1) * 3 + 1, day: 1 })
  return { name, from, until: from.add({ months: frequency === 'A' ? 12 : 3 }) }
}

/** The period in which a day lies. */
export function periodOn(day: Temporal.PlainDate, frequency: 'A' | 'Q'): Period {
  const name = frequency === 'A' ? `${day.year}` : `${day.year}-Q${Math.ceil(day.month / 3)}`
  const period = periodNamed(name, frequency)
  if (period === null) throw new Error(`internal error: no period ${name}`)
  return period
}

/** The last period that is over on the day. */
export function lastPeriodBefore(day: Temporal.PlainDate, frequency: 'A' | 'Q'): Period {
  return periodBefore(periodOn(day, frequency), frequency)
}

/** The one before: "2025-Q1" → "2024-Q4". */
export function periodBefore({ from }: Period, frequency: 'A' | 'Q'): Period {
  return periodOn(from.subtract({ days: 1 }), frequency)
}

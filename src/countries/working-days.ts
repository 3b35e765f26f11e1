/**
 * Working days of a country: weekend, holidays of fixed and of announced dates, and what happens when one falls on a
 * day of rest. A calendar is data of the pack; nothing here reads the clock.
 */
import { z } from 'zod'
import { Names } from './known-document.ts'

const holidayFields = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  names: Names,
  /** The law or announcement it rests on. */
  source: z.string().min(1),
  /** True until somebody at home has confirmed it. */
  verify: z.boolean().default(false),
  /** Whether a day that falls on a day of rest, or on another holiday, is made up for by the next working day. */
  madeUpFor: z.boolean().default(true),
}

export const FixedHoliday = z.strictObject({
  ...holidayFields,
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  /** Years in which it holds, both included; null for an open end. */
  firstYear: z.int().nullable().default(null),
  lastYear: z.int().nullable().default(null),
})
export type FixedHoliday = z.infer<typeof FixedHoliday>

export const AnnouncedHoliday = z.strictObject({
  ...holidayFields,
  dates: z.array(z.iso.date()).min(1),
})
export type AnnouncedHoliday = z.infer<typeof AnnouncedHoliday>

export const WorkingCalendar = z.strictObject({
  /** ISO days of the week without work: 6 is Saturday, 7 Sunday. */
  weekend: z.array(z.int().min(1).max(7)).max(6),
  fixed: z.array(FixedHoliday),
  announced: z.array(AnnouncedHoliday),
  /** Single days of rest or of work by special decision, which win over everything else. */
  exceptions: z
    .array(z.strictObject({ on: z.iso.date(), is: z.enum(['rest', 'work']), source: z.string().min(1) }))
    .default([]),
  /** Last year for which all movable holidays are announced; beyond it the calendar is not complete. */
  completeThrough: z.int(),
})
export type WorkingCalendar = z.infer<typeof WorkingCalendar>

/** Whether people work on the day. */
export function isWorkingDay(calendar: WorkingCalendar, on: Temporal.PlainDate): boolean {
  const exception = calendar.exceptions.find((one) => on.equals(one.on))
  if (exception !== undefined) return exception.is === 'work'
  return !isWeekend(calendar, on) && !restDaysAround(calendar, on.year).has(on.toString())
}

/**
 * The day that is `days` working days after `from`; `from` itself does not count. A negative number goes back. Zero is
 * `from`, whether work is done on it or not.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Temporal.PlainDate, days: number): Temporal.PlainDate {
  if (!Number.isSafeInteger(days)) throw new RangeError(`not a number of days: ${days}`)
  const step = Math.sign(days)
  let at = from
  for (let left = Math.abs(days); left > 0; ) {
    at = at.add({ days: step })
    if (isWorkingDay(calendar, at)) left--
  }
  return at
}

/** Whether every movable holiday of the year is announced, so that a count of working days in it is final. */
export function isCalendarComplete(calendar: WorkingCalendar, year: number): boolean {
  return year <= calendar.completeThrough
}

interface Celebration {
  readonly on: Temporal.PlainDate
  readonly madeUpFor: boolean
}

const computed = new WeakMap<WorkingCalendar, Map<number, ReadonlySet<string>>>()

/** Holidays and the days that make up for them, which touch the year. Worked out once for each calendar and year. */
function restDaysAround(calendar: WorkingCalendar, year: number): ReadonlySet<string> {
  const years = computed.get(calendar) ?? new Map<number, ReadonlySet<string>>()
  computed.set(calendar, years)
  const known = years.get(year)
  if (known !== undefined) return known
  const days = restDays(calendar, celebrations(calendar, year))
  years.set(year, days)
  return days
}

/** The year before comes in too: a holiday at its end may be made up for in January. */
function celebrations(calendar: WorkingCalendar, year: number): readonly Celebration[] {
  const fixed = [year - 1, year].flatMap((one) => calendar.fixed.flatMap((holiday) => inYear(holiday, one)))
  const announced = calendar.announced.flatMap(({ dates, madeUpFor }) =>
    dates
      .map((date) => ({ on: Temporal.PlainDate.from(date), madeUpFor }))
      .filter(({ on }) => on.year === year || on.year === year - 1),
  )
  return [...fixed, ...announced].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))
}

function inYear(holiday: FixedHoliday, year: number): Celebration[] {
  const { month, day, firstYear, lastYear, madeUpFor } = holiday
  if (year < (firstYear ?? year) || year > (lastYear ?? year)) return []
  // 29 February is no day in most years; a holiday on it is then not held.
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return []
  return [{ on: Temporal.PlainDate.from({ year, month, day }), madeUpFor }]
}

function restDays(calendar: WorkingCalendar, all: readonly Celebration[]): ReadonlySet<string> {
  const rest = new Set(all.map(({ on }) => on.toString()))
  const held = new Set<string>()
  for (const { on, madeUpFor } of all) {
    const lost = isWeekend(calendar, on) || held.has(on.toString())
    held.add(on.toString())
    if (lost && madeUpFor) rest.add(nextFree(calendar, on, rest).toString())
  }
  return rest
}

function nextFree(
  calendar: WorkingCalendar,
  after: Temporal.PlainDate,
  taken: ReadonlySet<string>,
): Temporal.PlainDate {
  let at = after.add({ days: 1 })
  while (isWeekend(calendar, at) || taken.has(at.toString())) at = at.add({ days: 1 })
  return at
}

function isWeekend(calendar: WorkingCalendar, on: Temporal.PlainDate): boolean {
  return calendar.weekend.includes(on.dayOfWeek)
}

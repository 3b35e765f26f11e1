/** Lengths of time as laws give them, laid out from a moment by the calendar of the country. */
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../../countries/index.ts'
import { inForce, type Length, type Limit } from '../../procedures/index.ts'

/** What of a country decides how long a time is. */
export interface Calendar {
  readonly timeZone: string
  readonly workingCalendar: WorkingCalendar
}

/** Working days that the State has end with the working day. */
const CLOSING = Temporal.PlainTime.from('17:00')

/**
 * When the time is over. Hours are elapsed time: a change of the clock neither adds nor takes away. A protective time of
 * days ends at the same time of day, one of working days at 17:00; an adverse one at 24:00 of the last day, or of the next
 * working day.
 */
export function endOf(
  start: Temporal.Instant,
  length: Length,
  kind: 'protective' | 'adverse',
  calendar: Calendar,
): Temporal.Instant {
  if ('hours' in length) return start.add({ seconds: length.hours * 3600 })
  const local = start.toZonedDateTimeISO(calendar.timeZone)
  if ('workingDays' in length) {
    const last = addWorkingDays(calendar.workingCalendar, local.toPlainDate(), length.workingDays)
    return kind === 'protective' ? at(last, CLOSING, calendar) : midnightAfter(last, calendar)
  }
  const span = durationOf(length)
  if (kind === 'protective') return local.add(span).toInstant()
  let last = local.toPlainDate().add(span)
  while (!isWorkingDay(calendar.workingCalendar, last)) last = last.add({ days: 1 })
  return midnightAfter(last, calendar)
}

/** The length of a limit in force on the day of the moment, in the country. */
export function lengthAt(limit: Limit<Length>, moment: Temporal.Instant, calendar: Calendar): Length {
  // Most limits were never another one, and a day in a zone is dear.
  const [only, ...reforms] = limit.history
  if (only !== undefined && reforms.length === 0) return only.value
  return inForce(limit, moment.toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString())
}

/**
 * When a clock that starts then is over. The law of its start gives its length; a later one that is better for the person counts
 * too: a shorter duty from its day of effect, more time for the person from the start. What was over before stays over.
 */
export function clockEnd(
  start: Temporal.Instant,
  limit: Limit<Length>,
  kind: 'protective' | 'adverse',
  calendar: Calendar,
): Temporal.Instant {
  const [first, ...reforms] = limit.history
  const begins = first?.from == null ? start : later(start, beginningOf(first.from, calendar))
  const due = endOf(begins, lengthAt(limit, begins, calendar), kind, calendar)
  return reforms.reduce((end, { from, value }) => {
    const reform = from === null ? begins : beginningOf(from, calendar)
    if (Temporal.Instant.compare(reform, begins) <= 0 || Temporal.Instant.compare(reform, end) >= 0) return end
    return kind === 'protective'
      ? earlier(end, endOf(reform, value, kind, calendar))
      : later(end, endOf(begins, value, kind, calendar))
  }, due)
}

/** Midnight of the day in the country. */
export function beginningOf(day: string, { timeZone }: Pick<Calendar, 'timeZone'>): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant()
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b
}

function durationOf(length: Exclude<Length, { hours: number } | { workingDays: number }>): Temporal.DurationLike {
  if ('days' in length) return { days: length.days }
  return 'months' in length ? { months: length.months } : { years: length.years }
}

function at(day: Temporal.PlainDate, time: Temporal.PlainTime, { timeZone }: Calendar): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: time }).toInstant()
}

function midnightAfter(day: Temporal.PlainDate, { timeZone }: Calendar): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime({ timeZone }).toInstant()
}

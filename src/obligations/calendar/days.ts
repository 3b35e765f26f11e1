/**
 * Days to a date. A due date is a day, not an instant: it ends at 24:00 in the country's time zone. Which day it is, the
 * caller says; nothing here reads a clock.
 */
import { isWorkingDay, type WorkingCalendar } from '../../countries/index.ts'

/** Whole calendar days from `asOf` to `due`: 0 on the day itself, below zero when it has passed. */
export function daysLeft(due: Temporal.PlainDate, asOf: Temporal.PlainDate): number {
  return asOf.until(due, { largestUnit: 'days' }).days
}

/** The day it is in the country at an instant. */
export function dayIn(timeZone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate()
}

/** The instant at which a due date has passed: the first moment of the next day at home. */
export function endOfDay(timeZone: string, due: Temporal.PlainDate): Temporal.Instant {
  return due.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
}

/** The date that a term sets where the document states none: 29 February and two years make 28 February. */
export function dueAfter(adopted: Temporal.PlainDate, term: { years?: number; months?: number }): Temporal.PlainDate {
  return adopted.add(term, { overflow: 'constrain' })
}

/** The day the work aims at: the due date, or the last working day before it. The due date itself does not move. */
export function aimFor(calendar: WorkingCalendar, due: Temporal.PlainDate): Temporal.PlainDate {
  let day = due
  while (!isWorkingDay(calendar, day)) day = day.subtract({ days: 1 })
  return day
}

/** The calendar as an iCalendar file (RFC 5545) that people subscribe to. What is in it, the reader's row policies say. */
import ical, { ICalAlarmType, ICalCalendarMethod } from 'ical-generator'
import type { Upcoming } from './upcoming.ts'

/** Words a page or letter by key, in a language: `translate('calendar.feed.deadline', { title }, 'az')`. */
export type Translate = (key: string, data: Readonly<Record<string, string | number>>, language: string) => string

export interface FeedOptions {
  readonly name: string
  readonly language: string
  readonly translate: Translate
  /** Address of the page of an entry. */
  readonly urlOf: (entry: Upcoming) => string
  /** When the feed is made (DTSTAMP). */
  readonly now: Temporal.Instant
  /** Days before a date on which a calendar should remind. */
  readonly remindDaysBefore?: readonly number[]
}

/**
 * All-day events: a due date is a day. An event's UID stays the same as long as the thing does, so that a moved date
 * moves in the subscriber's calendar and does not appear twice.
 */
export function calendarFeed(entries: readonly Upcoming[], options: FeedOptions): string {
  const calendar = ical({
    name: options.name,
    prodId: '//Observance//Calendar//EN',
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const entry of entries) {
    const day = Temporal.PlainDate.from(entry.dueOn)
    const event = calendar.createEvent({
      id: `${entry.kind}-${entry.key}@observance`,
      start: day,
      end: day.add({ days: 1 }), // the end of an all-day event is the day after, RFC 5545 section 3.6.1
      allDay: true,
      stamp: options.now,
      summary: options.translate(`calendar.feed.${entry.kind}`, { title: entry.title }, options.language),
      url: options.urlOf(entry),
    })
    for (const days of options.remindDaysBefore ?? [])
      event.createAlarm({ type: ICalAlarmType.display, trigger: days * 86_400 })
  }
  return calendar.toString()
}

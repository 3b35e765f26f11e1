/** The calendar: what is due and overdue, the steps of a paper, and the feeds that calendar programs subscribe to. */
import type { Route } from '../route.ts'
import { calendarPage } from './calendar.ts'
import { deadlinePage, deadlineRoutes } from './deadline.ts'
import { endSubscription, makeSubscription, ownFeed, publicFeed } from './feed.ts'

export function calendarRoutes(): Route[] {
  return [
    { method: 'GET', path: '/calendar', who: 'anyone', answer: (exchange) => calendarPage(exchange) },
    { method: 'GET', path: '/calendar.ics', who: 'anyone', answer: publicFeed },
    { method: 'GET', path: '/calendar/own.ics', who: 'anyone', answer: ownFeed },
    { method: 'POST', path: '/calendar/subscription', who: 'signed-in', answer: makeSubscription },
    { method: 'POST', path: '/calendar/subscription/end', who: 'signed-in', answer: endSubscription },
    { method: 'GET', path: '/calendar/deadlines/:code', who: 'anyone', answer: deadlinePage },
    ...deadlineRoutes(),
  ]
}

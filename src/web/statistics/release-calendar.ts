/** The release calendar for anybody: what comes when, what is late, what came; as a page and as a feed for calendar programs. */
import { html } from 'hono/html'
import ical, { ICalCalendarMethod } from 'ical-generator'
import {
  Announcement,
  announceRelease,
  type CalendarEntry,
  RELEASE_HOUR,
  releaseAt,
  releaseCalendar,
} from '../../statistics/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

/** The calendar as this request sees it. */
export function calendarOf(exchange: Exchange, tx: Tx): Promise<readonly CalendarEntry[]> {
  return releaseCalendar(tx, openStatistics(exchange), exchange.today)
}

export async function calendarPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const entries = await exchange.recall((tx) => calendarOf(exchange, tx))
  const late = entries.filter(({ isLate }) => isLate)
  const coming = entries.filter((one) => one.releasedOn === null && !one.isLate)
  const out = entries.filter(({ releasedOn }) => releasedOn !== null).toReversed()
  const part = (heading: 'tables.late' | 'tables.coming' | 'tables.came', rows: readonly CalendarEntry[]) =>
    rows.length === 0
      ? ''
      : html`<h2 class="govuk-heading-m">${t(heading)}</h2>${table(
          t(heading),
          [{ heading: t('tables.table') }, { heading: t('tables.period') }, { heading: t('tables.day') }],
          rows.map((entry) => row(exchange, entry)),
        )}`
  return page(exchange, {
    title: t('tables.calendar'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${t('tables.calendar-lead', { hour: RELEASE_HOUR.toString({ smallestUnit: 'minute' }) })}</p>
${exceptions(exchange)}<p class="govuk-body">${t('tables.calendar-feed')} <a class="govuk-link ob-wrap" href="/tables/calendar.ics">${new URL('/tables/calendar.ics', exchange.origin).href}</a></p>
${part('tables.late', late)}${part('tables.coming', coming)}${part('tables.came', out)}`,
  })
}

function row(exchange: Exchange, entry: CalendarEntry): readonly (Html | string)[] {
  const { t, day } = exchange.texts
  const title = titleOf(exchange, entry.table)
  const mayAnnounce = exchange.viewer.duty?.role === 'statistician' && entry.releasedOn === null
  return [
    entry.releasedOn === null ? title : html`<a class="govuk-link" href="/tables/${entry.table}">${title}</a>`,
    entry.period,
    html`${dayText(exchange, entry)}${entry.reason === null ? '' : html`<span class="ob-code" dir="auto">${t('tables.moved', { reason: entry.reason })}</span>`}${mayAnnounce ? html`<span class="ob-code"><a class="govuk-link" href="/tables/calendar/${entry.table}/${entry.period}">${t('tables.announce')}<span class="govuk-visually-hidden"> ${title}, ${day(entry.plannedOn.toString())}</span></a></span>` : ''}`,
  ]
}

/** "30 January 2027"; "10 February 2027, announced for 30 January 2027"; the day, and that it is late since another. */
function dayText({ texts: { t, day } }: Exchange, entry: CalendarEntry): Html {
  const first = day(entry.firstPlannedOn.toString())
  if (entry.releasedOn !== null)
    return html`${day(entry.releasedOn.toString())}<span class="ob-code">${t('tables.announced-for', { day: first })}</span>`
  const planned = day(entry.plannedOn.toString())
  return entry.isLate
    ? html`<span class="ob-overdue">${t('tables.late-since', { day: first })}</span>${planned === first ? '' : html`<span class="ob-code">${t('tables.announced-for', { day: planned })}</span>`}`
    : html`${planned}`
}

/** Who sees figures before the hour: whom the country names, and otherwise nobody. */
function exceptions({ texts: { t, language }, country }: Exchange): Html {
  const named = country.pack.publishing?.embargoExceptions ?? []
  if (named.length === 0) return html`<p class="govuk-body">${t('tables.no-exceptions')}</p>`
  return html`<p class="govuk-body">${t('tables.exceptions')}</p><ul class="govuk-list govuk-list--bullet">${named.map(({ who, why }) => html`<li>${nameIn(who, language.code)}: ${nameIn(why, language.code)}</li>`)}</ul>`
}

/** RFC 5545. A UID stays the same while the day moves, so that it moves in the subscriber's calendar. */
export async function calendarFile(exchange: Exchange): Promise<Response> {
  const { t } = exchange.texts
  const statistics = openStatistics(exchange)
  const entries = await exchange.recall((tx) => calendarOf(exchange, tx))
  const calendar = ical({
    name: t('tables.calendar'),
    prodId: '//Observance//Release calendar//EN',
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const entry of entries.filter(({ releasedOn }) => releasedOn === null)) {
    const title = `${titleOf(exchange, entry.table)}, ${entry.period}`
    calendar.createEvent({
      id: `${entry.table}-${entry.period}@observance`,
      start: releaseAt(entry.plannedOn, statistics),
      end: releaseAt(entry.plannedOn, statistics),
      stamp: Temporal.Now.instant(),
      summary: entry.isLate ? `${t('tables.late')}: ${title}` : title,
      url: new URL('/tables/calendar', exchange.origin).href,
    })
  }
  return new Response(calendar.toString(), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="releases.ics"',
      'cache-control': 'public, max-age=900',
    },
  })
}

export function announceRoutes(): Route[] {
  return formRoutes({
    path: '/tables/calendar/:table/:period',
    who: ['officer'],
    name: 'announcement',
    schema: Announcement,
    long: ['reason'],
    hidden: ['table', 'period', 'from'],
    load: async (exchange) => {
      refuseOthers(exchange)
      const { table = '', period = '' } = exchange.context.req.param()
      const entry = (await exchange.read((tx) => calendarOf(exchange, tx))).find(
        (one) => one.table === table && one.period === period && one.releasedOn === null,
      )
      if (entry === undefined) throw new NotFound()
      const { t, day } = exchange.texts
      const planned = entry.plannedOn.toString()
      return {
        title: `${t('tables.announce')}: ${titleOf(exchange, table)}, ${period}`,
        trail: [{ href: '/tables/calendar', text: t('tables.calendar') }],
        values: { table, period, from: planned, planned_on: planned },
        before: html`<p class="govuk-body">${t('tables.announced-for', { day: day(planned) })}</p>`,
      }
    },
    save: async (exchange, input) => {
      await announceRelease(openStatistics(exchange), exchange.viewer, input, Temporal.Now.instant())
      return '/tables/calendar?done=release.announced'
    },
  })
}

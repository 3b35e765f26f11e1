/** The release calendar for anybody: what comes when, what is late, what came, a series a line; as a page and as a feed for calendar programs. */
import { html } from 'hono/html'
import ical, { ICalCalendarMethod } from 'ical-generator'
import {
  Announcement,
  announceRelease,
  type CalendarEntry,
  type CalendarLine,
  calendarLines,
  RELEASE_HOUR,
  releaseAt,
  releaseCalendar,
  tablesNamed,
} from '../../statistics/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { formRoutes } from '../form-route.ts'
import { table } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { periodIn, titleOf } from '../parts/released-table.ts'
import type { Route } from '../route.ts'
import { openStatistics } from './room.ts'
import { refuseOthers } from './workbench.ts'

/** The calendar as this request sees it: of every table, or of those alone. */
export function calendarOf(exchange: Exchange, tx: Tx, only?: readonly string[]): Promise<readonly CalendarEntry[]> {
  const statistics = openStatistics(exchange)
  const tables = statistics.tables.filter(({ name }) => only?.includes(name) ?? true)
  return releaseCalendar(tx, { ...statistics, tables }, exchange.today)
}

export async function calendarPage(exchange: Exchange): Promise<Html> {
  const { t, number } = exchange.texts
  const lines = calendarLines(await exchange.recall((tx) => calendarOf(exchange, tx)), openStatistics(exchange))
  const late = lines.filter(({ isLate }) => isLate)
  const coming = lines.filter(({ owed, isLate }) => owed.length > 0 && !isLate)
  const out = lines.filter(({ owed }) => owed.length === 0).toReversed()
  const part = (heading: 'tables.late' | 'tables.coming' | 'tables.came', rows: readonly CalendarLine[]) =>
    rows.length === 0
      ? ''
      : table(
          t(heading),
          [{ heading: t('tables.table') }, { heading: t('tables.period') }, { heading: t('tables.day') }],
          rows.map((line) => row(exchange, line)),
        )
  return page(exchange, {
    title: t('tables.calendar'),
    trail: [{ href: '/tables', text: t('nav.tables') }],
    body: html`${doneBanner(exchange)}<p class="govuk-body-l">${t('tables.calendar-lead', { hour: RELEASE_HOUR.toString({ smallestUnit: 'minute' }) })}</p>
${exceptions(exchange)}<p class="govuk-body">${t('tables.calendar-feed')} <a class="govuk-link ob-wrap" href="/tables/calendar.ics">${new URL('/tables/calendar.ics', exchange.origin).href}</a></p>
${part('tables.late', late)}${part('tables.coming', coming)}${out.length === 0 ? '' : html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('tables.came')} (${number(out.length)})</span></summary>${part('tables.came', out)}</details>`}`,
  })
}

function row(exchange: Exchange, line: CalendarLine): readonly (Html | string)[] {
  const { t, day } = exchange.texts
  const { series, period, owed, out } = line
  const [next] = owed
  const title = titleOf(exchange, series)
  const mayAnnounce = exchange.viewer.duty?.role === 'statistician' && next !== undefined
  const entry = next ?? out[0]
  if (entry === undefined) return []
  return [
    isAlone(line) ? nameOf(exchange, entry) : seriesTitle(exchange, line),
    periodIn(exchange, period),
    html`${dayText(exchange, entry)}${entry.reason === null ? '' : html`<span class="ob-code" dir="auto">${t('tables.moved', { reason: entry.reason })}</span>`}${mayAnnounce ? html`<span class="ob-code"><a class="govuk-link" href="/tables/calendar/${series}/${period}">${t('tables.announce')}<span class="govuk-visually-hidden"> ${title}, ${day(entry.plannedOn.toString())}</span></a></span>` : ''}`,
  ]
}

function isAlone({ series, owed, out }: CalendarLine): boolean {
  return owed.length + out.length === 1 && [...owed, ...out].every(({ table }) => table === series)
}

function nameOf(exchange: Exchange, { table: name, releasedOn }: CalendarEntry): Html | string {
  const title = titleOf(exchange, name)
  return releasedOn === null ? title : html`<a class="govuk-link" href="/tables/${name}">${title}</a>`
}

/** How many tables, how many of them are out, to come and late; each of them folds out, with its day. */
function seriesTitle(exchange: Exchange, { series, owed, out }: CalendarLine): Html {
  const { t, named } = exchange.texts
  const late = owed.filter(({ isLate }) => isLate).length
  const parts = { released: out.length, coming: owed.length - late, late }
  const said = Object.entries(parts)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => named(`series-state.${state}`, { n }))
  return html`${titleOf(exchange, series)}<span class="ob-code">${t('tables.count', { n: owed.length + out.length })}: ${said.join(', ')}</span>
<details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${t('tables.singles')}</span></summary><ul class="govuk-list">${[...owed, ...out].map((one) => html`<li>${nameOf(exchange, one)}: ${dayText(exchange, one)}</li>`)}</ul></details>`
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
  for (const { series, period, owed, isLate } of calendarLines(entries, statistics)) {
    const [next] = owed
    if (next === undefined) continue
    const title = `${titleOf(exchange, series)}, ${periodIn(exchange, period)}`
    calendar.createEvent({
      id: `${series}-${period}@observance`,
      start: releaseAt(next.plannedOn, statistics),
      end: releaseAt(next.plannedOn, statistics),
      stamp: Temporal.Now.instant(),
      summary: isLate ? `${t('tables.late')}: ${title}` : title,
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
      const names = tablesNamed(openStatistics(exchange).tables, table).map(({ name }) => name)
      const [entry] = (await exchange.read((tx) => calendarOf(exchange, tx, names)))
        .filter((one) => one.period === period && one.releasedOn === null)
        .toSorted((one, other) => Temporal.PlainDate.compare(one.plannedOn, other.plannedOn))
      if (entry === undefined) throw new NotFound()
      const { t, day } = exchange.texts
      const planned = entry.plannedOn.toString()
      return {
        title: `${t('tables.announce')}: ${titleOf(exchange, table)}, ${periodIn(exchange, period)}`,
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

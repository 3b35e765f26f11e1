/** What is due: overdue first, then month by month, then what has no day yet; computed at each reading. */
import { html } from 'hono/html'
import {
  type Deadline,
  deadlines,
  type Upcoming,
  type UpcomingKind,
  upcoming,
} from '../../obligations/calendar/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { dueText, pageLinks, pageOf, stateTag } from '../parts/list.ts'
import { institutionName } from '../parts/names.ts'
import { doneBanner, page } from '../parts/page.ts'
import { summaryList } from '../parts/summary.ts'
import { subscriptionPart } from './feed.ts'

const KINDS: readonly UpcomingKind[] = ['deadline', 'obligation', 'measure', 'round-closes', 'answers-due']

/** `notice` stands on top: the address of a subscription, shown once. */
export async function calendarPage(exchange: Exchange, notice: Html | string = ''): Promise<Html> {
  const { t } = exchange.texts
  const { limit, offset } = pageOf(exchange)
  const kind = KINDS.find((known) => known === exchange.query('kind'))
  const own = exchange.query('own') === 'yes' ? exchange.viewer.institution : null
  const { due, owed } = await exchange.read(async (tx) => ({
    due: await upcoming(tx, {
      asOf: exchange.today,
      until: exchange.today.add({ years: 5 }),
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(own === null ? {} : { concerning: own }),
      limit,
      offset,
    }),
    owed: await deadlines(tx, { asOf: exchange.today }),
  }))
  const late = due.rows.filter((entry) => entry.daysLeft < 0)
  const months = [
    ...Map.groupBy(
      due.rows.filter((entry) => entry.daysLeft >= 0),
      (entry) => entry.dueOn.slice(0, 7),
    ),
  ]
  return page(exchange, {
    title: t('nav.calendar'),
    body: [
      html`${doneBanner(exchange)}${notice}`,
      filters(exchange, kind),
      late.length === 0
        ? html`<div class="govuk-inset-text">${t('calendar.nothing-overdue')}</div>`
        : html`<h2 class="govuk-heading-m">${t('calendar.overdue')}</h2>${entries(exchange, late)}`,
      ...months.map(
        ([month, rows]) =>
          html`<h2 class="govuk-heading-m">${exchange.texts.month(`${month}-01`)}</h2>${entries(exchange, rows)}`,
      ),
      html`${pageLinks(exchange, due.total)}`,
      ...withoutDay(exchange, owed),
      ...received(exchange, owed),
      due.total === 0 && owed.length === 0 ? html`<p class="govuk-body">${t('calendar.none')}</p>` : '',
      await subscriptionPart(exchange),
    ],
  })
}

function filters(exchange: Exchange, chosen: UpcomingKind | undefined): Html {
  const { t, named } = exchange.texts
  const own =
    exchange.viewer.institution === null
      ? ''
      : html`<div class="govuk-form-group"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="own" name="own" value="yes"${exchange.query('own') === 'yes' ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="own">${t('calendar.own')}</label></div></div></div>`
  return html`<form method="get" action="/calendar" class="ob-filters govuk-!-margin-bottom-6"><div class="govuk-form-group"><label class="govuk-label" for="kind">${t('calendar.kind')}</label><select class="govuk-select" id="kind" name="kind"><option value="">${t('site.all')}</option>${KINDS.map((kind) => html`<option value="${kind}"${kind === chosen ? html` selected` : ''}>${named(`calendar.kind.${kind}`)}</option>`)}</select></div>${own}<button class="govuk-button govuk-!-margin-0">${t('site.filter')}</button></form>`
}

function entries(exchange: Exchange, rows: readonly Upcoming[]): Html {
  const { named } = exchange.texts
  return summaryList(
    rows.map((entry) => [
      dueText(exchange, entry.dueOn),
      html`${linked(exchange, entry)}<br><span class="govuk-body-s govuk-hint">${named(`calendar.kind.${entry.kind}`)}${entry.institution === null ? '' : ` · ${institutionName(exchange, entry.institution)}`}</span> ${entry.kind === 'deadline' || entry.kind === 'measure' ? stateTag(exchange, entry.state) : ''}`,
    ]),
  )
}

function linked(exchange: Exchange, entry: Upcoming): Html {
  const address = addressOf(entry, exchange.viewer.role)
  return address === null
    ? html`<span dir="auto">${entry.title}</span>`
    : html`<a class="govuk-link" dir="auto" href="${address}">${entry.title}</a>`
}

/** The page of an entry; null where the reader has none. */
export function addressOf({ kind, key }: Upcoming, role: string): string | null {
  switch (kind) {
    case 'deadline':
      return `/calendar/deadlines/${encodeURIComponent(key)}`
    case 'round-closes':
    case 'answers-due':
      return `/consultations/${key}`
    case 'obligation':
      return `/obligations/${encodeURIComponent(key)}`
    case 'measure':
      return ['secretariat', 'official', 'nhri'].includes(role) ? `/measures/${key}` : null
    default:
      return kind satisfies never
  }
}

function withoutDay(exchange: Exchange, owed: readonly Deadline[]): readonly Html[] {
  const open = owed.filter(({ standing }) => standing.is === 'no-date')
  return open.length === 0 ? [] : [named(exchange, 'calendar.without-day', open)]
}

function received(exchange: Exchange, owed: readonly Deadline[]): readonly Html[] {
  const done = owed.filter(({ standing }) => standing.is === 'in-time' || standing.is === 'late')
  return done.length === 0 ? [] : [named(exchange, 'calendar.received', done)]
}

function named(
  exchange: Exchange,
  heading: 'calendar.without-day' | 'calendar.received',
  owed: readonly Deadline[],
): Html {
  const { t, day } = exchange.texts
  return html`<h2 class="govuk-heading-m">${t(heading)}</h2><ul class="govuk-list govuk-list--bullet">${owed.map(
    (item) =>
      html`<li><a class="govuk-link" href="/calendar/deadlines/${encodeURIComponent(item.code)}">${item.what}</a><br><span class="govuk-hint govuk-body-s">${item.receivedOn === null ? (item.dueAsStated ?? t('calendar.no-day')) : t('calendar.received-on', { day: day(item.receivedOn) })}</span></li>`,
  )}</ul>`
}

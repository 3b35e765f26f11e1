/**
 * The calendar as iCalendar feeds: one for anybody, with what is public, and one for each person. A calendar program
 * cannot sign in by our page; it sends a password of its own by HTTP Basic (RFC 7617), so that no address is a secret.
 */
import { html } from 'hono/html'
import {
  publicViewer,
  readerOf,
  subscribe,
  subscribedAt,
  unsubscribe,
  type Viewer,
  viewerOfSubscription,
} from '../../firewall/index.ts'
import { calendarFeed, upcoming } from '../../obligations/calendar/index.ts'
import { asReader, systemReader } from '../../store/index.ts'
import { translateIn } from '../clock.ts'
import type { Exchange, Html } from '../exchange.ts'
import { hiddenToken } from '../parts/fields.ts'
import { summaryList } from '../parts/summary.ts'
import { addressOf, calendarPage } from './calendar.ts'

/** Dates in a feed; a program that asks gets those that come first. */
const MOST_ENTRIES = 1000

/** What anybody may see, whoever asks: a feed is fetched by programs, with or without a browser's session. */
export function publicFeed(exchange: Exchange): Promise<Response> {
  return feedFor(exchange, publicViewer(exchange.texts.language.code))
}

/** The person's own: what concerns their institution, and what is everybody's. */
export async function ownFeed(exchange: Exchange): Promise<Response> {
  const viewer = exchange.viewer.account === null ? await subscriber(exchange) : exchange.viewer
  if (viewer !== null) return feedFor(exchange, viewer)
  return new Response(exchange.texts.t('calendar.feed-refused'), {
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="Observance calendar", charset="UTF-8"', 'cache-control': 'no-store' },
  })
}

async function subscriber({ context, store }: Exchange): Promise<Viewer | null> {
  const [, encoded] = /^Basic\s+([A-Za-z0-9+/=]{1,400})$/i.exec(context.req.header('authorization') ?? '') ?? []
  if (encoded === undefined) return null
  const credentials = Buffer.from(encoded, 'base64').toString()
  const token = credentials.slice(credentials.indexOf(':') + 1)
  return asReader(store.web, systemReader('calendar'), (tx) => viewerOfSubscription(tx, token))
}

async function feedFor(exchange: Exchange, viewer: Viewer): Promise<Response> {
  const { store, country, today } = exchange
  const { rows } = await asReader(store.web, readerOf(viewer), (tx) =>
    upcoming(tx, {
      asOf: today,
      until: today.add({ years: 5 }),
      limit: MOST_ENTRIES,
      ...(viewer.institution === null ? {} : { concerning: viewer.institution }),
    }),
  )
  const feed = calendarFeed(rows, {
    name: exchange.texts.t('calendar.feed-name', {
      country: country.names[viewer.language] ?? country.names.en ?? country.code,
    }),
    language: viewer.language,
    translate: translateIn(country.timeZone),
    urlOf: (entry) => new URL(addressOf(entry, viewer.role) ?? '/calendar', exchange.origin).href,
    now: Temporal.Now.instant(),
    remindDaysBefore: viewer.account === null ? [] : [30, 7],
  })
  return new Response(feed, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="observance.ics"',
      'cache-control': viewer.account === null ? 'public, max-age=900' : 'private, no-store',
    },
  })
}

/** How to subscribe, at the foot of the calendar. */
export async function subscriptionPart(exchange: Exchange): Promise<Html> {
  const { t, moment } = exchange.texts
  const { account } = exchange.viewer
  const made = account === null ? null : await exchange.read((tx) => subscribedAt(tx, account))
  const post = (path: string, text: string) =>
    html`<form method="post" action="/calendar/${path}" class="ob-inline">${hiddenToken(exchange)}<button class="govuk-button govuk-button--secondary">${text}</button></form>`
  return html`<h2 class="govuk-heading-m" id="subscribe">${t('calendar.subscribe')}</h2><p class="govuk-body">${t('calendar.subscribe-public')} <a class="govuk-link ob-wrap" href="/calendar.ics">${new URL('/calendar.ics', exchange.origin).href}</a></p>${
    account === null
      ? ''
      : html`<p class="govuk-body">${t('calendar.subscribe-own')}</p>${made === null ? post('subscription', t('calendar.make')) : html`<p class="govuk-body">${t('calendar.made', { at: moment(made) })}</p>${post('subscription', t('calendar.make-anew'))} ${post('subscription/end', t('calendar.end'))}`}`
  }`
}

/** The password is shown on this page alone, and is nowhere to be read again. */
export async function makeSubscription(exchange: Exchange): Promise<Response> {
  const { t } = exchange.texts
  const { account } = exchange.viewer
  const password = await exchange.act('calendar.subscribe', (tx) => subscribe(tx, account ?? ''))
  const row = (key: string, value: string) => [key, html`<code class="ob-wrap">${value}</code>`] as const
  const notice = html`<div class="govuk-notification-banner" role="region" aria-labelledby="subscription"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="subscription">${t('calendar.subscription')}</h2></div><div class="govuk-notification-banner__content"><p class="govuk-body">${t('calendar.subscription-once')}</p>${summaryList([row(t('calendar.address'), new URL('/calendar/own.ics', exchange.origin).href), row(t('calendar.user'), 'observance'), row(t('calendar.password'), password)])}</div></div>`
  const shown = await exchange.context.html(await calendarPage(exchange, notice))
  shown.headers.set('cache-control', 'no-store')
  return shown
}

export async function endSubscription(exchange: Exchange): Promise<Response> {
  const { account } = exchange.viewer
  await exchange.act('calendar.unsubscribe', (tx) => unsubscribe(tx, account ?? ''))
  return exchange.context.redirect('/calendar?done=calendar.ended#subscribe', 303)
}

/** The registers of places where people are held, for those who visit them without notice: on the way there, and on paper. */

import { html } from 'hono/html'
import { type Held, heldIn, placesWatched } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { PAGE_SIZE, pageOf, table, withQuery } from '../parts/list.ts'
import { nameIn } from '../parts/names.ts'
import { page } from '../parts/page.ts'
import { emptyState } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { recommended } from './ways.ts'
import { ruleCell } from './words.ts'

export async function placesPage(exchange: Exchange): Promise<Html> {
  const { t } = exchange.texts
  const places = placesWatched(exchange.register, exchange.officer())
  return page(exchange, {
    title: t('oversight.places'),
    trail: [{ href: '/oversight', text: t('oversight.title') }],
    body: html`<p class="govuk-body">${t('oversight.places-help')}</p>
${places.length === 0 ? emptyState(t('oversight.places-none')) : ''}
<ul class="govuk-list govuk-list--spaced">${places.map((place) => html`<li><a class="govuk-link" href="/oversight/places/${place.code}">${placeName(exchange, place)}</a></li>`)}</ul>`,
  })
}

export async function heldPage(exchange: Exchange): Promise<Html> {
  const { t, moment } = exchange.texts
  const { register } = exchange
  const who = exchange.officer()
  const place = placesWatched(register, who).find(({ code }) => code === exchange.context.req.param('office'))
  if (place === undefined) throw new NotFound()
  const { number, limit, offset } = pageOf(exchange)
  const found = await heldIn(register, who, { place: place.code, limit: limit + 1, offset })
  const held = found.slice(0, limit)
  return page(exchange, {
    title: placeName(exchange, place),
    trail: [
      { href: '/oversight', text: t('oversight.title') },
      { href: '/oversight/places', text: t('oversight.places') },
    ],
    body: html`<p class="govuk-body">${t('oversight.held-as-of', { at: moment(Temporal.Now.instant()) })}</p>
<p class="govuk-body">${t('oversight.held-recorded')}</p>
<p class="ob-actions">${recommended(exchange).map(({ name }) => html`<a class="govuk-button govuk-button--secondary" href="/cases/${name}/open">${declared(exchange, wordsFor(exchange, name).steps.open?.button ?? name)}</a>`)}</p>
${held.length === 0 ? emptyState(t('oversight.held-none')) : heldTable(exchange, held)}
${found.length > PAGE_SIZE ? html`<p class="govuk-body"><a class="govuk-link" rel="next" href="${withQuery(exchange, { page: String(number + 1) })}">${t('site.next')}</a></p>` : ''}`,
  })
}

function heldTable(exchange: Exchange, held: readonly Held[]): Html {
  const { t, moment } = exchange.texts
  return table(
    t('oversight.held'),
    [
      { heading: t('oversight.person') },
      { heading: t('oversight.case') },
      { heading: t('oversight.stands') },
      { heading: t('oversight.opened') },
      { heading: t('oversight.next-time') },
    ],
    held.map((one) => [
      personCell(exchange, one),
      html`<a class="govuk-link" href="/cases/${one.procedure}/${one.caseId}?for=inspect"><bdi>${one.caseNumber}</bdi></a>`,
      declared(exchange, wordsFor(exchange, one.procedure).states[one.state] ?? one.state),
      moment(one.openedAt),
      nextTime(exchange, one),
    ]),
  )
}

/** Every name that the record has, as it was written. */
function personCell(exchange: Exchange, { name }: Held): Html {
  const names = name?.record.names ?? []
  if (names.length === 0) return html`${exchange.texts.t('oversight.no-name')}`
  return html`${names.map((one, index) => html`${index === 0 ? '' : html`<br>`}<span dir="auto"${one.language === undefined ? '' : html` lang="${one.language}"`}>${one.name}</span>`)}`
}

function nextTime(exchange: Exchange, { procedure, dueAt, dueRule, isOver }: Held): Html | string {
  if (dueAt === null || dueRule === null) return exchange.texts.t('oversight.no-time')
  const at = exchange.texts.moment(dueAt)
  return html`${isOver ? html`<strong class="ob-overdue">${exchange.texts.t('oversight.over-since', { at })}</strong>` : at}<br>${ruleCell(exchange, { procedure, rule: dueRule })}`
}

function placeName(
  exchange: Exchange,
  place: { readonly name: string; readonly names: Readonly<Record<string, string | undefined>> },
): string {
  return nameIn({ en: place.name, ...place.names }, exchange.texts.language.code) ?? place.name
}

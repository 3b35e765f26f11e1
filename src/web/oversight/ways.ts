/** What else this reader watches: each link stands only for those to whom it leads somewhere. */
import { html } from 'hono/html'
import { isAboutSomebody, type Procedure } from '../../procedures/index.ts'
import { HEAR_THE_WALL, openingFor, placesWatched, signsReports } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'

export function waysOn(exchange: Exchange): Html {
  const { t } = exchange.texts
  const ways = [
    ...(mayInspect(exchange) ? [['/oversight/places', t('oversight.places')] as const] : []),
    ...recommended(exchange).map(({ name }) => [`/cases/${name}`, wordsFor(exchange, name).title] as const),
    ...(HEAR_THE_WALL.includes(exchange.officer().role) ? [['/oversight/wall', t('oversight.wall')] as const] : []),
    ...(signsReports(exchange.officer()) ? [['/oversight/persons', t('persons.title')] as const] : []),
    ['/proof', t('proof.title')] as const,
  ]
  return html`<ul class="govuk-list">${ways.map(([href, text]) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}

/** Procedures about nobody that the reader opens: a visit to a place, and what is recommended of it. */
export function recommended(exchange: Exchange): readonly Procedure[] {
  const { register } = exchange
  return register.procedures.filter(
    (one) => !isAboutSomebody(one) && openingFor(register, exchange.officer(), one) !== null,
  )
}

function mayInspect(exchange: Exchange): boolean {
  try {
    return placesWatched(exchange.register, exchange.officer()).length > 0
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

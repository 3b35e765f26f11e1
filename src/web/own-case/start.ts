/** What anybody can begin here without an account, and the way to what is there already. */

import { html } from 'hono/html'
import type { Procedure } from '../../procedures/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import { FIELD, hiddenFields } from './fields.ts'
import { quietPage } from './frame.ts'
import { hasOwnDoor, isProtected, openedByPeople, openingPage } from './opening.ts'

/** `?what=school-enrolment` leads to its form, for a poster at a school; protected procedures stand in no address. */
export function startPage(exchange: Exchange): Html {
  const { t } = exchange.texts
  const all = openedByPeople(exchange)
  const asked = all.find((one) => one.name === exchange.query('what') && !hasOwnDoor(one) && !isProtected(one))
  if (asked !== undefined) return openingPage(exchange, asked)
  return quietPage(exchange, {
    title: t('own.start.title'),
    body: html`<p class="govuk-body-l">${t('own.start.lead')}</p><p class="govuk-body"><a class="govuk-button" href="/case">${t('own.start.have-code')}</a></p>${all.map((one) => item(exchange, one))}`,
  })
}

function item(exchange: Exchange, procedure: Procedure): Html {
  const { t } = exchange.texts
  const { title, idea } = wordsFor(exchange, procedure.name)
  const link = (href: string) =>
    html`<p class="govuk-body"><a class="govuk-button govuk-button--secondary" href="${href}">${t('own.start.begin')} <span class="govuk-visually-hidden">${title}</span></a></p>`
  const way = hasOwnDoor(procedure)
    ? link('/complaint')
    : isProtected(procedure)
      ? html`<form method="post" action="/start">${hiddenFields({ [FIELD.what]: procedure.name })}<button class="govuk-button govuk-button--secondary">${t('own.start.begin')} <span class="govuk-visually-hidden">${title}</span></button></form>`
      : link(`/start?what=${procedure.name}`)
  return html`<section class="ob-section"><h2 class="govuk-heading-m">${declared(exchange, title)}</h2><p class="govuk-body">${declared(exchange, idea)}</p>${way}</section>`
}

/** A new code in place of the old one. It is shown first and counts once it was written down, so that none is ever lost on the way. */
import { createHmac, randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import { type CaseCode, caseOfCode, codeFrom, hashOfCode, issueCode } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { type Bearer, begun } from './bearer.ts'
import { codeCard } from './code-card.ts'
import { FIELD, hiddenFields, keyIn } from './fields.ts'
import { backLink, quietPage } from './frame.ts'

export function newCodePage(exchange: Exchange, { pass }: Bearer): Html {
  const { t } = exchange.texts
  const key = randomUUID()
  return quietPage(exchange, {
    title: t('own.new-code.title'),
    body: html`<p class="govuk-body">${t('own.new-code.lead')}</p>${codeCard(exchange, codeOf(exchange, key))}
<form method="post" action="/case/code">${hiddenFields({ [FIELD.pass]: pass, [FIELD.key]: key })}<button class="govuk-button">${t('own.new-code.button')}</button></form>${backLink(exchange)}`,
  })
}

export async function newCodePosted(exchange: Exchange, { found, typed }: Bearer): Promise<Response> {
  const key = keyIn(typed)
  if (key === undefined) return exchange.context.redirect('/case/code', 303)
  const code = await issueCode(exchange.register, found.who, found, codeOf(exchange, key))
  const again = await caseOfCode(exchange.register, code)
  if (again !== null) begun(exchange, again, hashOfCode(code))
  return exchange.context.redirect('/case', 303)
}

/** The code that belongs to a submission: sent again, it is answered with the same, which is kept nowhere. */
export function codeOf({ store }: Exchange, key: string): CaseCode {
  return codeFrom(createHmac('sha256', store.key('codes')).update(`own case ${key}`).digest())
}

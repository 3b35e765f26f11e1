/** Coming in with a code, and going out. Wrong, unknown and ended codes have one answer. */
import { asCode } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { ELSEWHERE } from '../parts/quiet-page.ts'
import { found, typedIn } from './bearer.ts'
import { enterPage } from './enter-page.ts'
import { FIELD, textOf } from './fields.ts'
import { writeSession } from './session.ts'
import { stepAsked } from './step-page.ts'

export async function codePosted(exchange: Exchange): Promise<Response | Html> {
  const typed = await typedIn(exchange)
  const given = textOf(typed, FIELD.code)
  const wrong = (problem: 'slip' | 'code') => {
    exchange.context.status(422)
    return enterPage(exchange, { problem, typed })
  }
  if (asCode(given) === null) return wrong('slip')
  const bearer = await found(exchange, given)
  if (bearer === null) return wrong('code')
  // The session had ended while they wrote: the form comes back with what they had typed.
  if (FIELD.step in typed) return stepAsked(exchange, { ...bearer, typed })
  return exchange.context.redirect('/case', 303)
}

export async function leave({ context, secure }: Exchange): Promise<Response> {
  writeSession(context, secure, '')
  return context.redirect('/start', 303)
}

/** Out of here at once, to a page that anybody may have been reading. */
export async function exit({ context, secure }: Exchange): Promise<Response> {
  writeSession(context, secure, '')
  return context.redirect(ELSEWHERE, 303)
}

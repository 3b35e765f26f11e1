/** One notice in words: what it is about, of which safeguard or step, when. The same for officers and for the person. */
import { html } from 'hono/html'
import type { Notice } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'
import { wordsFor } from './declared-text.ts'

/** Those that say that something is wrong stand out; written out, so that the style sheet keeps them. */
const TAG = {
  half: 'govuk-tag govuk-tag--grey',
  told: 'govuk-tag govuk-tag--grey',
  most: 'govuk-tag govuk-tag--yellow',
  breach: 'govuk-tag govuk-tag--red',
  alarm: 'govuk-tag govuk-tag--red',
} as const satisfies Record<Notice['about'], string>

export function noticeTag({ texts }: Exchange, { about }: Notice): Html {
  return html`<strong class="${TAG[about]}">${texts.t(`notice.${about}`)}</strong>`
}

/** The safeguard by its title, or what the step did. */
export function noticeTitle(exchange: Exchange, { procedure, rule }: Notice): Html {
  const words = wordsFor(exchange, procedure)
  const title = words.safeguards[rule.split('.')[0] ?? '']?.title ?? words.steps[rule]?.done ?? rule
  return declared(exchange, title)
}

/** How often it was raised, where that is more than once. */
export function raisedAgain({ texts }: Exchange, { times }: Notice): string {
  return times > 1 ? texts.t('notice.times', { n: times }) : ''
}

/** Breaches in words: the safeguard, its rule as the software applies it, and the way to the case where there is one. */

import { html } from 'hono/html'
import type { WatchedAlarm, WatchedBreach } from '../../register/index.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { declared } from '../safeguards/words.ts'

export function procedureTitle(exchange: Exchange, name: string): Html {
  return declared(exchange, wordsFor(exchange, name).title)
}

/** "Reviewed by a judge within 24 hours": leads to the safeguard with its rules in sentences, which would bury a list. */
export function ruleCell(exchange: Exchange, { procedure, rule }: Pick<WatchedBreach, 'procedure' | 'rule'>): Html {
  const words = wordsFor(exchange, procedure)
  const [safeguard = rule] = rule.split('.')
  return html`<a class="govuk-link" href="/safeguards/${procedure}#${safeguard}">${declared(exchange, words.safeguards[safeguard]?.title ?? rule)}</a><span class="ob-code"><bdi>${rule}</bdi></span>`
}

const OF_A_PERSON = ['startAnew', 'personSplit']

/** A step that is an alarm by itself. */
export function stepTitle(exchange: Exchange, { procedure, rule }: Pick<WatchedAlarm, 'procedure' | 'rule'>): Html {
  // What becomes known of a person is no step of any procedure.
  if (OF_A_PERSON.some((one) => one === rule)) return html`${exchange.texts.named(`person-event.${rule}`)}`
  return declared(exchange, wordsFor(exchange, procedure).steps[rule]?.button ?? rule)
}

export function modeWord({ texts }: Exchange, mode: 'enforce' | 'record'): string {
  return texts.t(`safeguards.mode.${mode}`)
}

/** The case, opened to supervise; a dash for whoever does not read it. */
export function caseLink(
  exchange: Exchange,
  { procedure, case: one }: Pick<WatchedBreach, 'procedure' | 'case'>,
): Html | string {
  return one === null
    ? exchange.texts.t('oversight.not-read')
    : html`<a class="govuk-link" href="/cases/${procedure}/${one.id}?for=supervise"><bdi>${one.number}</bdi></a>`
}

/** What a person is told when something could not be done: what happened, what was kept, what to do. Never what the inside said. */

import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Conflict, Invalid, isFull, isUnavailable, StepRefused, Uncertain } from '../store/index.ts'
import type { Exchange, Html } from './exchange.ts'
import { page } from './parts/page.ts'
import type { TextKey } from './texts.ts'

export interface Answered {
  readonly status: ContentfulStatusCode
  readonly shown: Html
}

/** The answer to an error that no page has dealt with. Faults of ours are told to the operator in full. */
export function problemOf(exchange: Exchange, error: Error): Answered {
  const { t, named } = exchange.texts
  if (error instanceof StepRefused)
    return { status: 409, shown: refusalPage(exchange, [named(`refused.${error.rule}`, error.data)]) }
  if (error instanceof Conflict) return { status: 409, shown: refusalPage(exchange, [t('error.conflict')]) }
  if (error instanceof Invalid) {
    const sentences = error.problems.map((problem) => named(`problem.${problem.rule}`, problem.data))
    return { status: 422, shown: refusalPage(exchange, sentences) }
  }
  console.error(error)
  if (error instanceof Uncertain) return { status: 503, shown: problemPage(exchange, 'error.uncertain') }
  if (isFull(error)) return { status: 503, shown: problemPage(exchange, 'error.full') }
  if (isUnavailable(error)) return { status: 503, shown: problemPage(exchange, 'error.database') }
  return { status: 500, shown: problemPage(exchange, 'error.fault') }
}

export type ProblemKey =
  | 'error.not-found'
  | 'error.fault'
  | 'error.database'
  | 'error.uncertain'
  | 'error.full'
  | 'error.characters'
  | 'error.too-many'
  | 'error.too-large'
  | 'error.token'

export function problemPage(exchange: Exchange, key: ProblemKey): Html {
  return page(exchange, {
    title: exchange.texts.t(`${key}.title` as TextKey),
    body: html`<p class="govuk-body">${exchange.texts.t(key)}</p>`,
  })
}

/** What was sent is not possible, in sentences, and that nothing was saved. */
function refusalPage(exchange: Exchange, sentences: readonly string[]): Html {
  const { t } = exchange.texts
  return page(exchange, {
    title: t('form.refused'),
    body: html`${sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}<p class="govuk-body">${t('error.nothing-saved')}</p>`,
  })
}

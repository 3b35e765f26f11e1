/** The frame of the pages for people who complain, and the sentences for what can go wrong before anything is sent. */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'
import { ELSEWHERE, type QuietPage, quietFrame } from '../parts/quiet-page.ts'
import { LARGEST_MEGABYTES } from './channel/index.ts'
import { scriptTag } from './script.ts'

export function quietPage(exchange: Exchange, content: QuietPage): Html {
  const { t } = exchange.texts
  return quietFrame(
    exchange,
    {
      ...{ window: t('complaint.window'), home: '/complaint', demonstration: t('complaint.demonstration') },
      leave: { href: ELSEWHERE, text: t('complaint.leave') },
      head: scriptTag(exchange.context),
    },
    content,
  )
}

/** A sentence for each thing that can go wrong before anything is sent; the script shows the one that did. */
export function problems(exchange: Exchange, names: readonly ProblemName[], shown: ProblemName | null): Html {
  const { t } = exchange.texts
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" data-problems${shown === null ? html` hidden` : html` autofocus`}><h2 class="govuk-error-summary__title">${t('form.problem')}</h2>${[
    ...names,
    'network' as const,
  ].map(
    (name) =>
      html`<p class="govuk-body" data-problem="${name}"${name === shown ? '' : html` hidden`}>${t(`complaint.problem.${name}`, { megabytes: LARGEST_MEGABYTES })}</p>`,
  )}<p class="govuk-body" data-problem="answer" hidden></p></div>`
}

export const FILE_PROBLEMS = ['file-large', 'file-kind', 'file-changed', 'file-full', 'file-network'] as const
export type ProblemName =
  | 'story'
  | 'long'
  | 'confirm'
  | 'code'
  | 'text'
  | 'key'
  | 'refused'
  | 'network'
  | (typeof FILE_PROBLEMS)[number]

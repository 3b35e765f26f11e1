/** The own case on paper, with where each event stands in the log; and for each the one file that proves it to a court. */

import { html } from 'hono/html'
import { eventRecord, eventRecords } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import { clockList, openClocks } from '../cases/clock-lines.ts'
import { wordsFor } from '../cases/declared-text.ts'
import type { Exchange, Html } from '../exchange.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { type Bearer, ownView } from './bearer.ts'
import { FIELD, hiddenFields, textOf } from './fields.ts'
import { backLink, quietPage } from './frame.ts'
import { eventLine, factList } from './history.ts'
import { proofAnswer } from './proof-answer.ts'

export async function copyPage(exchange: Exchange, { found, pass }: Bearer): Promise<Html> {
  const { t, moment } = exchange.texts
  const view = await ownView(exchange.register, found)
  const { procedure, caseId } = view
  const records = await eventRecords(exchange.register, found.who, {
    ...{ procedure: procedure.name, caseId, purpose: 'own-data' as const },
  })
  const words = wordsFor(exchange, procedure.name)
  const running = openClocks(view.clocks)
  return quietPage(exchange, {
    title: t('own.title', { number: view.caseNumber }),
    body: html`<p class="govuk-body">${t('own.copy.lead')}</p><div class="ob-paper">${summaryList([
      [t('own.copy.about'), declared(exchange, words.title)],
      [t('own.copy.state'), declared(exchange, words.states[view.state] ?? view.state)],
      [t('own.copy.printed'), moment(view.now)],
    ])}${running.length === 0 ? '' : clockList(exchange, running, { procedure, now: view.now, reader: 'person', facts: view.facts, onPaper: true })}${view.timeline.map(
      (event) =>
        html`<h2 class="govuk-heading-s govuk-!-margin-bottom-2">${event.no}. ${eventLine(exchange, view, event)}</h2>${factList(exchange, view, event.facts)}${entryPart(exchange, pass, { no: event.no, entry: records.get(event.no)?.entry })}`,
    )}</div><p class="govuk-body">${t('own.copy.proof-help')} <a class="govuk-link" href="/complaint/verifier">${t('own.copy.verifier')}</a></p>${backLink(exchange)}`,
  })
}

function entryPart(
  { texts }: Exchange,
  pass: string,
  { no, entry }: { readonly no: number; readonly entry: string | undefined },
): Html | string {
  if (entry === undefined) return ''
  return html`<p class="govuk-body-s">${texts.t('own.copy.entry')} <code class="ob-code" dir="ltr">${entry}</code></p><form method="post" action="/case/proof">${hiddenFields({ [FIELD.pass]: pass, [FIELD.event]: String(no) })}<button class="govuk-button govuk-button--secondary">${texts.t('own.copy.proof')} <span class="govuk-visually-hidden">${no}</span></button></form>`
}

/** The proof of one event of the case. */
export async function proofPosted(exchange: Exchange, { found, typed }: Bearer): Promise<Response | Html> {
  const { procedure, caseId, who } = found
  const event = Number(textOf(typed, FIELD.event))
  if (!Number.isSafeInteger(event)) throw new NotFound()
  const entered = await eventRecord(exchange.register, who, {
    ...{ procedure, caseId, event, purpose: 'own-data' as const },
  })
  return proofAnswer(exchange, { ...entered, file: `entry-${event}` })
}

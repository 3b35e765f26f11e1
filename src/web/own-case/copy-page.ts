/** The own case on paper, with where each event stands in the log; and for each the one file that proves it to a court. */

import { html } from 'hono/html'
import { bundleWith } from '../../ledger/index.ts'
import { eventRecord, eventRecords } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import { clockList, openClocks } from '../cases/clock-lines.ts'
import { wordsFor } from '../cases/declared-text.ts'
import { proofFrom } from '../entry-proof.ts'
import type { Exchange, Html } from '../exchange.ts'
import { summaryList } from '../parts/summary.ts'
import { declared } from '../safeguards/words.ts'
import { takeTurns } from '../turns.ts'
import { type Bearer, ownView } from './bearer.ts'
import { FIELD, hiddenFields, textOf } from './fields.ts'
import { backLink, quietPage } from './frame.ts'
import { eventLine, factList } from './history.ts'

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
    ])}${running.length === 0 ? '' : clockList(exchange, running, { procedure, now: view.now, reader: 'person' })}${view.timeline.map(
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

/** A proof reads the tree: one at a time. */
const inTurn = takeTurns(1)

/** The file for `observance verify` and the HTML verifier; until its entry is in a signed tree, a page says so. */
export async function proofPosted(exchange: Exchange, { found, typed }: Bearer): Promise<Response | Html> {
  const { procedure, caseId, who } = found
  const event = Number(textOf(typed, FIELD.event))
  if (!Number.isSafeInteger(event)) throw new NotFound()
  const { entry, log, record, salt } = await eventRecord(exchange.register, who, {
    ...{ procedure, caseId, event, purpose: 'own-data' as const },
  })
  const proof = await inTurn(() => proofFrom(exchange.store, log, entry))
  const { context, texts } = exchange
  if (proof === null) {
    context.status(409)
    return quietPage(exchange, {
      title: texts.t('own.copy.proof'),
      body: html`<p class="govuk-body">${texts.t('own.copy.waiting')}</p>${backLink(exchange)}`,
    })
  }
  return context.body(bundleWith(proof, { record, salt, policy: proof.policy }), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="entry-${event}.proof.json"`,
  })
}

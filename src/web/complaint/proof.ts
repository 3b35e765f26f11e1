/**
 * The receipt: that the sealed complaint, or a message or file that followed, was in the log of complaints no later than
 * witnesses saw it. Of a file the entry has the hash. Fetched by code, kept by nobody.
 */

import { html } from 'hono/html'
import { bundleWith } from '../../ledger/index.ts'
import { eventRecord } from '../../register/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { bearerOf } from './bearer.ts'
import { refusedCode } from './case-page.ts'
import type { Channel } from './channel-of.ts'
import type { Posted } from './filing.ts'
import { quietPage } from './frame.ts'

/** The file for `observance verify` and the HTML verifier; while the entry is in no signed tree yet, a page says when it will be. */
export async function proofPosted(exchange: Exchange, { proofOf }: Channel): Promise<Response | Html> {
  const posted: Posted = await exchange.context.req.parseBody()
  const bearer = await bearerOf(exchange.register, posted)
  if (bearer === null) return refusedCode(exchange)
  const { caseId, timeline } = bearer.view
  const event = Number(posted.event ?? 1)
  if (!timeline.some(({ no, actor }) => no === event && actor.role === 'person')) throw new NotFound()
  const { entry, record, salt } = await eventRecord(
    exchange.register,
    { as: 'person', caseId },
    { procedure: 'complaint', caseId, event, purpose: 'answer-the-person' },
  )
  const proof = await proofOf(entry)
  if (proof === null) return waitingPage(exchange)
  const { context } = exchange
  return context.body(bundleWith(proof, { record, salt, policy: proof.policy }), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="filing.proof.json"',
  })
}

function waitingPage(exchange: Exchange): Html {
  const { t } = exchange.texts
  exchange.context.status(409)
  return quietPage(exchange, {
    title: t('complaint.proof.title'),
    body: html`<p class="govuk-body">${t('complaint.proof.waiting')}</p>`,
  })
}

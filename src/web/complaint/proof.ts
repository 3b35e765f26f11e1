/** The receipt: that the sealed complaint was in the log of complaints no later than witnesses saw it. Fetched by code, kept by nobody. */

import { html } from 'hono/html'
import { bundleWith } from '../../ledger/index.ts'
import { eventRecord } from '../../register/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { bearerOf } from './bearer.ts'
import { refusedCode } from './case-page.ts'
import type { Channel } from './channel-of.ts'
import { quietPage } from './frame.ts'

/** The file for `observance verify` and the HTML verifier; while the entry is in no signed tree yet, a page says when it will be. */
export async function proofPosted(exchange: Exchange, { proofOf }: Channel): Promise<Response | Html> {
  const bearer = await bearerOf(exchange.register, await exchange.context.req.parseBody())
  if (bearer === null) return refusedCode(exchange)
  const { caseId } = bearer.view
  const { entry, record, salt } = await eventRecord(
    exchange.register,
    { as: 'person', caseId },
    { procedure: 'complaint', caseId, event: 1, purpose: 'answer-the-person' },
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

/** The one file that proves an entry of a log to a court, or a page that says when it will be there. */
import { html } from 'hono/html'
import { bundleWith, type Json, type LogName } from '../../ledger/index.ts'
import { proofFrom } from '../entry-proof.ts'
import type { Exchange, Html } from '../exchange.ts'
import { takeTurns } from '../turns.ts'
import { backLink, quietPage } from './frame.ts'

export interface Proved {
  readonly log: LogName
  readonly entry: string
  readonly record: Json
  readonly salt: Uint8Array
  /** What the file is called. */
  readonly file: string
}

/** A proof reads the tree: one at a time. */
const inTurn = takeTurns(1)

/** The file for `observance verify` and the HTML verifier; until its entry is in a signed tree, a page says so. */
export async function proofAnswer(
  exchange: Exchange,
  { log, entry, record, salt, file }: Proved,
): Promise<Response | Html> {
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
    'content-disposition': `attachment; filename="${file}.proof.json"`,
  })
}

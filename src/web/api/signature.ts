/**
 * Serious acts through the API: what is not signed is answered with what a passkey must sign (RFC 9470's step-up, with the
 * WebAuthn request in the problem), and the same request comes again with the signature in a header.
 */
import { askSignature, takeSignature } from '../../firewall/index.ts'
import type { Exchange } from '../exchange.ts'
import { actToSign, passkeySite, sessionHolder } from '../passkeys/index.ts'
import { bare, problem } from './problem.ts'

export const SIGNATURE_HEADER = 'Passkey-Signature'

/** Acts; takes the signature that came with it first, where one did. */
export async function signed(exchange: Exchange, act: () => Promise<Response>): Promise<Response> {
  const sent = exchange.context.req.header(SIGNATURE_HEADER)
  const answer = sent === undefined ? null : Buffer.from(sent, 'base64url').toString('utf8')
  const site = passkeySite(exchange)
  const wrong =
    answer === null || exchange.viewer.account === null
      ? null
      : await exchange.actAtDoor('act.sign', (tx) => takeSignature(tx, sessionHolder(exchange), { answer, site }))
  try {
    return await act()
  } catch (error) {
    const unsigned = actToSign(error)
    if (unsigned === null) throw error
    const holder = sessionHolder(exchange)
    const asked = await exchange.actAtDoor('act.ask', (tx) => askSignature(tx, holder, { act: unsigned, site }))
    if (asked === null) return problem(exchange, 'no-passkey')
    const reasons = wrong === null ? [] : [{ ...bare(wrong), from: 'passkey.problem' as const }]
    return problem(exchange, 'signature-needed', reasons, { signature: asked })
  }
}

/**
 * Signatures of serious acts (WebAuthn assertions): asked for one act by one session, answered once, used once. The act is a
 * digest of all that is to be done, and part of what the passkey signs.
 */
import { sql } from 'kysely'
import type { z } from 'zod'
import { StepRefused, type Tx } from '../../store/index.ts'
import type { SessionHolder } from '../own-sessions.ts'
import { hashOf } from '../session.ts'
import { AssertionAnswer, answerFrom } from './answer.ts'
import {
  type Act,
  digestOf,
  newChallenge,
  type PasskeySite,
  refusedForTheOperator,
  SIGNING_SECONDS,
  spendChallenge,
} from './challenge.ts'
import { passkeysOf, transportsOf } from './passkeys.ts'

/** What a browser needs to have it signed: PublicKeyCredentialRequestOptionsJSON. */
export interface SignatureAsked {
  readonly challenge: string
  readonly rpId: string
  readonly timeout: number
  readonly userVerification: 'required'
  readonly allowCredentials: readonly {
    readonly type: 'public-key'
    readonly id: string
    readonly transports: readonly string[]
  }[]
}

/** Asks for a signature of the act; null where the account has no passkey to give one with. */
export async function askSignature(
  tx: Tx,
  holder: SessionHolder,
  { act, site }: { readonly act: Act; readonly site: PasskeySite },
): Promise<SignatureAsked | null> {
  const passkeys = await passkeysOf(tx, holder.account)
  if (passkeys.length === 0) return null
  return {
    challenge: await newChallenge(tx, holder, act),
    rpId: site.rpId,
    timeout: SIGNING_SECONDS * 1000,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      ...{ type: 'public-key', id: credentialId.toString('base64url'), transports },
    })),
  }
}

/** Why a signature does not count. */
export type SignatureProblem = 'unreadable' | 'spent' | 'other-passkey' | 'wrong'

/**
 * Takes the answer of a browser. Null where it counts: then the act may be done, once, within a minute. Whatever comes of
 * it, the challenge is spent, so the transaction must be kept.
 */
export async function takeSignature(
  tx: Tx,
  holder: SessionHolder,
  { answer, site }: { readonly answer: string; readonly site: PasskeySite },
): Promise<SignatureProblem | null> {
  const read = answerFrom(AssertionAnswer, answer)
  if (read === null) return 'unreadable'
  const challenge = await spendChallenge(tx, holder, read)
  if (challenge === null) return 'spent'
  const passkey = await tx
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'public_key', 'counter', 'transports'])
    .where('account', '=', holder.account)
    .where('credential_id', '=', Buffer.from(read.id, 'base64url'))
    .forUpdate()
    .executeTakeFirst()
  if (passkey === undefined) return 'other-passkey'
  const counter = await verified(read, {
    ...{ challenge: challenge.toString('base64url'), site },
    credential: {
      id: read.id,
      publicKey: Uint8Array.from(passkey.public_key),
      counter: Number(passkey.counter),
      transports: transportsOf(passkey.transports),
    },
  })
  if (counter === null) return 'wrong'
  await tx
    .updateTable('passkey')
    .set({ counter: String(counter), used_at: sql<string>`now()` })
    .where('id', '=', passkey.id)
    .execute()
  await tx
    .updateTable('signing')
    .set({ signed_at: sql<string>`clock_timestamp()` })
    .where('challenge_sha256', '=', digestOf(challenge))
    .execute()
  return null
}

/**
 * Uses up the session's own signature of the act, for the transaction that asks, whose account must be the session's. Refuses
 * (StepRefused) where there is none. Acts of the registers use theirs themselves.
 */
export async function useSignature(tx: Tx, { token }: Pick<SessionHolder, 'token'>, act: Act): Promise<void> {
  const { rows } = await sql<{ used: boolean }>`
    select followup.use_signature(${hashOf(token)}, ${act}) as used`.execute(tx)
  if (rows[0]?.used !== true) throw new StepRefused('signature-missing', { detail: act.toString('hex') })
}

interface Expected {
  readonly challenge: string
  readonly site: PasskeySite
  readonly credential: {
    readonly id: string
    readonly publicKey: Uint8Array<ArrayBuffer>
    readonly counter: number
    readonly transports: ReturnType<typeof transportsOf>
  }
}

/**
 * WebAuthn Level 3, 7.2: type, challenge, origin, site, presence, verification of the person, signature, and a counter that
 * goes on (a copied passkey's does not). Gives the counter; null where any of it fails.
 */
async function verified(
  { response, ...read }: z.output<typeof AssertionAnswer>,
  expected: Expected,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...read, response },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.site.origin,
      expectedRPID: expected.site.rpId,
      requireUserVerification: true,
      credential: expected.credential,
    })
    return verified ? authenticationInfo.newCounter : null
  } catch (error) {
    refusedForTheOperator(error)
    return null
  }
}

/**
 * Challenges of passkeys: made for one act and one session, good for two minutes, answered once whatever comes of it. The
 * database keeps their hashes.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import type { SessionHolder } from '../own-sessions.ts'
import { hashOf } from '../session.ts'
import type { Answer } from './answer.ts'

/** The site as passkeys know it: they sign for no other. */
export interface PasskeySite {
  /** The host of the public address. */
  readonly rpId: string
  readonly origin: string
}

/** SHA-256 of what is to be done. */
export type Act = Buffer

export const SIGNING_SECONDS = 120

/** A challenge for this act and this session: 32 random bytes, then the act. Those of the account that are over go. */
export async function newChallenge(tx: Tx, { account, token }: SessionHolder, act: Act): Promise<string> {
  const challenge = Buffer.concat([randomBytes(32), act])
  await tx
    .deleteFrom('signing')
    .where('account', '=', account)
    .where(sql<boolean>`ends_at < now() - interval '5 minutes'`)
    .execute()
  await tx
    .insertInto('signing')
    .values({ challenge_sha256: digestOf(challenge), session: hashOf(token), account, act })
    .execute()
  return challenge.toString('base64url')
}

/** The challenge that was answered, no more to be answered by anybody; null where this session was never asked, or no longer is. */
export async function spendChallenge(
  tx: Tx,
  { account, token }: SessionHolder,
  { response }: Answer,
  act?: Act,
): Promise<Buffer | null> {
  const challenge = challengeIn(response.clientDataJSON)
  if (challenge === null) return null
  const { numUpdatedRows } = await tx
    .updateTable('signing')
    .set({ answered_at: sql<string>`clock_timestamp()` })
    .where('challenge_sha256', '=', digestOf(challenge))
    .where('account', '=', account)
    .where('session', '=', hashOf(token))
    .where('answered_at', 'is', null)
    .where(sql<boolean>`ends_at > clock_timestamp()`)
    .$if(act !== undefined, (query) => query.where('act', '=', act ?? Buffer.alloc(0)))
    .executeTakeFirst()
  return numUpdatedRows === 1n ? challenge : null
}

/** WebAuthn Level 3, 5.8.1: what the browser says it was asked. Who believes it is for the verification to say. */
function challengeIn(clientData: string): Buffer | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString('utf8')) as { challenge?: unknown }
    return typeof challenge === 'string' && challenge.length < 200 ? Buffer.from(challenge, 'base64url') : null
  } catch {
    return null
  }
}

/** The reason is for the operator: a counter that goes back may be a copied passkey. */
export function refusedForTheOperator(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(`a passkey's answer was refused: ${JSON.stringify(reason.slice(0, 300))}`)
}

export function digestOf(challenge: Buffer): Buffer {
  return createHash('sha256').update(challenge).digest()
}

/**
 * An officer's passkeys: public keys, by the names their owner gave them. No finger and no face comes here. Another passkey is
 * added under a signature of one that is there; the first, right after the person has signed in themselves.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { NotFound, StepRefused, type Tx } from '../../store/index.ts'
import type { SessionHolder } from '../own-sessions.ts'
import { closeSessionsOf, hashOf } from '../session.ts'
import { answerFrom, CreationAnswer } from './answer.ts'
import {
  type Act,
  newChallenge,
  type PasskeySite,
  refusedForTheOperator,
  SIGNING_SECONDS,
  spendChallenge,
} from './challenge.ts'

export interface Passkey {
  readonly id: string
  readonly credentialId: Buffer
  readonly transports: readonly Transport[]
  readonly name: string
  readonly addedAt: Temporal.Instant
  readonly usedAt: Temporal.Instant | null
}

/** How a browser reaches it. */
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
export type Transport = (typeof TRANSPORTS)[number]

export function transportsOf(said: readonly string[]): Transport[] {
  return TRANSPORTS.filter((one) => said.includes(one))
}

/** So long after the person was last seen to sign in, a first passkey may be added. */
export const FIRST_WITHIN_MINUTES = 10
export const LONGEST_NAME = 60
const MOST = 10

/** The passkeys of an account, in the order in which they came. */
export async function passkeysOf(tx: Tx, account: string): Promise<readonly Passkey[]> {
  const rows = await tx
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'transports', 'name', 'added_at', 'used_at'])
    .where('account', '=', account)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, credentialId: row.credential_id, transports: transportsOf(row.transports), name: row.name },
    addedAt: Temporal.Instant.from(String(row.added_at)),
    usedAt: row.used_at === null ? null : Temporal.Instant.from(String(row.used_at)),
  }))
}

/** Acts on one's own passkeys, as they are signed. */
export const addingAct = (account: string): Act => actOf('add', account)
export const removingAct = (account: string, passkey: string): Act => actOf('remove', account, passkey)
const creatingAct = (account: string): Act => actOf('create', account)

function actOf(...parts: readonly string[]): Act {
  return createHash('sha256')
    .update(['observance passkey', ...parts].join(' '))
    .digest()
}

/** Whether the person was seen to sign in themselves a moment ago. A stolen cookie cannot do that. */
export async function isJustSignedIn(tx: Tx, { token }: SessionHolder): Promise<boolean> {
  const found = await tx
    .selectFrom('session')
    .select('id')
    .where('token_sha256', '=', hashOf(token))
    .where(sql<boolean>`authenticated_at > now() - make_interval(mins => ${FIRST_WITHIN_MINUTES})`)
    .executeTakeFirst()
  return found !== undefined
}

/** What a browser needs to make one: PublicKeyCredentialCreationOptionsJSON. */
export interface PasskeyAsked {
  readonly challenge: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[]
  readonly timeout: number
  readonly excludeCredentials: readonly { readonly type: 'public-key'; readonly id: string }[]
  readonly authenticatorSelection: { readonly residentKey: 'preferred'; readonly userVerification: 'required' }
  readonly attestation: 'none'
}

export interface Owner {
  readonly holder: SessionHolder
  /** As the device shows whose it is. */
  readonly name: string
}

/** Ed25519, ES256, RS256 (COSE). */
const ALGORITHMS = [-8, -7, -257]

/** Asks a browser for a new passkey. Who may have one is for the caller to say: see `addingAct`, `isJustSignedIn`. */
export async function askPasskey(tx: Tx, { holder, name }: Owner, site: PasskeySite): Promise<PasskeyAsked> {
  const known = await passkeysOf(tx, holder.account)
  return {
    challenge: await newChallenge(tx, holder, creatingAct(holder.account)),
    rp: { id: site.rpId, name: 'Observance' },
    user: { id: Buffer.from(holder.account).toString('base64url'), name, displayName: name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: SIGNING_SECONDS * 1000,
    excludeCredentials: known.map(({ credentialId }) => ({
      type: 'public-key',
      id: credentialId.toString('base64url'),
    })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    attestation: 'none',
  }
}

export type PasskeyProblem = 'unreadable' | 'spent' | 'wrong' | 'known' | 'too-many'

/** Keeps the new passkey. Null where it is kept; whatever comes of it, the challenge is spent. */
export async function keepPasskey(
  tx: Tx,
  holder: SessionHolder,
  { answer, name, site }: { readonly answer: string; readonly name: string; readonly site: PasskeySite },
): Promise<PasskeyProblem | null> {
  const read = answerFrom(CreationAnswer, answer)
  if (read === null) return 'unreadable'
  const challenge = await spendChallenge(tx, holder, read, creatingAct(holder.account))
  if (challenge === null) return 'spent'
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { account } = holder
  if ((await passkeysOf(tx, account)).length >= MOST) return 'too-many'
  const credential = await verifyRegistrationResponse({
    response: { ...read, response: { ...read.response, transports: transportsOf(read.response.transports) } },
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).then(
    ({ verified, registrationInfo }) => (verified ? registrationInfo.credential : null),
    (error: unknown) => {
      refusedForTheOperator(error)
      return null
    },
  )
  if (credential === null) return 'wrong'
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('passkey')
    .values({
      ...{ account, name, counter: String(credential.counter), transports: transportsOf(read.response.transports) },
      credential_id: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? null : 'known'
}

/** Removes one. Another person's is not there; the last one is not removed, since without it none could be added. */
export async function removePasskey(tx: Tx, account: string, id: string): Promise<void> {
  const own = await passkeysOf(tx, account)
  if (!own.some((one) => one.id === id)) throw new NotFound()
  if (own.length === 1) throw new StepRefused('last-passkey')
  await tx.deleteFrom('passkey').where('id', '=', id).where('account', '=', account).execute()
}

/** Takes all passkeys of the open account with that address and ends its sessions; gives how many there were. NotFound where there is none. */
export async function forgetPasskeys(tx: Tx, email: string): Promise<number> {
  const found = await tx
    .selectFrom('account')
    .select('id')
    .where((eb) => eb(eb.fn('lower', ['email']), '=', email.toLowerCase()))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  const { numDeletedRows } = await tx.deleteFrom('passkey').where('account', '=', found.id).executeTakeFirst()
  await closeSessionsOf(tx, found.id)
  return Number(numDeletedRows)
}

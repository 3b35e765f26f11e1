/**
 * The sessions of one person, as that person sees and ends them: with what kind of browser, since when, when last used.
 * A session is named by an id that opens no door; no address is kept. OWASP ASVS 5.0, 7.5.2,
 * but for its second sign-in.
 */
import { NotFound, type Tx } from '../store/index.ts'
import { hashOf, stillOpen } from './session.ts'

export interface OwnSession {
  readonly id: string
  /** "Firefox, Android"; empty where the browser did not say what we know. */
  readonly device: string
  readonly openedAt: Temporal.Instant
  readonly seenAt: Temporal.Instant
  readonly isThisOne: boolean
}

export interface SessionHolder {
  readonly account: string
  /** Of the browser that asks. */
  readonly token: string
}

/** The open sessions of an account: the one that asks first, then by last use. */
export async function ownSessions(tx: Tx, { account, token }: SessionHolder): Promise<readonly OwnSession[]> {
  const rows = await tx
    .selectFrom('session as s')
    .select(['s.id', 's.device', 's.opened_at', 's.seen_at', 's.token_sha256'])
    .where('s.account', '=', account)
    .where(stillOpen)
    .orderBy('s.seen_at', 'desc')
    .orderBy('s.id')
    .execute()
  const own = hashOf(token)
  return rows
    .map(({ id, device, opened_at, seen_at, token_sha256 }) => ({
      ...{ id, device },
      openedAt: Temporal.Instant.from(String(opened_at)),
      seenAt: Temporal.Instant.from(String(seen_at)),
      isThisOne: own.equals(token_sha256),
    }))
    .toSorted((first, second) => Number(second.isThisOne) - Number(first.isThisOne))
}

/** Ends one session of the account, at once. Another person's is not there. */
export async function endSession(tx: Tx, { account, id }: { account: string; id: string }): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('session')
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new NotFound()
}

/** Ends every session of the account but the one that asks. */
export async function endOtherSessions(tx: Tx, { account, token }: SessionHolder): Promise<void> {
  await tx.deleteFrom('session').where('account', '=', account).where('token_sha256', '<>', hashOf(token)).execute()
}

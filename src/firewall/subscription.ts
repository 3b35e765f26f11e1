/**
 * Subscriptions to a person's calendar. A calendar program cannot sign in, so it sends a random token as its password; the
 * database holds the hash. It opens the calendar and nothing else, and ends when a new one is made, or with the account.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import { asRole, dutyOf, type Viewer } from './viewer.ts'

/** Makes the account's subscription anew and gives its token, which is stored nowhere. The one before ends. */
export async function subscribe(tx: Tx, account: string): Promise<string> {
  await unsubscribe(tx, account)
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('calendar_subscription')
    .values({ account, token_sha256: hashOf(token) })
    .execute()
  return token
}

/** Ends the account's subscription, where it has one. */
export async function unsubscribe(tx: Tx, account: string): Promise<void> {
  await tx.deleteFrom('calendar_subscription').where('account', '=', account).execute()
}

/** When the account's subscription was made; null where there is none. */
export async function subscribedAt(tx: Tx, account: string): Promise<Temporal.Instant | null> {
  const row = await tx
    .selectFrom('calendar_subscription')
    .select(sql<Temporal.Instant>`made_at`.as('made_at'))
    .where('account', '=', account)
    .executeTakeFirst()
  return row?.made_at ?? null
}

/** Whose calendar the token opens; null where it ended or never was, or its account has closed. */
export async function viewerOfSubscription(tx: Tx, token: string): Promise<Viewer | null> {
  const row = await tx
    .selectFrom('calendar_subscription as s')
    .innerJoin('account as a', 'a.id', 's.account')
    .select(['a.id', 'a.name', 'a.role', 'a.institution', 'a.organization', 'a.language', 'a.agency_role', 'a.office'])
    .where('s.token_sha256', '=', hashOf(token))
    .where('a.closed_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, role, agency_role, office, ...rest } = row
  return { ...rest, account: id, role: asRole(role), ...dutyOf({ agency_role, office }) }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

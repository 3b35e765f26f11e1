/**
 * Sessions: a random token in the browser, its hash here. One ends after 30 minutes without use, after 12 hours at the
 * latest, and at once when its account is closed. OWASP ASVS 5.0, V7.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { StepRefused, type Tx } from '../store/index.ts'
import { asRole, dutyOf, type Viewer } from './viewer.ts'

export const IDLE_MINUTES = 30
export const LONGEST_HOURS = 12

/**
 * Opens a session for an open account and gives its token, which is stored nowhere. `device` tells its owner where it is,
 * `authenticatedAt` when the person was seen to sign in themselves, where that was asked.
 */
export async function openSession(
  tx: Tx,
  account: string,
  device = '',
  authenticatedAt: Temporal.Instant | null = null,
): Promise<string> {
  const holder = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', account)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (holder === undefined) throw new StepRefused('account-closed')
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('session')
    .values({
      token_sha256: hashOf(token),
      account,
      device,
      authenticated_at: authenticatedAt?.toString() ?? null,
      ends_at: sql<string>`now() + make_interval(hours => ${LONGEST_HOURS})`,
    })
    .execute()
  return token
}

/** Of the row `s`: neither idle for too long nor too old. */
export const stillOpen = sql<boolean>`s.ends_at > now() and s.seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`

/** Who holds the session; null where it has ended or never was. Notes the use, at most once a minute. */
export async function viewerOfSession(tx: Tx, token: string): Promise<Viewer | null> {
  const session = await findSession(tx, token)
  if (session?.stale) await noteUse(tx, token)
  return session?.viewer ?? null
}

export interface Session {
  readonly viewer: Viewer
  /** Whether its use has not been noted for a minute: then `noteUse` is due. */
  readonly stale: boolean
}

/** The session of a token; null where it has ended or never was. Only reads. */
export async function findSession(tx: Tx, token: string): Promise<Session | null> {
  const row = await tx
    .selectFrom('session as s')
    .innerJoin('account as a', 'a.id', 's.account')
    .select(['a.id', 'a.name', 'a.role', 'a.institution', 'a.organization', 'a.language', 'a.agency_role', 'a.office'])
    .select(sql<boolean>`s.seen_at < now() - interval '1 minute'`.as('stale'))
    .where('s.token_sha256', '=', hashOf(token))
    .where('a.closed_at', 'is', null)
    .where(stillOpen)
    .executeTakeFirst()
  if (row === undefined) return null
  const { id, stale, role, agency_role, office, ...person } = row
  return { viewer: { account: id, role: asRole(role), ...dutyOf({ agency_role, office }), ...person }, stale }
}

/** Notes that the session is in use, from which it lasts another thirty minutes. */
export async function noteUse(tx: Tx, token: string): Promise<void> {
  await tx
    .updateTable('session')
    .set({ seen_at: sql<string>`now()` })
    .where('token_sha256', '=', hashOf(token))
    .execute()
}

export async function closeSession(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('session').where('token_sha256', '=', hashOf(token)).execute()
}

/** Ends every session of an account: after it was closed, or its role has changed. */
export async function closeSessionsOf(tx: Tx, account: string): Promise<void> {
  await tx.deleteFrom('session').where('account', '=', account).execute()
}

/** A form that arrived after its session had ended. */
export interface LateForm {
  readonly path: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Whose form it was. */
  readonly account: string
}

/** Keeps what was typed into a form that arrived after its session had ended; gives the token to have it back. */
export async function keepForm(tx: Tx, { path, fields, account }: LateForm): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx
    .insertInto('kept_form')
    .values({ token_sha256: hashOf(token), path, fields: JSON.stringify(fields), account })
    .execute()
  return token
}

/**
 * The kept fields of a form, once: asking takes them away. Those of another page or another person, or older than a
 * day, are not given.
 */
export async function takeKeptForm(
  tx: Tx,
  { path, account }: Pick<LateForm, 'path' | 'account'>,
  token: string,
): Promise<Record<string, unknown> | null> {
  const row = await tx
    .deleteFrom('kept_form')
    .where('token_sha256', '=', hashOf(token))
    .where('path', '=', path)
    .where('account', '=', account)
    .returning(['fields', sql<boolean>`kept_at > now() - interval '1 day'`.as('fresh')])
    .executeTakeFirst()
  return row?.fresh === true ? (row.fields as Record<string, unknown>) : null // written by keepForm
}

/** What the database holds of a token. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

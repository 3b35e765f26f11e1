/**
 * Logins: each role of the registers has a database login of its own, a member of no other, with a small pool that opens when
 * it is needed. Every transaction begins with the ticket of whoever acts. What the roles are called comes in as data.
 */
import { sql } from 'kysely'
import type pg from 'pg'
import {
  againWhereItGaveWay,
  callOn,
  codeOf,
  type Login,
  onConnection,
  StepRefused,
  type Store,
  type Tx,
  translate,
} from '../store/index.ts'
import { FOR_EVERY_LOGIN } from './own-schema.ts'
import { closeCounters } from './server-counters.ts'
import { type Bearer, backendKey, makeSecret, NEW_SECRET_AFTER_MINUTES, type Secret, ticketFor } from './ticket.ts'
import { makeTurnstile } from './turnstile.ts'

/** An official of an agency, acting in one role for one office. */
export interface Officer {
  /** A uuid. */
  readonly id: string
  readonly role: string
  readonly office: string
}

export interface Firewall {
  /**
   * Runs `work` in one transaction, logged in as the officer's role, with their ticket; and once more where the database ended it because
   * another command held what it waited for, and waited for what it held. So `work` leaves nothing outside the database.
   */
  readonly asOfficer: <T>(officer: Officer, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for somebody whom a case is about, who came with a code: `id` is the uuid that the code stands for. */
  readonly asPerson: <T>(id: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for who speaks for them, by a code of their own: `id` is that of the representative. */
  readonly asRepresentative: <T>(id: string, work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The same for what the law makes happen by itself: ends of time, holds that came. */
  readonly asSystem: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Reads only: recomputes what the others wrote. */
  readonly asWatchdog: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The one thing that the watchdog writes: an alarm that a clock of this case is not as its events have it. */
  readonly clockDiffers: (compartment: string, caseId: string) => Promise<void>
  /** For what anybody may know: reads only, and of the registers nothing but what is made for publication. */
  readonly asPublic: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** For computing tables, once: reads statistical records with their keys. No officer's session has this login, a statistician's neither. */
  readonly asStatistics: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** One call of a function as a transaction of its own, by whoever acts: a trip in place of several messages. Gives its answer. */
  readonly call: (who: Acting, call: Call) => Promise<unknown>
  /** Whether this officer role has a login. */
  readonly knows: (role: string) => boolean
}

/** Whoever acts, as the registers name them. */
export type Acting =
  | ({ readonly as: 'officer' } & Officer)
  | { readonly as: 'person'; readonly caseId: string }
  | { readonly as: 'representative'; readonly id: string }
  | { readonly as: 'system' }

export interface Call {
  /** "immigration_enforcement.commit_detention": a name that comes from a declaration. */
  readonly of: string
  /** What it is given, as JSON. */
  readonly with: object
}

/** Logins that are no officer's. */
export const OWN_LOGINS = {
  person: 'observance_person',
  system: 'observance_register',
  watchdog: 'observance_watchdog',
  public: 'observance_public',
  statistics: 'observance_statistics',
}

/** Whom the ticket names where no officer and no person acts. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

const WATCHDOG: Bearer = { officer: NOBODY, role: 'watchdog', office: '' }

const MOST_OF_ONE_LOGIN = 3
/** Of all processes together: four with their pools full. */
const MOST_OF_ALL_PROCESSES = 12

/** "sms-enforcement" → "observance_sms_enforcement" */
export function loginOf(role: string): string {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(role)) throw new Error(`no name of a role: ${role}`)
  return `observance_${role.replaceAll('-', '_')}`
}

/** The login roles that these officer roles need, with the registers' own. */
export function loginsFor(roles: readonly string[]): readonly Login[] {
  return [...roles.map(loginOf), ...Object.values(OWN_LOGINS)].map((name) => ({ name, most: MOST_OF_ALL_PROCESSES }))
}

/** Makes the logins, lets them ask who acts, and opens the door. Refuses (CannotStart) a hole between two logins. */
export async function openFirewall(store: Store, roles: readonly string[]): Promise<Firewall> {
  const logins = loginsFor(roles)
  await store.ensureLogins(logins)
  const owner = await store.ownerClient()
  let secret: Secret
  let room: number
  try {
    await grantTicket(owner, logins)
    await closeCounters(owner)
    secret = await makeSecret(owner)
    room = await roomFor(owner)
  } finally {
    await owner.end()
  }
  const secrets = renewed(store, secret)
  const turnstile = makeTurnstile((login) => store.login(login, MOST_OF_ONE_LOGIN), room)

  // Whoever got SQL in may change the password of the login they are: it is set back, and they have won nothing.
  const enter = async (login: string) => {
    try {
      return await turnstile.enter(login)
    } catch (error) {
      if (codeOf(error) !== WRONG_PASSWORD) throw error
      console.error(`OBSERVANCE ALARM the login ${login} had another password, which was set back`)
      await store.setLogins(logins)
      return turnstile.enter(login)
    }
  }
  const entered = async <T>(login: string, bearer: Bearer, work: (entered: Entered) => Promise<T>): Promise<T> => {
    const client = await enter(login)
    try {
      const ticket = ticketFor(await keyOn(client, login, secrets), bearer)
      return await work({ client, ticket })
    } finally {
      turnstile.leave(client)
    }
  }
  const once = <T>(login: string, bearer: Bearer, work: (tx: Tx) => Promise<T>, mode: Mode): Promise<T> =>
    entered(login, bearer, (on) => inTransaction(on, mode, work))
  const act = <T>(...asked: Parameters<typeof once<T>>): Promise<T> =>
    againWhereItGaveWay(() => once(...asked)).catch(refused)
  const refusalNoted = async <T>(login: string, bearer: Bearer, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      // The refused transaction is gone whole; that it was refused must not be.
      if (error instanceof StepRefused && error.rule === 'too-many-persons')
        await act(
          login,
          bearer,
          (tx) => sql`select firewall.raise_alarm('quota', null, null)`.execute(tx),
          'read write',
        )
      throw error
    }
  }
  const known = new Set(roles)
  const bearerOf = (who: Acting): readonly [login: string, Bearer] => {
    if (who.as === 'system') return [OWN_LOGINS.system, { officer: NOBODY, role: 'system', office: '' }]
    if (who.as === 'person') return [OWN_LOGINS.person, { officer: who.caseId, role: 'person', office: '' }]
    if (who.as === 'representative') return [OWN_LOGINS.person, { officer: who.id, role: who.as, office: '' }]
    if (!known.has(who.role)) throw new Error(`no officer role with a login: ${who.role}`)
    return [loginOf(who.role), { officer: who.id, role: who.role, office: who.office }]
  }
  const actAs = <T>(who: Acting, work: (tx: Tx) => Promise<T>): Promise<T> => act(...bearerOf(who), work, 'read write')
  return {
    asOfficer: async (officer, work) => {
      const [login, bearer] = bearerOf({ as: 'officer', ...officer })
      return refusalNoted(login, bearer, () => act(login, bearer, work, 'read write'))
    },
    asPerson: (id, work) => actAs({ as: 'person', caseId: id }, work),
    asRepresentative: (id, work) => actAs({ as: 'representative', id }, work),
    asSystem: (work) => actAs({ as: 'system' }, work),
    call: async (who, call) => {
      const [login, bearer] = bearerOf(who)
      const calling = () => entered(login, bearer, (on) => callAs(on, call))
      return refusalNoted(login, bearer, () => againWhereItGaveWay(calling).catch(refused))
    },
    asWatchdog: (work) => act(OWN_LOGINS.watchdog, WATCHDOG, work, 'read only'),
    clockDiffers: async (compartment, caseId) => {
      const alarm = (tx: Tx) => sql`select firewall.clock_differs(${compartment}, ${caseId}::uuid)`.execute(tx)
      await act(OWN_LOGINS.watchdog, WATCHDOG, alarm, 'read write')
    },
    asStatistics: (work) =>
      once(OWN_LOGINS.statistics, { officer: NOBODY, role: 'statistics', office: '' }, work, 'read write').catch(
        refused,
      ),
    asPublic: (work) => act(OWN_LOGINS.public, { officer: NOBODY, role: 'public', office: '' }, work, 'read only'),
    knows: (role) => known.has(role),
  }
}

function refused(error: unknown): never {
  throw translate(error)
}

const WRONG_PASSWORD = '28P01'

type Mode = 'read only' | 'read write'

/** A connection that somebody has, with their ticket for it. */
interface Entered {
  readonly client: pg.PoolClient
  readonly ticket: string
}

const IS_FUNCTION = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/

/** The ticket is set before the function begins: a `case` asks its condition first. */
async function callAs({ client, ticket }: Entered, call: Call): Promise<unknown> {
  if (!IS_FUNCTION.test(call.of)) throw new Error(`no name of a function: ${call.of}`)
  const { rows } = await callOn(
    client,
    `select case when set_config('observance.ticket', $1, true) is not null then ${call.of}($2) end as answer`,
    [ticket, JSON.stringify(call.with)],
  )
  return rows[0]?.answer
}

function inTransaction<T>({ client, ticket }: Entered, mode: Mode, work: (tx: Tx) => Promise<T>): Promise<T> {
  return onConnection(client)
    .transaction()
    .setAccessMode(mode)
    .execute(async (tx) => {
      await sql`select set_config('observance.ticket', ${ticket}, true)`.execute(tx)
      return work(tx)
    })
}

const keys = new WeakMap<pg.PoolClient, Buffer>()

/** The key of the tickets on this connection: made once, as it is entered, from the secret of that time. */
async function keyOn(client: pg.PoolClient, login: string, secrets: () => Promise<Secret>): Promise<Buffer> {
  const known = keys.get(client)
  if (known !== undefined) return known
  const secret = await secrets()
  const { rows } = await client.query<{ pid: number; startedAt: string }>(
    'select pg_backend_pid() as pid, firewall.enter($1)::text as "startedAt"',
    [secret.id],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the database did not say which backend it is')
  const key = backendKey(secret, { login, ...row })
  keys.set(client, key)
  return key
}

/** Gives the secret, a new one after an hour. Where none can be made now, the old one serves on. */
function renewed(store: Store, first: Secret): () => Promise<Secret> {
  let secret = first
  let madeAt = Temporal.Now.instant()
  let making: Promise<void> | null = null
  const make = async () => {
    const owner = await store.ownerClient()
    try {
      secret = await makeSecret(owner)
      madeAt = Temporal.Now.instant()
    } finally {
      await owner.end()
    }
  }
  return async () => {
    if (Temporal.Now.instant().since(madeAt).total('minutes') > NEW_SECRET_AFTER_MINUTES) {
      making ??= make()
        .catch((error: unknown) => console.error(`no new secret for tickets: ${String(error)}`))
        .finally(() => {
          making = null
        })
      await making
    }
    return secret
  }
}

async function grantTicket(owner: pg.Client, logins: readonly Login[]): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select name from unnest($1::text[]) name where not has_schema_privilege(name, 'firewall', 'usage')
       or exists (select from unnest($2::text[]) f where not has_function_privilege(name, 'firewall.' || f, 'execute'))`,
    [logins.map(({ name }) => name), FOR_EVERY_LOGIN],
  )
  if (rows.length === 0) return
  const names = rows.map(({ name }) => owner.escapeIdentifier(name)).join(', ')
  const functions = FOR_EVERY_LOGIN.map((signature) => `firewall.${signature}`).join(', ')
  await owner.query(`begin; select pg_advisory_xact_lock(${GRANT_LOCK}); revoke temporary on database ${owner.escapeIdentifier(owner.database ?? '')} from public;
    grant usage on schema firewall to ${names}; grant execute on function ${functions} to ${names}; commit`)
}

const GRANT_LOCK = 7_318_349_394_482

/** How many connections the logins of this process may hold: half of what is left beside the pools of two processes. */
async function roomFor(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ most: string }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`,
  )
  return Math.min(40, Math.max(4, Math.floor((Number(rows[0]?.most ?? 0) - 2 * OTHER_CONNECTIONS) / 2)))
}

/** The pools of `web` and `system`, the owner's own, a backup, the sequencer. */
const OTHER_CONNECTIONS = 17

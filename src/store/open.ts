/**
 * Opens the store: starts or finds the database, checks that it is safe, brings it to this version, and hands out
 * one pool per login role. Closing it stops the embedded server only when no other process uses it.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import { codeOf } from './code-of.ts'
import { keyFrom, prepareFolder } from './data-folder.ts'
import { EMBEDDED_OWNER, type EmbeddedServer, startEmbedded } from './embedded.ts'
import { isGone } from './gone.ts'
import { holdUse, type Use } from './in-use.ts'
import { migrate } from './migrate.ts'
import { type ApplicationRole, ensureLogins, ensureRoles, type Login, passwordOf } from './roles.ts'
import { refuseUnsafe } from './safety.ts'
import type { Settings } from './settings.ts'
import type { Tables } from './tables.ts'
import { wired } from './wire.ts'

const DATABASE = 'observance'

export type Database = Kysely<Tables>

export interface Store {
  /** Serves people; bound by row policies. */
  readonly web: Database
  /** Runs jobs; reads across institutions. */
  readonly system: Database
  /** Opens sessions, keeps passkeys and what was signed with them; does nothing else. */
  readonly door: Database
  /** True on the embedded server, where demonstration sign-in and content exist. */
  readonly embedded: boolean
  /** Key for signing what leaves the server and returns: form tokens, session cookies. */
  readonly key: (name: string) => Buffer
  /** Makes the login roles of the registers where they are not as they must be; refuses a hole between them. */
  readonly ensureLogins: (logins: readonly Login[]) => Promise<void>
  /** Sets password and settings of those roles anew, whatever they were. */
  readonly setLogins: (logins: readonly Login[]) => Promise<void>
  /** Connections of one such role, opened when asked for; closed with the store. */
  readonly login: (name: string, most: number) => pg.Pool
  /** A connection of the owner, for backup and restore. The caller ends it. */
  readonly ownerClient: () => Promise<pg.Client>
  /** Migrations that this start ran. */
  readonly migrated: readonly string[]
  readonly close: () => Promise<void>
}

// `date` and `numeric` stay text: a day has no time zone, and a figure is shown as it was given.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => Temporal.Instant.from(value))

/** Opens the store; every refusal is a `CannotStart` with one sentence. */
export async function openStore(settings: Settings): Promise<Store> {
  prepareFolder(settings.dataFolder)
  const key = keyFrom(settings.dataFolder, 'roles')
  const server =
    settings.databaseUrl === null ? await startEmbedded(settings.dataFolder, passwordOf(key, EMBEDDED_OWNER)) : null
  const ownerConfig =
    server === null ? { connectionString: settings.databaseUrl ?? '' } : embeddedConfig(server, EMBEDDED_OWNER, key)
  const ownerClient = () => connect(ownerConfig, settings)
  const use =
    server === null ? await holdUse(ownerClient) : await holdEmbedded(server, { ownerClient, ownerConfig, settings })
  let migrated: readonly string[]
  try {
    migrated = await prepare(ownerClient, key)
  } catch (error) {
    await use.end(async () => server?.stop()) // a start that is refused leaves nothing running
    throw error
  }
  const guard = server === null ? null : keepAlive(server)
  const pools = new Set<pg.Pool>()
  const login = (role: string, max: number, lifetime: pg.PoolConfig = {}) => {
    const pool = openPool({ ...roleConfig(ownerConfig, role, key), ...lifetime }, max)
    pools.add(pool)
    return pool
  }
  const pool = (role: ApplicationRole, max: number) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: wired(login(role, max)) }) })
  return {
    web: pool('observance_web', 10),
    system: pool('observance_system', 3),
    door: pool('observance_door', 3),
    embedded: server !== null,
    ensureLogins: async (logins) => {
      const client = await connect(ownerConfig, settings)
      await ensureLogins(client, key, logins).finally(() => client.end())
    },
    setLogins: async (logins) => {
      const client = await connect(ownerConfig, settings)
      await ensureLogins(client, key, logins, 'all').finally(() => client.end())
    },
    // A ticket that somebody copied out of a query is good on its connection alone, so that connection does not grow old.
    login: (name, most) => login(name, most, { maxLifetimeSeconds: 300 }),
    key: keysIn(settings.dataFolder),
    ownerClient,
    migrated,
    close: async () => {
      clearInterval(guard ?? undefined)
      await Promise.all([...pools].map((open) => (open.ending ? undefined : open.end())))
      await use.end(async () => server?.stop())
    },
  }
}

/** Each key is read once: commands need several, many times a second. */
function keysIn(dataFolder: string): Store['key'] {
  const read = new Map<string, Buffer>()
  return (name) => {
    const key = read.get(name) ?? keyFrom(dataFolder, name)
    read.set(name, key)
    return key
  }
}

const MOST_ATTEMPTS = 40

interface Owned {
  readonly ownerClient: () => Promise<pg.Client>
  readonly ownerConfig: pg.ClientConfig
  readonly settings: Settings
}

/** The last process that used the server may be stopping it just now: then it is started again. */
async function holdEmbedded(server: EmbeddedServer, { ownerClient, ownerConfig, settings }: Owned): Promise<Use> {
  for (let attempt = 1; ; attempt++) {
    try {
      await server.revive()
      await ensureDatabase(ownerConfig, settings)
      return await holdUse(ownerClient)
    } catch (error) {
      const cause = error instanceof CannotStart ? error.cause : error
      if (attempt === MOST_ATTEMPTS || !(cause instanceof Error && isGone(cause))) throw error
      await sleep(250)
    }
  }
}

/** Checks that it is safe, and brings it to this version. */
async function prepare(ownerClient: () => Promise<pg.Client>, key: Buffer): Promise<readonly string[]> {
  const owner = await ownerClient()
  try {
    await refuseUnsafe(owner)
    await ensureRoles(owner, key)
    return await migrate(owner)
  } finally {
    await owner.end()
  }
}

function embeddedConfig(server: EmbeddedServer, user: string, key: Buffer): pg.ClientConfig {
  return { host: server.socketFolder, port: 5432, user, password: passwordOf(key, user), database: DATABASE }
}

function roleConfig(owner: pg.ClientConfig, role: string, key: Buffer): pg.ClientConfig {
  const password = passwordOf(key, role)
  if (owner.connectionString === undefined) return { ...owner, user: role, password }
  const url = new URL(owner.connectionString)
  url.username = role
  url.password = password
  return { connectionString: url.href }
}

/** The embedded cluster begins with `postgres` alone. */
async function ensureDatabase(config: pg.ClientConfig, settings: Settings): Promise<void> {
  const client = await connect({ ...config, database: 'postgres' }, settings)
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(DATABASE)}`)
  } catch (error) {
    // Another process that started at the same moment made it.
    if (!['42P04', '23505'].includes(codeOf(error))) throw error
  } finally {
    await client.end()
  }
}

const WRONG_PASSWORD = '28P01'

async function connect(config: pg.ClientConfig, settings: Settings): Promise<pg.Client> {
  const client = new pg.Client({ ...config, application_name: 'observance' })
  client.on('error', () => undefined) // the guard and the pools report what matters
  try {
    await client.connect()
    return client
  } catch (error) {
    if (settings.databaseUrl === null && codeOf(error) === WRONG_PASSWORD)
      throw new CannotStart(
        `The key in ${settings.dataFolder}/keys is not that of the database beside it. Nothing was changed. Put back the keys that belong to it.`,
      )
    const where = settings.databaseUrl === null ? 'The embedded database' : 'The database in DATABASE_URL'
    throw new CannotStart(
      `${where} does not answer (${error instanceof Error ? error.message : String(error)}). Nothing was changed.`,
      { cause: error },
    )
  }
}

function openPool(config: pg.PoolConfig, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max,
    application_name: 'observance',
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    pipeline: true,
  })
  // While a query runs nobody else listens, and an error that nobody hears ends the process; the query fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('error', () => undefined) // a connection that died idle is replaced at the next query
  return pool
}

/** A database process that was killed comes back within seconds, and requests with it. */
function keepAlive(server: EmbeddedServer): NodeJS.Timeout {
  let reviving = false
  return setInterval(async () => {
    if (reviving || server.isAlive()) return
    reviving = true
    await server.revive().catch((error: unknown) => console.error(String(error)))
    reviving = false
  }, 1000).unref()
}

/** Typed queries on one connection that the caller holds: for logins whose every transaction begins with a ticket. */
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database } from './open.ts'
import type { Tables } from './tables.ts'
import { wiredAlone } from './wire.ts'

const known = new WeakMap<pg.PoolClient, Database>()

/** The queries of a held connection, one transaction at a time. The caller gives the connection back. */
export function onConnection(client: pg.PoolClient): Database {
  const database =
    known.get(client) ?? new Kysely<Tables>({ dialect: new PostgresDialect({ pool: wiredAlone(client) }) })
  known.set(client, database)
  return database
}

/**
 * Migrations: forward only, each in a transaction, one process at a time. A database that a newer or an altered
 * version has used is refused before anything is touched.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { CannotStart } from './cannot-start.ts'

/** Any number will do as long as no other program on the database uses it: the first bytes of SHA-256("observance"). */
const MIGRATION_LOCK = 7_318_349_394_477

export interface Migration {
  /** "0001-follow-up": the order is the order of the names. */
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** The migrations that this version carries, in order. */
export function migrations(folder = join(import.meta.dirname, 'migrations')): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      return { name: file.slice(0, -'.sql'.length), sql, sha256: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Brings the database to this version; returns the names of the migrations that it ran. */
export async function migrate(client: pg.Client, carried: readonly Migration[] = migrations()): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
  try {
    const done = await history(client)
    refuseForeign(done, carried)
    const missing = carried.slice(done.length)
    for (const migration of missing) await apply(client, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
  }
}

interface Done {
  readonly name: string
  readonly sha256: string
}

async function history(client: pg.Client): Promise<readonly Done[]> {
  const found = await client.query<{ there: boolean }>("select to_regclass('store.migration') is not null as there")
  if (found.rows[0]?.there !== true) return []
  return (await client.query<Done>('select name, sha256 from store.migration order by name')).rows
}

function refuseForeign(done: readonly Done[], carried: readonly Migration[]): void {
  done.forEach((migration, index) => {
    const ours = carried[index]
    if (ours?.name === migration.name && ours.sha256 === migration.sha256) return
    throw new CannotStart(
      ours === undefined
        ? `The database was last used by a newer version of Observance (it has "${migration.name}", which this one does not know). Nothing was changed. Start that version, or restore a backup made by this one.`
        : `The database was used by another version of Observance ("${migration.name}" there is not "${ours.name}" here). Nothing was changed. Start the version that made it.`,
    )
  })
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(
      'create schema if not exists store; create table if not exists store.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    await client.query(migration.sql)
    await client.query('insert into store.migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${migration.name} failed and was rolled back`, { cause: error })
  }
}

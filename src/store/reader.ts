/**
 * Every query runs for somebody. Who that is and what they may see is set at the start of the transaction; row
 * policies, history and search read it there, so that no query can forget it.
 */
import { sql, type Transaction } from 'kysely'
import { atOnce } from './at-once.ts'
import { translate } from './errors.ts'
import { againWhereItGaveWay } from './giving-way.ts'
import type { Database } from './open.ts'
import type { Tables } from './tables.ts'
import { RECALLS } from './wire.ts'

export interface Reader {
  /** An account's id, "public", or "system:NAME". */
  readonly actor: string
  /** The values of `audience` that this reader sees: "public", "officials", "institution:SMS". */
  readonly audiences: readonly string[]
  /** ISO 639-1: the language of the pages they read and write on. */
  readonly language: string
}

export type Tx = Transaction<Tables>

export const PUBLIC_READER: Reader = { actor: 'public', audiences: ['public'], language: 'en' }

/** A job of the system itself, named in the history: `systemReader('import')`. Sees what officials see. */
export function systemReader(name: string): Reader {
  return { actor: `system:${name}`, audiences: ['public', 'officials'], language: 'en' }
}

/**
 * Runs queries in one read-only transaction, as `reader`. A write in it fails. Queries that are asked at once
 * (`Promise.all`) travel at once.
 */
export function asReader<T>(database: Database, reader: Reader, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(database, reader, 'read', async (tx) => work(await atOnce(tx)), 'read only').catch(refused)
}

/**
 * The same for pages that many look at: what this reader has asked in the same words is answered from memory as long as
 * nothing in the database has changed since (memory.ts). Its rows are frozen.
 */
export function recall<T>(database: Database, reader: Reader, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(database, reader, RECALLS, async (tx) => work(await atOnce(tx)), 'read only')
}

/**
 * Runs a command in one transaction, as `reader`: all of it or none. `action` names it in the history
 * ("measure.save"); every row it changes is recorded under that name. Where the database ends it because another waited
 * for the same rows in another order, it runs again: `work` must leave nothing outside the database.
 */
export function asActor<T>(
  database: Database,
  reader: Reader,
  action: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return againWhereItGaveWay(() => inTransaction(database, reader, action, work, 'read write')).catch(refused)
}

function refused(error: unknown): never {
  throw translate(error)
}

/**
 * Part of a command that another does than whoever gave it: what follows from a person's step is the system's own. The same
 * transaction; whoever gave the command goes on with it after.
 */
export async function inTheNameOf<T>(tx: Tx, { actor }: Reader, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ before: string }>`select followup.actor() as before`.execute(tx)
  await sql`select set_config('observance.actor', ${actor}, true)`.execute(tx)
  const done = await work(tx)
  await sql`select set_config('observance.actor', ${rows[0]?.before ?? ''}, true)`.execute(tx)
  return done
}

/** Records what changed no row: a protected file read, an export, a refused step. */
export async function record(tx: Tx, entry: HistoryEntry): Promise<void> {
  await sql`select followup.record(${entry.action}, ${entry.objectKind}, ${entry.object}, ${entry.outcome}, ${JSON.stringify(
    entry.details ?? {},
  )}::jsonb, ${entry.audience})`.execute(tx)
}

export interface HistoryEntry {
  readonly action: string
  readonly objectKind: string
  readonly object: string
  readonly outcome: 'done' | 'refused' | 'failed'
  readonly details?: Readonly<Record<string, unknown>>
  readonly audience: string
}

async function inTransaction<T>(
  database: Database,
  reader: Reader,
  action: string,
  work: (tx: Tx) => Promise<T>,
  mode: 'read only' | 'read write',
): Promise<T> {
  return database
    .transaction()
    .setAccessMode(mode)
    .execute(async (tx) => {
      await sql`select set_config('observance.actor', ${reader.actor}, true),
          set_config('observance.audiences', ${reader.audiences.join(',')}, true),
          set_config('observance.language', ${reader.language}, true),
          set_config('observance.action', ${action}, true)`.execute(tx)
      return work(tx.withSchema('followup') as Tx) // the same transaction; withSchema widens the type only
    })
}

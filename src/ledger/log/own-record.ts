/** Entries that the ledger makes itself, with the record behind them: the clock went back, a loss is declared. */
import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { toUtf8 } from '../core/bytes.ts'
import { canonicalJson, type Json } from '../core/canonical.ts'
import { commitmentOf } from '../core/commitment.ts'
import { hashOf } from '../core/hash.ts'
import { type EntryId, linesAfterTime } from './append.ts'
import type { LogName } from './logs.ts'

/** Version of the rules in this file, and the program that keeps them. */
const [POLICY, SOFTWARE] = ['1', 'observance']

/** An entry in the system's own name, and what the leaf commits to: kept beside it as an own record. */
export interface OwnEntry {
  /** The leaf after its time, as `ledger.append` takes it. */
  readonly act: string
  /** Canonical JSON. */
  readonly record: string
  readonly salt: Buffer
}

export function ownEntry(log: LogName, action: string, record: Json): OwnEntry {
  const [salt, objectSalt] = [randomBytes(32), randomBytes(32)]
  const act = linesAfterTime({
    action,
    policy: POLICY,
    software: SOFTWARE,
    outcome: 'done',
    actor: hashOf(toUtf8('ledger')),
    object: commitmentOf('object', objectSalt, log),
    payload: commitmentOf('payload', salt, record),
  })
  return { act, record: canonicalJson(record), salt }
}

/** What an own entry commits to, as `bundleWith` takes it; null of an entry that has no record here. Asks on the owner's login: no other reads the ledger. */
export async function ownRecordOf(
  client: pg.ClientBase,
  entry: EntryId,
): Promise<{ readonly record: Json; readonly salt: Uint8Array } | null> {
  const { rows } = await client.query<{ record: Json; salt: Buffer }>(
    'select record, salt from ledger.own_record where entry = $1',
    [entry],
  )
  const [row] = rows
  return row === undefined ? null : { record: row.record, salt: Uint8Array.from(row.salt) }
}

/** Leaves an entry in the ledger's own name, keeps its record, and gives its id. */
export async function appendOwn(client: pg.ClientBase, log: LogName, action: string, given: Json): Promise<EntryId> {
  const { act, record, salt } = ownEntry(log, action, given)
  const { rows } = await client.query<{ entry: EntryId }>(
    'insert into ledger.own_record (entry, log, record, salt) values (ledger.append($1, $2), $1, $3::jsonb, $4) returning entry',
    [log, act, record, salt],
  )
  const [row] = rows
  if (row === undefined) throw new Error('internal error: an entry was inserted and has no id')
  return row.entry
}

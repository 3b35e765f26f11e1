/** Access records and alarms, as the self-check of the ledger wants them: every column of each is in its leaf. */
import type pg from 'pg'
import { z } from 'zod'
import type { EntryId, GatheredRecord, Json, LiveRecord } from '../../ledger/index.ts'
import { textArray } from '../tables/names.ts'
import { rowsOf } from './rows.ts'

/** What the watchdog reads of them. */
export const LOOK_COLUMNS = [
  ...['id', 'at', 'login', 'role', 'officer', 'office', 'compartment', 'kind', 'subject', 'person', 'purpose'],
  ...['salt', 'entry'],
]
export const ALARM_COLUMNS = [
  ...['id', 'at', 'kind', 'login', 'role', 'officer', 'compartment', 'subject', 'salt', 'entry'],
]

type Which = { readonly of: readonly string[] } | { readonly except: readonly string[] }

/** Who looked at what, in these compartments or in all others. */
export function lookRecords(client: pg.ClientBase, which: Which): AsyncIterable<LiveRecord & GatheredRecord> {
  return recordsOf(client, 'firewall.access_record', LOOK_COLUMNS, which)
}

/** Who tried what they may not. */
export function alarmRecords(client: pg.ClientBase, which: Which): AsyncIterable<LiveRecord & GatheredRecord> {
  return recordsOf(client, 'firewall.alarm', ALARM_COLUMNS, which)
}

const Stored = z.object({
  entry: z.string().transform((text) => text as EntryId), // as the ledger gave it
  salt: z.instanceof(Buffer),
  record: z.json().transform((value) => value as Json), // what PostgreSQL wrote as JSON
})

async function* recordsOf(
  client: pg.ClientBase,
  table: 'firewall.access_record' | 'firewall.alarm',
  columns: readonly string[],
  which: Which,
): AsyncIterable<LiveRecord & GatheredRecord> {
  const parts = columns.filter((column) => !['salt', 'entry'].includes(column)).map(partOf)
  const inThese = (listed: readonly string[]) => `coalesce(r.compartment = any(${textArray(listed)}), false)`
  const condition = 'of' in which ? inThese(which.of) : `not ${inThese(which.except)}`
  const rows = rowsOf(
    client,
    `select r.entry, r.salt, jsonb_build_object(${parts.join(', ')}) as record from ${table} r where ${condition}`,
  )
  for await (const row of rows) {
    const { entry, salt, record } = Stored.parse(row)
    const opened = { record, salt: Uint8Array.from(salt) }
    yield { entry, payload: opened, object: opened }
  }
}

function partOf(column: string): string {
  if (column === 'at') return "'at', trunc(extract(epoch from r.at) * 1000000)::text"
  if (column === 'person') return "'person', encode(r.person, 'hex')"
  return `'${column}', r.${column}`
}

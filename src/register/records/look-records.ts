/** Access records and alarms, as the self-check of the ledger wants them: every column of each is in its leaf. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { EntryId, GatheredRecord, Json, LiveRecord, Opened } from '../../ledger/index.ts'
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

/** What the person is told of a look: a leaf of its own commits to that apart from the row, so that a proof opens no officer. */
const TOLD = ['at', 'kind', 'office', 'purpose', 'role', 'subject']

type Which = { readonly of: readonly string[] } | { readonly except: readonly string[] }

/** Who looked at what, in these compartments or in all others. */
export function lookRecords(client: pg.ClientBase, which: Which): AsyncIterable<LiveRecord & GatheredRecord> {
  return recordsOf(client, 'firewall.access_record', LOOK_COLUMNS, which, 'except' in which ? TOLD : null)
}

/** Who tried what they may not. */
export function alarmRecords(client: pg.ClientBase, which: Which): AsyncIterable<LiveRecord & GatheredRecord> {
  return recordsOf(client, 'firewall.alarm', ALARM_COLUMNS, which, null)
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
  told: readonly string[] | null,
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
    yield { entry, payload: told === null ? opened : toldOf(record, salt, told), object: opened }
  }
}

/** As firewall.told_of and firewall.told_salt have it. */
function toldOf(record: Json, salt: Uint8Array, told: readonly string[]): Opened {
  const kept = Object.entries(record as Record<string, Json>).filter(([name]) => told.includes(name)) // a row is an object
  const own = createHash('sha256').update('observance/told/v1\n').update(salt).digest()
  return { record: Object.fromEntries(kept), salt: Uint8Array.from(own) }
}

function partOf(column: string): string {
  if (column === 'at') return "'at', trunc(extract(epoch from r.at) * 1000000)::text"
  if (column === 'person') return "'person', encode(r.person, 'hex')"
  return `'${column}', r.${column}`
}

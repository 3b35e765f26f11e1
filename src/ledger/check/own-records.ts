/** The ledger's own records (the clock went back, a loss is declared), for the self-check. */
import type pg from 'pg'
import type { Json } from '../core/canonical.ts'
import type { EntryId } from '../log/append.ts'
import type { LogName } from '../log/logs.ts'
import type { LiveRecord } from './live-record.ts'

/** There are few. */
export async function* ownRecords(client: pg.ClientBase, log: LogName): AsyncIterable<LiveRecord> {
  const { rows } = await client.query<{ entry: EntryId; record: Json; salt: Buffer }>(
    'select entry, record, salt from ledger.own_record where log = $1',
    [log],
  )
  for (const { entry, record, salt } of rows) yield { entry, payload: { record, salt: Uint8Array.from(salt) } }
}

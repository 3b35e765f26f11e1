/** What the self-check needs of the rooms that keep records: each live one with its salt, and which were erased. */
import type pg from 'pg'
import type { Json } from '../core/canonical.ts'
import type { EntryId } from '../log/append.ts'
import type { LogName } from '../log/logs.ts'

export interface LiveRecord {
  readonly entry: EntryId
  /** As it was committed to, decrypted. */
  readonly record: Json
  readonly salt: Uint8Array
}

/** Reads on the connection that it is given: the check sees records and leaves at one moment. */
export interface LiveRecords {
  readonly readRecords: (client: pg.ClientBase, log: LogName) => AsyncIterable<LiveRecord>
  /** Entries whose record was erased, each under an erasure that has an entry of its own. */
  readonly readErased: (client: pg.ClientBase, log: LogName) => AsyncIterable<EntryId>
}

/** What the self-check needs of the rooms that keep records: each live one with its salt, and which were erased. */
import type pg from 'pg'
import type { Json } from '../core/canonical.ts'
import type { EntryId } from '../log/append.ts'
import type { LogName } from '../log/logs.ts'

/** A content as it was committed to, decrypted, with its salt. */
export interface Opened {
  readonly record: Json
  readonly salt: Uint8Array
}

export interface LiveRecord {
  readonly entry: EntryId
  /** Null where it cannot be read: sealed under another key, or written by no program. */
  readonly payload: Opened | null
  /** What the leaf's object commits to, where the room keeps that as well: the row itself. */
  readonly object?: Opened
}

/** Its content is gone; what its object commits to may have stayed. */
export type ErasedRecord = Omit<LiveRecord, 'payload'>

export interface GatheredRecord {
  readonly entry: EntryId
  readonly payload: Opened
}

/** Reads on the connection that it is given: the check sees records and leaves at one moment. */
export interface LiveRecords {
  readonly readRecords: (client: pg.ClientBase, log: LogName) => AsyncIterable<LiveRecord>
  /** Those that were erased, each under an erasure that has an entry of its own. */
  readonly readErased: (client: pg.ClientBase, log: LogName) => AsyncIterable<ErasedRecord>
  /** Those that come into the log together, each by the id under which its commitment was gathered. */
  readonly readGathered?: (client: pg.ClientBase, log: LogName) => AsyncIterable<GatheredRecord>
}

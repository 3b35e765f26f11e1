/**
 * The events of every compartment as the self-check of the ledger wants them: read on a login that can change nothing,
 * opened with the keys of their cases. What does not open has been changed.
 */
import type pg from 'pg'
import { z } from 'zod'
import {
  type EntryId,
  type ErasedRecord,
  EVEN_LOG,
  type LiveRecord,
  type LiveRecords,
  type Opened,
} from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { placeOfEvent, SealedEvent } from '../case-file.ts'
import { hiddenCompartments, logOf } from '../commit/log-of.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId, Vault } from '../seal/vault.ts'
import { recordOf } from '../submission.ts'
import { literal, sqlName } from '../tables/names.ts'
import { breachRecords, erasedWords, wordsOnBreaches } from './breach-records.ts'
import { EVENT_ROW_SELECT, EventRow } from './event-row.ts'
import { type KeyedBy, keyedCases } from './keyed-cases.ts'
import { alarmRecords, lookRecords } from './look-records.ts'
import { erasedNames, nameRecords } from './name-records.ts'
import { rowsOf } from './rows.ts'

export interface Kept {
  readonly procedures: readonly Procedure[]
  readonly vault: Pick<Vault, 'read'>
}

/** Records of the logs that acts are entered in. The connection is the watchdog's, or the owner's; the keys are those of the rows, or of the events where a row may be gone. */
export function registerRecords(kept: Kept, keyedBy: KeyedBy = 'rows'): LiveRecords {
  const hidden = hiddenCompartments(kept.procedures)
  return {
    async *readRecords(client, log) {
      if (log === 'access')
        for (const records of [lookRecords, alarmRecords]) yield* records(client, { except: hidden })
      for (const procedure of kept.procedures.filter((one) => logOf(one) === log)) {
        for await (const stored of storedEvents(client, procedure, keyedBy))
          if (!isErased(stored)) yield liveRecord(kept, procedure, stored)
        yield* erasures(client, procedure)
        yield* breachRecords(client, procedure)
        yield* wordsOnBreaches(client, kept.vault, { procedure, keyedBy })
        yield* nameRecords(client, kept.vault, { procedure, keyedBy })
      }
    },
    async *readErased(client, log) {
      for (const procedure of kept.procedures.filter((one) => logOf(one) === log))
        for await (const stored of storedEvents(client, procedure, keyedBy))
          if (isErased(stored)) yield erasedRecord(stored)
      for (const procedure of kept.procedures.filter((one) => logOf(one) === log)) {
        yield* erasedWords(client, { procedure, keyedBy })
        yield* erasedNames(client, { procedure, keyedBy })
      }
    },
    async *readGathered(client, log) {
      if (log === EVEN_LOG) for (const records of [lookRecords, alarmRecords]) yield* records(client, { of: hidden })
    },
  }
}

/** What lies there may have been written by no program: each part is read for itself. */
const Stored = z.object({
  entry: z
    .string()
    .nullable()
    .transform((text) => (text ?? NO_ENTRY) as EntryId), // as the ledger gave it
  salt: z.instanceof(Buffer).nullable(),
  sealed: z.instanceof(Buffer).nullable(),
  key_id: z
    .string()
    .transform((text) => text as KeyId) // as the vault gave it
    .nullable(),
  erased: z.boolean().nullable(),
  has_erasure: z.boolean(),
  row: EventRow.nullable().catch(null),
})
type Stored = z.infer<typeof Stored>

const NO_ENTRY = '00000000-0000-0000-0000-000000000000'

async function* storedEvents(client: pg.ClientBase, procedure: Procedure, keyedBy: KeyedBy): AsyncIterable<Stored> {
  const event = `${sqlName(procedure.compartment)}.event`
  const rows = rowsOf(
    client,
    `select e.entry, e.salt, e.sealed, e.erased, p.key_id, to_jsonb(r) as row,
       exists (select from ${sqlName(procedure.compartment)}.erasure x where (x.case_id, x.procedure) = (e.case_id, e.procedure)) as has_erasure
     from ${event} e left join ${keyedCases(procedure, keyedBy)} p on p.case_id = e.case_id
     cross join lateral (select ${EVENT_ROW_SELECT}) r
     where e.procedure = ${literal(procedure.name)}`,
  )
  for await (const row of rows) yield Stored.parse(row)
}

/** Its content is gone, and the erasure of its case is on record. */
function isErased({ erased, sealed, has_erasure }: Stored): boolean {
  return erased === true && sealed === null && has_erasure
}

const Erasure = z.object({
  entry: z.string().transform((text) => text as EntryId), // as the ledger gave it
  salt: z.instanceof(Buffer),
  record: z.object({
    at: z.string(),
    authority: z.string(),
    case_id: z.string(),
    procedure: z.string(),
    rule: z.number().nullable(),
  }),
})

/** Erasures are records like any other: somebody who invents one has no leaf that says so. */
async function* erasures(client: pg.ClientBase, procedure: Procedure): AsyncIterable<LiveRecord> {
  const { rows } = await client.query<object>(
    `select x.entry, x.salt, jsonb_build_object('at', trunc(extract(epoch from x.at) * 1000000)::text, 'authority', x.authority,
       'case_id', x.case_id, 'procedure', x.procedure, 'rule', x.rule) as record
     from ${sqlName(procedure.compartment)}.erasure x where x.procedure = $1`,
    [procedure.name],
  )
  for (const row of rows) {
    const { entry, salt, record } = Erasure.parse(row)
    const opened = { record, salt: Uint8Array.from(salt) }
    yield { entry, payload: opened, object: opened }
  }
}

function liveRecord(kept: Kept, procedure: Procedure, stored: Stored): LiveRecord {
  return { ...erasedRecord(stored), payload: payloadOf(kept, procedure, stored) }
}

function erasedRecord({ entry, salt, row }: Stored): ErasedRecord & { readonly object: Opened } {
  return { entry, object: { record: row, salt: Uint8Array.from(salt ?? []) } }
}

/** Null where the key is gone, or what is sealed belongs to another place. */
function payloadOf({ vault }: Kept, procedure: Procedure, { sealed, key_id, erased, row }: Stored): Opened | null {
  if (erased !== false || sealed === null || key_id === null || row === null) return null
  try {
    const key = vault.read(key_id)
    const { salt, ...content } = SealedEvent.parse(unseal(key, placeOfEvent(procedure, row.case_id, row.no), sealed))
    const event = { caseId: row.case_id, no: row.no, step: row.step, content }
    return { record: recordOf(procedure, event), salt: Uint8Array.from(Buffer.from(salt, 'base64')) }
  } catch {
    return null
  }
}

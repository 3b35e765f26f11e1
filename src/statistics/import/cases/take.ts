/**
 * Taking an extract of cases into statistics: its rows become statistical records under pseudonyms of statistics alone, in one
 * transaction with its leaf in the ledger. The same extract again changes nothing; keys once drawn stay.
 */

import { sql } from 'kysely'
import type { Firewall, KeyOf, Viewer } from '../../../firewall/index.ts'
import { ownEntry } from '../../../ledger/index.ts'
import type { Tx } from '../../../store/index.ts'
import { refuseUnlessStatistician } from '../../release/statistics.ts'
import { sha256 } from '../../sha256.ts'
import { type CsvRows, csvRows } from '../csv-rows.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'
import { textOf } from '../text.ts'
import { type ExtractRecord, type JudgedCases, judgeCases } from './judge.ts'
import { type CaseMapping, checkMapping } from './mapping.ts'
import { namedInExtract } from './named.ts'
import type { RecordShape } from './shape.ts'

const MOST_BYTES = 200 * 1024 * 1024
/** Rows handed to the database at once. */
const BATCH = 2000

export interface Extract {
  readonly bytes: Uint8Array
  readonly mapping: CaseMapping
  /** Of the procedure that the mapping names. */
  readonly shape: RecordShape
}

export interface Extracts {
  readonly firewall: Pick<Firewall, 'asStatistics'>
  readonly keyOf: KeyOf
}

/** An extract once it is read: nothing reads its file again. */
export interface ReadExtract extends JudgedCases {
  readonly extract: Extract
  readonly rows: CsvRows
}

/** What the extract holds. Refuses (FileRefused) a file or a mapping that is none; whoever is no statistician (NotFound). */
export function readExtract(
  { keyOf }: Pick<Extracts, 'keyOf'>,
  viewer: Viewer,
  extract: Extract,
  today: Temporal.PlainDate,
): ReadExtract {
  const { bytes, mapping, shape } = extract
  refuseUnlessStatistician(viewer)
  if (bytes.length > MOST_BYTES) throw new FileRefused('too-large', { most: MOST_BYTES / 1024 / 1024 })
  checkMapping(mapping, shape)
  const source = mapping.source.name
  const rows = csvRows(textOf(bytes, mapping.encoding), mapping.delimiter)
  const judged = judgeCases(rows, {
    ...{ mapping, shape, today },
    nameOf: (of, id) => namedInExtract(keyOf, { source, of: of === 'person' ? of : `case ${shape.procedure}`, id }),
  })
  return { ...judged, extract, rows }
}

export interface TakenCases {
  readonly added: number
  /** Known, and now others than they were. */
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly RefusedRow[]
}

/**
 * Takes every row that can be taken, all of them or none; gives how many, and the refused rows. `keepRefused` runs before anything is
 * saved for good, so that what is refused is kept by whoever brought it.
 */
export async function takeCases(
  extracts: Extracts,
  viewer: Viewer,
  { records, refused, extract: { mapping, shape, bytes } }: ReadExtract,
  keepRefused: (rows: readonly RefusedRow[]) => Promise<void>,
): Promise<TakenCases> {
  refuseUnlessStatistician(viewer)
  const name = `take_${'due' in mapping.moment ? 'times_of_' : ''}${shape.procedure.replaceAll('-', '_')}`
  return extracts.firewall.asStatistics(async (tx) => {
    const source = await sourceId(tx, mapping)
    let [added, changed] = [0, 0]
    for (let from = 0; from < records.length; from += BATCH) {
      const taken = await takeSome(tx, name, { source, records: records.slice(from, from + BATCH) })
      added += taken.added
      changed += taken.changed
    }
    const done = { added, changed, unchanged: records.length - added - changed, refused }
    await keepRefused(refused)
    if (added + changed > 0)
      await enter(tx, {
        ...{ source, procedure: shape.procedure, sha256: sha256(bytes) },
        ...{ added, changed, unchanged: done.unchanged, refused: refused.length, takenBy: viewer.account ?? '' },
      })
    return done
  })
}

async function sourceId(tx: Tx, { source: { name, body, title } }: CaseMapping): Promise<number> {
  const { rows } = await sql<{ id: number }>`select statistics.source_named(${name}, ${body}, ${title}) as id`.execute(
    tx,
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('internal error: a source was named and has no id')
  return id
}

async function takeSome(
  tx: Tx,
  name: string,
  { source, records }: { readonly source: number; readonly records: readonly ExtractRecord[] },
): Promise<{ readonly added: number; readonly changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    select added, changed from ${sql.id('statistics', name)}(${source}::smallint, ${JSON.stringify(records)}::jsonb)`.execute(
    tx,
  )
  return rows[0] ?? { added: 0, changed: 0 }
}

async function enter(tx: Tx, what: Readonly<Record<string, string | number>>): Promise<void> {
  const { act, record, salt } = ownEntry('register', 'cases.import', what)
  await sql`select statistics.enter_import(${JSON.stringify(what)}::jsonb, ${act}, ${record}::jsonb, ${salt})`.execute(
    tx,
  )
}

/**
 * Taking a table of an outside body: looked at first, then released with its source in one transaction with its files, its leaf in the
 * ledger and the indicators that follow. The same figures again change nothing; others replace and name the earlier.
 */

import { sql } from 'kysely'
import type { Viewer } from '../../../firewall/index.ts'
import { canonicalJson, type Json } from '../../../ledger/index.ts'
import { asActor, type Tx } from '../../../store/index.ts'
import { filesOf, type ReleasedTable } from '../../publication/index.ts'
import { enter, keepFiles, type OnRelease, releaseName } from '../../release/release.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from '../../release/statistics.ts'
import { sha256 } from '../../sha256.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'
import type { TableMapping } from './mapping.ts'
import { type ReadTable, readTable } from './read.ts'
import { areasOf, isOurs, releasedFrom } from './released.ts'

export interface TableFile {
  readonly bytes: Uint8Array
  readonly mapping: TableMapping
}

/** Rows that cannot be taken, so that the table is not. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused'
  readonly rows: readonly RefusedRow[]

  constructor(rows: readonly RefusedRow[]) {
    super(`${rows.length} rows refused`)
    this.rows = rows
  }
}

export interface Preview {
  readonly read: ReadTable
  /** As it would be released today; null where a row is refused. */
  readonly table: ReleasedTable | null
}

/** What would be released, and what stands against it. Refuses (FileRefused) a file that is none, and the name of a table of our own. */
export function previewTable(
  statistics: Pick<Statistics, 'pack'>,
  viewer: Viewer,
  { bytes, mapping }: TableFile,
  today: Temporal.PlainDate,
): Preview {
  refuseUnlessStatistician(viewer)
  if (isOurs(mapping.table.name)) throw new FileRefused('name-taken', { name: mapping.table.name })
  const read = readTable(bytes, { mapping, areas: areasOf(statistics.pack) })
  if (read.refused.length > 0) return { read, table: null }
  const release = today.toPlainYearMonth().toString()
  return {
    read,
    table: releasedFrom(statistics, mapping, read, { release, earlier: 0, replaces: null, issued: today }),
  }
}

export interface Taken {
  readonly outcome: 'taken' | 'unchanged'
  readonly table: string
  readonly release: string
}

/** Takes it. Refuses besides (RowsRefused) a file with a row that is none: a table is whole, or nothing of it is saved. */
export async function takeTable(
  statistics: Pick<Statistics, 'pack' | 'store'>,
  viewer: Viewer,
  file: TableFile,
  { now, onRelease }: { readonly now: Temporal.Instant; readonly onRelease: OnRelease },
): Promise<Taken> {
  const { pack, store } = statistics
  const issued = now.toZonedDateTimeISO(pack.timeZone).toPlainDate()
  const { read } = previewTable(statistics, viewer, file, issued)
  if (read.refused.length > 0) throw new RowsRefused(read.refused)
  const { mapping } = file
  const { name } = mapping.table
  const figures = sha256(canonicalJson({ table: mapping.table, source: mapping.source, read } as unknown as Json)) // data that JSON carries
  return asActor(store.web, STATISTICS_READER, 'table.import', async (tx) => {
    // Of two who take it at once the second meets the first.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`table ${name}`}, 0))`.execute(tx)
    const earlier = await standing(tx, name)
    if (earlier?.figures === figures) return { outcome: 'unchanged', table: name, release: earlier.release }
    const release = await releaseName(tx, name, now, pack.timeZone)
    const replaces = earlier?.release ?? null
    const table = releasedFrom(statistics, mapping, read, { release, earlier: earlier?.many ?? 0, replaces, issued })
    const { id } = await tx
      .insertInto('table_import')
      .values({
        ...{ table_name: name, mapping: JSON.stringify(mapping), figures, sha256: sha256(file.bytes) },
        taken_by: viewer.account ?? '',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keepRelease(tx, table, { id, mapping, isDemonstration: store.embedded, now })
    await onRelease(tx, table)
    return { outcome: 'taken', table: name, release }
  })
}

async function standing(tx: Tx, name: string) {
  const rows = await tx
    .selectFrom('table_import as i')
    .innerJoin('table_release as r', 'r.import', 'i.id')
    .select(['r.release', 'i.figures', 'r.withdrawn_at'])
    .where('i.table_name', '=', name)
    .orderBy('i.taken_at', 'desc')
    .execute()
  const [newest] = rows
  if (newest === undefined) return null
  // What was withdrawn can be taken again.
  return { release: newest.release, figures: newest.withdrawn_at === null ? newest.figures : null, many: rows.length }
}

interface Kept {
  readonly id: string
  readonly mapping: TableMapping
  readonly isDemonstration: boolean
  readonly now: Temporal.Instant
}

async function keepRelease(tx: Tx, table: ReleasedTable, { id, mapping, isDemonstration, now }: Kept): Promise<void> {
  const files = await filesOf(table)
  const document = canonicalJson(table as unknown as Json) // a released table is JSON
  const record = {
    ...{ release: table.release, table: table.table, document: sha256(document), source: mapping.source.body },
    files: Object.fromEntries(files.map((file) => [file.name, file.sha256])),
  }
  const periods = table.cells.map(({ period }) => period).toSorted()
  await tx
    .insertInto('table_release')
    .values({
      ...{ release: table.release, table_name: table.table, period: periods.at(-1) ?? '', import: id, document },
      ...{ sha256: record.document, entry: await enter(tx, record, 'table.import'), replaces: table.replaces ?? null },
      outside: JSON.stringify({ body: mapping.source.body, title: table.title, answers: mapping.table.answers }),
      ...{ demonstration: isDemonstration, issued_at: now.toString() },
    })
    .execute()
  await keepFiles(tx, table, files)
}

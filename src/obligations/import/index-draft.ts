/**
 * An export of the Human Rights Index between upload and saving. The page and the command take the same two steps:
 * begin, then accept; what would happen can be looked at in between.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { IndexDoubt, IndexExport, IndexRow, RefusedRow } from '../../documents/index-export/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, NotFound, type Progress, type Tx } from '../../store/index.ts'
import type { DraftVersion, ListedDraft } from './draft.ts'
import { importIndexRows, type PlacedIndexRow, previewIndexRows, type RefusedIndexRow } from './index-rows.ts'
import { importerOf } from './permission.ts'
import { storable } from './storable.ts'

export interface NewIndexImport {
  readonly fileName: string
  readonly sha256: string
  readonly index: IndexExport
}

export interface IndexDraft extends Omit<ListedDraft, 'is'> {
  readonly index: IndexExport
}

/** A row that is not taken in: `detail` is what stands in the file. */
export interface RefusedLine {
  readonly row: number
  readonly reason: RefusedRow['reason'] | RefusedIndexRow['reason']
  readonly detail: string
}

export interface IndexPreview {
  /** Rows of the file, empty ones too. */
  readonly found: number
  readonly refused: readonly RefusedLine[]
  readonly placed: readonly PlacedIndexRow[]
  readonly doubts: readonly (IndexDoubt & { readonly row: number })[]
}

export interface AcceptedIndex {
  readonly outcome: 'saved' | 'unchanged'
  readonly added: number
  readonly met: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly RefusedLine[]
}

/** Keeps what was read from an export until it is saved or put away. */
export async function beginIndexImport(tx: Tx, viewer: Viewer, input: NewIndexImport): Promise<DraftVersion> {
  const account = importerOf(viewer)
  return tx
    .insertInto('import_draft')
    .values({
      account,
      file_name: input.fileName,
      source_sha256: input.sha256,
      index_export: storable(input.index),
    })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

/** The draft of an export; `NotFound` for somebody else's, for one of a document and for none alike. */
export async function indexDraft(tx: Tx, id: string): Promise<IndexDraft> {
  const row = z.uuid().safeParse(id).success
    ? await tx
        .selectFrom('import_draft')
        .select(['id', 'version', 'file_name as fileName', 'source_sha256 as sha256', 'begun_at as begunAt'])
        .select('index_export')
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (row?.index_export == null) throw new NotFound()
  const { index_export, ...rest } = row
  return { ...rest, index: index_export as unknown as IndexExport } // written by beginIndexImport
}

/** What saving an export would do; nothing is written. */
export async function previewIndex(
  tx: Tx,
  index: IndexExport,
  { state }: { readonly state: string },
): Promise<IndexPreview> {
  const { placed, refused } = await previewIndexRows(tx, index.rows, { state })
  const inFile = index.rows.length + index.refused.length
  const doubts = placed.flatMap(({ row }) => row.doubts.map((doubt) => ({ row: row.row, ...doubt })))
  return { found: inFile, placed, doubts, refused: allRefused(index, refused) }
}

/** Saves an export: all rows that can be taken in, or none. Refuses a draft that was saved or put away meanwhile. */
export async function acceptIndexImport(
  tx: Tx,
  viewer: Viewer,
  draft: DraftVersion,
  { state, progress }: { readonly state: string; readonly progress?: Progress },
): Promise<AcceptedIndex> {
  importerOf(viewer)
  // Two imports queue: what the first brings in, the second meets.
  await sql`select pg_advisory_xact_lock(${INDEX_LOCK}::bigint)`.execute(tx)
  const { version, index } = await indexDraft(tx, draft.id)
  if (version !== draft.version) throw new Conflict({ version })
  const done = await importIndexRows(tx, index.rows, { state, ...(progress === undefined ? {} : { progress }) })
  await tx.deleteFrom('import_draft').where('id', '=', draft.id).execute()
  const outcome = done.added + done.met + done.changed === 0 ? 'unchanged' : 'saved'
  return { ...done, outcome, refused: allRefused(index, done.refused) }
}

const INDEX_LOCK = 7_318_349_394_479

/** Refused when it was read or when it was sorted, in the order of the file. */
function allRefused(index: IndexExport, sorted: readonly RefusedIndexRow[]): readonly RefusedLine[] {
  const rows = new Map<number, IndexRow>(index.rows.map((row) => [row.row, row]))
  const lines = sorted.map(({ row, reason }) => ({ row, reason, detail: detailOf(reason, rows.get(row)) }))
  return [...index.refused, ...lines].toSorted((first, second) => first.row - second.row)
}

function detailOf(reason: RefusedIndexRow['reason'], row: IndexRow | undefined): string {
  if (row === undefined) return ''
  if (reason === 'other-state') return row.states.join(', ')
  if (reason === 'not-a-recommendation') return row.type ?? ''
  return reason === 'no-body' ? row.symbol : (row.annotationId ?? '')
}

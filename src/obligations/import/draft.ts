/** An import between upload and saving. Only who began it sees it; the row policy says so. */
import { sql } from 'kysely'
import { z } from 'zod'
import { UnDocument } from '../../documents/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, NotFound, type Tx } from '../../store/index.ts'
import { correct } from './correct.ts'
import { Correction } from './correction.ts'
import { importerOf } from './permission.ts'

/** What was read from a file. */
export const NewImport = z.object({
  fileName: z.string().trim().min(1).max(255),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  model: UnDocument,
})
export type NewImport = z.input<typeof NewImport>

/** A draft as a page holds it: which one, and which version of it was shown. */
export interface DraftVersion {
  readonly id: string
  readonly version: number
}

export interface ImportDraft extends DraftVersion {
  readonly fileName: string
  readonly sha256: string
  readonly begunAt: Temporal.Instant
  readonly model: UnDocument
}

/** Keeps what was read from a file until it is saved or put away. */
export async function beginImport(tx: Tx, viewer: Viewer, input: NewImport): Promise<DraftVersion> {
  const account = importerOf(viewer)
  const { fileName, sha256, model } = NewImport.parse(input)
  return tx
    .insertInto('import_draft')
    .values({ account, file_name: fileName, source_sha256: sha256, model: JSON.stringify(model) })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

/** The draft; `NotFound` for somebody else's and for none alike. */
export async function importDraft(tx: Tx, id: string): Promise<ImportDraft> {
  const row = z.uuid().safeParse(id).success
    ? await tx.selectFrom('import_draft').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (row === undefined) throw new NotFound()
  return {
    id: row.id,
    version: row.version,
    fileName: row.file_name,
    sha256: row.source_sha256,
    begunAt: row.begun_at,
    model: UnDocument.parse(row.model), // also puts the keys in order, which jsonb does not keep
  }
}

/** The reader's own drafts, the latest first. */
export async function importDrafts(tx: Tx): Promise<readonly Omit<ImportDraft, 'model'>[]> {
  return tx
    .selectFrom('import_draft')
    .select(['id', 'version', 'file_name as fileName', 'source_sha256 as sha256', 'begun_at as begunAt'])
    .orderBy('begun_at', 'desc')
    .limit(50)
    .execute()
}

/** Corrects a draft. Refuses with the reason what would break the model, and a draft that has changed since. */
export async function correctImport(
  tx: Tx,
  viewer: Viewer,
  draft: DraftVersion,
  correction: Correction,
): Promise<DraftVersion> {
  importerOf(viewer)
  const current = await importDraft(tx, draft.id)
  const model = correct(current.model, Correction.parse(correction))
  const changed = await tx
    .updateTable('import_draft')
    .set({ model: JSON.stringify(model), version: sql<number>`version + 1` })
    .where('id', '=', draft.id)
    .where('version', '=', draft.version)
    .returning(['id', 'version'])
    .executeTakeFirst()
  if (changed === undefined) throw new Conflict({ ...(await importDraft(tx, draft.id)) })
  return changed
}

/** Puts a draft away; nothing of it is saved. */
export async function discardImport(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  importerOf(viewer)
  const gone = await tx.deleteFrom('import_draft').where('id', '=', id).executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw new NotFound()
}

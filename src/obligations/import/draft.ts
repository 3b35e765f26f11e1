/** An import between upload and saving. Only who began it sees it; the row policy says so. */
import { sql } from 'kysely'
import { z } from 'zod'
import { UnDocument } from '../../documents/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { correct } from './correct.ts'
import { Correction } from './correction.ts'
import { importerOf } from './permission.ts'
import { storable } from './storable.ts'

/** What was read from a file. */
export const NewImport = z.object({
  fileName: z.string().trim().min(1).max(255),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  model: UnDocument,
})
export type NewImport = z.input<typeof NewImport>

/** A correction that a person has made in a draft. */
export const DoneCorrection = z.object({ correction: Correction, by: z.string(), at: z.string() })
export type DoneCorrection = z.infer<typeof DoneCorrection>

/** A draft as a page holds it: which one, and which version of it was shown. */
export interface DraftVersion {
  readonly id: string
  readonly version: number
}

export interface ListedDraft extends DraftVersion {
  readonly is: 'document' | 'index'
  readonly fileName: string
  readonly sha256: string
  readonly begunAt: Temporal.Instant
}

export interface ImportDraft extends Omit<ListedDraft, 'is'> {
  /** As it would be saved: what was read, with the corrections carried out. */
  readonly model: UnDocument
  readonly read: UnDocument
  /** In the order in which they were made. */
  readonly corrections: readonly DoneCorrection[]
}

/** Keeps what was read from a file until it is saved or put away. */
export async function beginImport(tx: Tx, viewer: Viewer, input: NewImport): Promise<DraftVersion> {
  const account = importerOf(viewer)
  const { fileName, sha256, model } = NewImport.parse(input)
  const read = storable(model)
  return tx
    .insertInto('import_draft')
    .values({ account, file_name: fileName, source_sha256: sha256, model: read, read_model: read })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
}

/** The draft of a document; `NotFound` for somebody else's, for one of the Index and for none alike. */
export async function importDraft(tx: Tx, id: string): Promise<ImportDraft> {
  const row = z.uuid().safeParse(id).success
    ? await tx
        .selectFrom('import_draft')
        .select(['id', 'version', 'file_name', 'source_sha256', 'begun_at', 'model', 'corrections'])
        // A long one takes a tenth of a second and many megabytes: it comes twice only where the two differ.
        .select(sql<unknown>`case when corrections <> '[]' then read_model end`.as('read_model'))
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (row?.model == null) throw new NotFound()
  const model = UnDocument.parse(row.model) // also puts the keys in order, which jsonb does not keep
  return {
    id: row.id,
    version: row.version,
    fileName: row.file_name,
    sha256: row.source_sha256,
    begunAt: row.begun_at,
    model,
    read: row.read_model === null ? model : UnDocument.parse(row.read_model),
    corrections: z.array(DoneCorrection).parse(row.corrections),
  }
}

/** The reader's own drafts, the latest first. */
export async function importDrafts(tx: Tx): Promise<readonly ListedDraft[]> {
  return tx
    .selectFrom('import_draft')
    .select(['id', 'version', 'file_name as fileName', 'source_sha256 as sha256', 'begun_at as begunAt'])
    .select(sql<ListedDraft['is']>`case when model is null then 'index' else 'document' end`.as('is'))
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
  const done = { correction: checked(correction), by: viewer.name, at: Temporal.Now.instant().toString() }
  return change(tx, draft, {
    model: correct(current.model, done.correction),
    corrections: [...current.corrections, done],
  })
}

/** Refuses with a sentence what no correction can hold, wherever it was typed. */
function checked(correction: Correction): Correction {
  const parsed = Correction.safeParse(correction)
  if (parsed.success) return parsed.data
  throw new Invalid(
    parsed.error.issues.slice(0, 1).map((issue) => ({
      field: String(issue.path[0] ?? 'is'),
      rule: issue.code === 'invalid_format' && issue.format === 'date' ? 'format-date' : 'correction-unclear',
    })),
  )
}

/** Takes one correction back, by its place in the list. Refuses where later ones rest on it: they go first. */
export async function undoCorrection(
  tx: Tx,
  viewer: Viewer,
  draft: DraftVersion,
  place: number,
): Promise<DraftVersion> {
  importerOf(viewer)
  const { read, corrections } = await importDraft(tx, draft.id)
  if (corrections[place] === undefined) throw new NotFound()
  const left = corrections.toSpliced(place, 1)
  return change(tx, draft, { model: replay(read, left), corrections: left })
}

function replay(read: UnDocument, corrections: readonly DoneCorrection[]): UnDocument {
  try {
    return corrections.reduce((model, { correction }) => correct(model, correction), read)
  } catch (error) {
    if (error instanceof Invalid) throw new StepRefused('correction-rested-on')
    throw error
  }
}

async function change(
  tx: Tx,
  draft: DraftVersion,
  to: { readonly model: UnDocument; readonly corrections: readonly DoneCorrection[] },
): Promise<DraftVersion> {
  const changed = await tx
    .updateTable('import_draft')
    .set({
      model: storable(to.model),
      corrections: JSON.stringify(to.corrections),
      version: sql<number>`version + 1`,
    })
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

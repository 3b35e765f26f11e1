/**
 * Saves an import in one transaction: the document with its new revision, what it asks, what that repeats, and the
 * dates it sets. The same document again changes nothing; a corrected one changes what was accepted, line by line.
 */
import { sql } from 'kysely'
import { UnDocument } from '../../documents/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, type Tx } from '../../store/index.ts'
import { createDeadlines } from './deadlines.ts'
import { type DiffLine, diffDocuments } from './diff.ts'
import { type DraftVersion, type ImportDraft, importDraft } from './draft.ts'
import { mergeLines } from './merge.ts'
import { importerOf } from './permission.ts'
import { type RecommendationCounts, saveRecommendations } from './recommendations.ts'
import { refuseBroken } from './whole.ts'

export interface Accepted {
  readonly outcome: 'saved' | 'unchanged'
  readonly symbol: string
  readonly document: string
  /** Null where nothing has changed. */
  readonly revision: number | null
  readonly recommendations: RecommendationCounts
  readonly deadlines: number
}

/** What a draft would change in the document that is saved under its symbol. */
export interface ImportDiff {
  /** `new`: no text of it is here yet, it is accepted as a whole. */
  readonly against: 'new' | 'same' | 'changed'
  readonly lines: readonly DiffLine[]
}

/** Compares a draft with the saved document of the same symbol. */
export async function diffImport(tx: Tx, { model }: Pick<ImportDraft, 'model'>): Promise<ImportDiff> {
  const saved = model.symbol === null ? null : await savedModel(tx, model.symbol)
  if (saved === null) return { against: 'new', lines: [] }
  const lines = diffDocuments(saved, model)
  return { against: lines.length === 0 ? 'same' : 'changed', lines }
}

/**
 * Saves a draft. `acceptedLines` are ids of `diffImport`'s lines; left out, all of them. Refuses a document without
 * symbol, body or State, one whose addresses do not hold together, and a draft changed since it was shown.
 */
export async function acceptImport(
  tx: Tx,
  viewer: Viewer,
  draft: DraftVersion,
  acceptedLines: readonly string[] | null = null,
): Promise<Accepted> {
  const account = importerOf(viewer)
  const found = await importDraft(tx, draft.id)
  if (found.version !== draft.version) throw new Conflict({ ...found })
  const named = identified(found.model)
  const document = await lockDocument(tx, named)
  const before = document.model === null ? null : UnDocument.parse(document.model)
  const model = before === null || acceptedLines === null ? found.model : mergeLines(before, found.model, acceptedLines)
  await tx.deleteFrom('import_draft').where('id', '=', draft.id).execute()
  const unchanged = { added: 0, met: 0, changed: 0, moved: 0, withdrawn: 0 }
  if (before !== null && diffDocuments(before, model).length === 0)
    return {
      outcome: 'unchanged',
      symbol: named.symbol,
      document: document.id,
      revision: null,
      recommendations: unchanged,
      deadlines: 0,
    }
  refuseBroken(model)
  const revision = await saveModel(tx, document.id, found, model, account)
  const recommendations = await saveRecommendations(tx, document.id, { model, before })
  const deadlines = await createDeadlines(tx, document.id, model)
  return { outcome: 'saved', symbol: named.symbol, document: document.id, revision, recommendations, deadlines }
}

async function savedModel(tx: Tx, symbol: string): Promise<UnDocument | null> {
  const row = await tx.selectFrom('document').select('model').where('symbol', '=', symbol).executeTakeFirst()
  return row?.model == null ? null : UnDocument.parse(row.model)
}

interface Identified {
  readonly symbol: string
  readonly body: string
  readonly state: string
  readonly model: UnDocument
}

function identified(model: UnDocument): Identified {
  const { symbol, body, state } = model
  const missing = Object.entries({ symbol, body, state }).filter(([, value]) => value === null)
  if (symbol === null || body === null || state === null)
    throw new Invalid(missing.map(([field]) => ({ field, rule: 'missing' })))
  return { symbol, body, state, model }
}

/** The document's row, made where there is none, held until the end of the transaction: two imports of it queue. */
async function lockDocument(tx: Tx, { symbol, body, state, model }: Identified) {
  await tx
    .insertInto('document')
    .values({ symbol, body, state, title: model.title, language: model.language, cycle: cycleOf(symbol) })
    .onConflict((conflict) => conflict.column('symbol').doNothing())
    .execute()
  return tx
    .selectFrom('document')
    .select(['id', 'model'])
    .where('symbol', '=', symbol)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function saveModel(
  tx: Tx,
  document: string,
  draft: ImportDraft,
  model: UnDocument,
  account: string,
): Promise<number> {
  await tx
    .updateTable('document')
    .set({
      model: JSON.stringify(model),
      title: model.title,
      language: model.language,
      // What the pack knew is not lost where the file does not tell.
      ...(model.adoptedOn === null ? {} : { adopted_on: model.adoptedOn }),
      source_sha256: draft.sha256,
      imported_at: sql<string>`now()`,
      imported_by: account,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', document)
    .execute()
  const { revision } = await tx
    .insertInto('document_revision')
    .values({
      document,
      revision: sql<number>`(select coalesce(max(r.revision), 0) + 1 from followup.document_revision r where r.document = ${document})`,
      model: JSON.stringify(model),
      source_sha256: draft.sha256,
      accepted_by: account,
      corrections: JSON.stringify(draft.corrections),
    })
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** "CMW/C/AZE/CO/3" belongs to the third cycle; null where the symbol does not tell. */
function cycleOf(symbol: string): number | null {
  const cycle = /\/CO\/(\d+)/.exec(symbol)?.[1]
  return cycle === undefined ? null : Number(cycle)
}

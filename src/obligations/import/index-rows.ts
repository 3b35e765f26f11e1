/**
 * Rows of the Universal Human Rights Index into the store, all in one transaction. A row is known again by its
 * annotation; one that is new meets the recommendation of its symbol and paragraph, or becomes one.
 */
import type { IndexRow } from '../../documents/index-export/index.ts'
import type { Progress, Tx } from '../../store/index.ts'
import { type Known, type Placed, placeRows } from './place-rows.ts'
import { addRecommendations, changeRecommendations } from './write-rows.ts'

export interface IndexImport {
  readonly added: number
  /** Recommendations that were here already and now bear the Index's themes and its identifier. */
  readonly met: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly RefusedIndexRow[]
}

export interface RefusedIndexRow {
  readonly row: number
  readonly reason: IndexRefusal
}

export type IndexRefusal = 'other-state' | 'not-a-recommendation' | 'no-body' | 'id-is-no-uuid' | 'duplicate-id'

/** What a row of the Index would do, or has done. */
export interface PlacedIndexRow {
  readonly row: IndexRow
  readonly outcome: 'added' | 'met' | 'changed' | 'unchanged'
  /** Where it meets a recommendation of an imported document: its address there. */
  readonly address: string | null
}

/** What an import of rows would do; nothing is written. */
export async function previewIndexRows(
  tx: Tx,
  rows: readonly IndexRow[],
  { state }: { readonly state: string },
): Promise<{ readonly placed: readonly PlacedIndexRow[]; readonly refused: readonly RefusedIndexRow[] }> {
  const { taken, refused } = sort(rows, state)
  const placed = await placeIn(tx, taken, await knownDocuments(tx, taken))
  return {
    placed: placed.map(({ outcome, address }, index) => ({ row: taken[index] as IndexRow, outcome, address })), // one each, in order
    refused,
  }
}

/** Imports the rows that ask `state` for something. The same rows again change nothing. */
export async function importIndexRows(
  tx: Tx,
  rows: readonly IndexRow[],
  { state, progress = () => undefined }: { readonly state: string; readonly progress?: Progress },
): Promise<IndexImport> {
  const { taken, refused } = sort(rows, state)
  await addDocuments(tx, taken, state)
  const placed = await placeIn(tx, taken, await knownDocuments(tx, taken))
  const added = placed.filter(({ outcome }) => outcome === 'added')
  const changed = placed.filter(({ outcome }) => outcome === 'met' || outcome === 'changed')
  const total = added.length + changed.length
  await addRecommendations(tx, added, (done) => progress(done, total))
  await changeRecommendations(tx, changed, (done) => progress(added.length + done, total))
  const count = (outcome: Placed['outcome']) => placed.filter((one) => one.outcome === outcome).length
  return { added: count('added'), met: count('met'), changed: count('changed'), unchanged: count('unchanged'), refused }
}

/** Symbols whose documents are not here yet stand for them: in them every row is new. */
async function placeIn(
  tx: Tx,
  rows: readonly TakenRow[],
  known: ReadonlyMap<string, string>,
): Promise<readonly Placed[]> {
  const documents = new Map(rows.map(({ symbol }) => [symbol, known.get(symbol) ?? symbol]))
  return placeRows(rows, documents, await knownIn(tx, rows, [...known.values()]))
}

/** A row as it is taken in: with its body, about the State. */
export type TakenRow = IndexRow & { readonly body: string }

function sort(rows: readonly IndexRow[], state: string): { taken: TakenRow[]; refused: RefusedIndexRow[] } {
  const taken: TakenRow[] = []
  const refused: RefusedIndexRow[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const { body, annotationId } = row
    const reason = refusalOf(row, state, seen)
    if (annotationId !== null) seen.add(annotationId.toLowerCase())
    if (reason === null && body !== null) taken.push({ ...row, body })
    else refused.push({ row: row.row, reason: reason ?? 'no-body' })
  }
  return { taken, refused }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function refusalOf(row: IndexRow, state: string, seen: ReadonlySet<string>): IndexRefusal | null {
  if (!row.states.includes(state)) return 'other-state'
  // A row without a type is taken in: the Index leaves it out often, and its rows are mostly recommendations.
  if (row.type !== null && row.type !== 'recommendation') return 'not-a-recommendation'
  if (row.body === null) return 'no-body'
  if (row.annotationId === null) return null
  if (!UUID.test(row.annotationId)) return 'id-is-no-uuid'
  return seen.has(row.annotationId.toLowerCase()) ? 'duplicate-id' : null
}

/** Makes the documents that are not here yet. */
async function addDocuments(tx: Tx, rows: readonly TakenRow[], state: string): Promise<void> {
  const bySymbol = new Map(rows.map((row) => [row.symbol, row]))
  if (bySymbol.size === 0) return
  await tx
    .insertInto('document')
    .values(
      [...bySymbol.values()].map(({ symbol, body, publishedOn }) => ({
        symbol,
        body,
        state,
        title: symbol,
        published_on: publishedOn,
      })),
    )
    .onConflict((conflict) => conflict.column('symbol').doNothing())
    .execute()
}

/** Symbol → id of its document, for those that are here. */
async function knownDocuments(tx: Tx, rows: readonly TakenRow[]): Promise<ReadonlyMap<string, string>> {
  const symbols = [...new Set(rows.map(({ symbol }) => symbol))]
  if (symbols.length === 0) return new Map()
  const found = await tx.selectFrom('document').select(['id', 'symbol']).where('symbol', 'in', symbols).execute()
  return new Map(found.map(({ id, symbol }) => [symbol, id]))
}

/** The recommendations of these documents, and any that bears one of the annotations. */
async function knownIn(tx: Tx, rows: readonly TakenRow[], documents: readonly string[]): Promise<readonly Known[]> {
  const annotations = rows.flatMap(({ annotationId }) => annotationId ?? [])
  return tx
    .selectFrom('recommendation')
    .innerJoin('document', 'document.id', 'recommendation.document')
    .select(['recommendation.id', 'recommendation.document', 'address', 'annotation', 'text', 'themes'])
    .select(['people_concerned as peopleConcerned', 'sdg_targets as sdgTargets'])
    .select((eb) => eb('document.model', 'is not', null).as('imported'))
    .where((eb) =>
      eb.or([
        ...(documents.length > 0 ? [eb('recommendation.document', 'in', [...documents])] : []),
        ...(annotations.length > 0 ? [eb('annotation', 'in', annotations)] : []),
      ]),
    )
    .execute()
}

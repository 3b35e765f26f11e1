/** Documents in the store: known by symbol, readable once imported, every reading kept. */
import { sql } from 'kysely'
import { UnDocument } from '../documents/index.ts'
import { NotFound, type Tx, upTo } from '../store/index.ts'
import type { State } from './obligation-list.ts'

export interface ListedDocument {
  readonly symbol: string
  readonly title: string
  readonly body: string
  readonly cycle: number | null
  readonly adopted_on: string | null
  readonly imported_at: Temporal.Instant | null
  readonly recommendations: number
  readonly obligations: number
  readonly completed: number
}

/** All documents, the newest first, with how many obligations came of each and how many are completed. */
export async function listDocuments(tx: Tx, limit = 200): Promise<readonly ListedDocument[]> {
  const { rows } = await sql<ListedDocument>`
    select d.symbol, d.title, d.body, d.cycle, d.adopted_on, d.imported_at,
      coalesce(counted.recommendations, 0)::int as recommendations, coalesce(counted.obligations, 0)::int as obligations,
      coalesce(counted.completed, 0)::int as completed
    from followup.document d
    left join (
      select r.document, count(distinct r.id) as recommendations, count(distinct o.id) as obligations,
        count(distinct o.id) filter (where o.state = 'completed') as completed
      from followup.recommendation r
      left join followup.obligation_recommendation l on l.recommendation = r.id
      left join followup.obligation o on o.id = l.obligation
      where r.withdrawn_at is null group by r.document
    ) counted on counted.document = d.id
    order by d.adopted_on desc nulls last, d.body, d.cycle desc nulls last, d.symbol ${upTo(limit)}`.execute(tx)
  return rows
}

export type KnownDocument = Pick<ListedDocument, 'symbol' | 'body' | 'cycle'>

/** The documents by name, for choosing one: without what came of them. */
export function documentNames(tx: Tx, limit = 300): Promise<readonly KnownDocument[]> {
  return tx.selectFrom('document').select(['symbol', 'body', 'cycle']).orderBy('symbol').limit(limit).execute()
}

/** The newest document by its adoption; undefined where there is none. */
export function latestDocument(tx: Tx) {
  return tx
    .selectFrom('document')
    .select(['symbol', 'imported_at'])
    .orderBy('adopted_on', (order) => order.desc().nullsLast())
    .orderBy('symbol')
    .limit(1)
    .executeTakeFirst()
}

export interface ObligationAt {
  readonly address: string | null
  readonly code: string
  readonly summary: string
  readonly state: State
  readonly follow_up: boolean
}

/**
 * One document with the model of its last reading, or of the revision asked for; null while it has not been imported.
 * With the obligations at each address. NotFound for an unknown symbol or revision.
 */
export async function findDocument(tx: Tx, symbol: string, revision?: number) {
  const document = await tx
    .selectFrom('document')
    .select(['id', 'symbol', 'body', 'title', 'language', 'cycle', 'adopted_on', 'imported_at', 'model'])
    .where('symbol', '=', symbol)
    .executeTakeFirst()
  if (document === undefined) throw new NotFound()
  const { rows: obligations } = await sql<ObligationAt>`
    select r.address, o.code, o.summary, o.state, o.follow_up
    from followup.recommendation r
    join followup.obligation_recommendation l on l.recommendation = r.id
    join followup.obligation o on o.id = l.obligation
    where r.document = ${document.id}::uuid order by o.position, o.code`.execute(tx)
  const { model, ...facts } = document
  const kept = revision === undefined ? model : await revisionModel(tx, document.id, revision)
  return { document: facts, model: kept === null ? null : UnDocument.parse(kept), obligations }
}

async function revisionModel(tx: Tx, document: string, revision: number) {
  const found = await tx
    .selectFrom('document_revision')
    .select('model')
    .where('document', '=', document)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  return found.model
}

/** Every reading of a document, the latest first. */
export function revisionsOf(tx: Tx, document: string) {
  return tx
    .selectFrom('document_revision')
    .select(['revision', 'accepted_at'])
    .where('document', '=', document)
    .orderBy('revision', 'desc')
    .execute()
}

export interface ChainedParagraph {
  readonly address: string
  readonly text: string | null
  readonly earlier_symbol: string
  readonly earlier_paragraph: string
  readonly earlier_address: string | null
  readonly earlier_text: string | null
  /** Of the obligations that came of either. */
  readonly obligations: readonly { readonly code: string; readonly state: State }[]
}

/** The recommendations of a document that repeat earlier ones, each beside what it repeats. */
export async function documentChain(tx: Tx, document: string): Promise<readonly ChainedParagraph[]> {
  const { rows } = await sql<ChainedParagraph>`
    select r.address, r.text, t.symbol as earlier_symbol, t.paragraph as earlier_paragraph,
      e.address as earlier_address, e.text as earlier_text,
      coalesce((select jsonb_agg(jsonb_build_object('code', o.code, 'state', o.state) order by o.position, o.code)
        from followup.obligation_recommendation l join followup.obligation o on o.id = l.obligation where l.recommendation = r.id), '[]') as obligations
    from followup.recommendation r
    join followup.reiteration t on t.recommendation = r.id
    left join followup.document d on d.symbol = t.symbol
    left join followup.recommendation e on e.document = d.id
      and (e.address = t.paragraph or starts_with(e.address, t.paragraph || '('))
    where r.document = ${document}::uuid and r.address is not null
    order by r.position, t.symbol desc, t.paragraph, e.position limit 400`.execute(tx)
  return rows
}

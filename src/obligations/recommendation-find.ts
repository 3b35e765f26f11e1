/** Recommendations looked up one by one: by symbol and address, by words, or because they wait for a decision. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import { search } from './search.ts'

export interface FoundRecommendation {
  readonly id: string
  readonly symbol: string
  readonly address: string | null
  /** The document's own words; null until it is imported. */
  readonly text: string | null
  readonly decision: string | null
  /** The obligations that answer it. */
  readonly obligations: readonly { readonly code: string; readonly summary: string }[]
}

/** The recommendation of an id; undefined where there is none or it was withdrawn. */
export async function findRecommendation(tx: Tx, id: string): Promise<FoundRecommendation | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined
  return (await select(tx, sql`r.id = ${id}::uuid`))[0]
}

/** The recommendation at an address as people write it: case and spaces do not count. */
export async function recommendationAt(
  tx: Tx,
  { symbol, address }: { symbol: string; address: string },
): Promise<FoundRecommendation | undefined> {
  const tight = (text: string) => text.replaceAll(/\s+/g, '').toLowerCase()
  return (
    await select(
      tx,
      sql`lower(replace(d.symbol, ' ', '')) = ${tight(symbol)} and lower(replace(r.address, ' ', '')) = ${tight(address)}`,
    )
  )[0]
}

/** Recommendations whose text, or whose obligation, has the words; at most thirty. */
export async function recommendationsWith(tx: Tx, text: string): Promise<readonly FoundRecommendation[]> {
  const { rows } = await search(tx, { text, kinds: ['recommendation', 'obligation'], limit: 30, offset: 0 })
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ object }) => object)
  if (rows.length === 0) return []
  return (
    await select(
      tx,
      sql`r.id = any (${of('recommendation')}::uuid[]) or exists (select from followup.obligation_recommendation l
      join followup.obligation o on o.id = l.obligation where l.recommendation = r.id and o.code = any (${of('obligation')}::text[]))`,
    )
  ).slice(0, 30)
}

/** Recommendations without a decision that an obligation answers, in the order of their documents; with how many there are. */
export async function undecidedRecommendations(
  tx: Tx,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ readonly rows: readonly FoundRecommendation[]; readonly total: number }> {
  const open = sql`c.id is null and exists (select from followup.obligation_recommendation l where l.recommendation = r.id)`
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from followup.recommendation r
    left join followup.decision c on c.recommendation = r.id where r.withdrawn_at is null and ${open}`.execute(tx)
  return { rows: await select(tx, open, sql`limit ${limit} offset ${offset}`), total: rows[0]?.total ?? 0 }
}

/** Those of the ids that there are, in the order of their documents. */
export function recommendationsById(tx: Tx, ids: readonly string[]): Promise<readonly FoundRecommendation[]> {
  return select(tx, sql`r.id = any (${[...ids]}::uuid[])`)
}

async function select(
  tx: Tx,
  where: RawBuilder<unknown>,
  page: RawBuilder<unknown> = sql``,
): Promise<readonly FoundRecommendation[]> {
  const { rows } = await sql<FoundRecommendation>`
    select r.id, d.symbol, r.address, r.text, c.decision, coalesce((select jsonb_agg(jsonb_build_object('code', o.code, 'summary', o.summary)
      order by o.position, o.code) from followup.obligation_recommendation l join followup.obligation o on o.id = l.obligation
      where l.recommendation = r.id), '[]'::jsonb) as obligations
    from followup.recommendation r join followup.document d on d.id = r.document left join followup.decision c on c.recommendation = r.id
    where r.withdrawn_at is null and (${where}) order by d.adopted_on desc nulls last, d.symbol, r.position, r.id ${page}`.execute(
    tx,
  )
  return rows
}

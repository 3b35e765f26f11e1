/**
 * What an obligation repeats and what repeats it, through all cycles. Kept by symbol and paragraph, so that the chain
 * stands even where the earlier document has never been imported.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'

export interface ChainLink {
  readonly symbol: string
  /** As the later document cites it: "13", or a sub-item. */
  readonly paragraph: string
  readonly cycle: number | null
  readonly adopted_on: string | null
  /** Null while the document is not here, or holds no such paragraph. */
  readonly recommendation: string | null
  readonly address: string | null
  readonly text: string | null
  /** Codes of the obligations that came of it. */
  readonly obligations: readonly string[]
  /** How many steps away. */
  readonly depth: number
}

/** A paragraph that is cited stands for all its sub-items. */
const isWithin = (address: string, paragraph: string) =>
  sql`(${sql.ref(address)} = ${sql.ref(paragraph)} or starts_with(${sql.ref(address)}, ${sql.ref(paragraph)} || '('))`

/** More cycles than any treaty has had; a chain that bites its tail ends here. */
const LONGEST = 20

/** Earlier recommendations that the obligation's own repeat, the nearest first. */
export async function earlierInChain(tx: Tx, obligation: string): Promise<readonly ChainLink[]> {
  const { rows } = await sql<ChainLink>`
    with recursive earlier (symbol, paragraph, recommendation, depth) as (
      select t.symbol, t.paragraph, r.id, 1
      from followup.obligation_recommendation l
      join followup.reiteration t on t.recommendation = l.recommendation
      left join followup.document d on d.symbol = t.symbol
      left join followup.recommendation r on r.document = d.id and ${isWithin('r.address', 't.paragraph')}
      where l.obligation = ${obligation}::uuid
      union
      select t.symbol, t.paragraph, r.id, e.depth + 1
      from earlier e
      join followup.reiteration t on t.recommendation = e.recommendation
      left join followup.document d on d.symbol = t.symbol
      left join followup.recommendation r on r.document = d.id and ${isWithin('r.address', 't.paragraph')}
      where e.depth < ${LONGEST}
    ), nearest as (
      select symbol, paragraph, recommendation, min(depth) as depth from earlier group by symbol, paragraph, recommendation
    )
    select n.symbol, n.paragraph, d.cycle, d.adopted_on::text, n.recommendation, r.address, r.text, n.depth, ${codesOf()} as obligations
    from nearest n left join followup.document d on d.symbol = n.symbol left join followup.recommendation r on r.id = n.recommendation
    order by n.depth, d.cycle desc nulls last, n.symbol, r.position`.execute(tx)
  return rows
}

/** Later recommendations that repeat the obligation's own, the nearest first. */
export async function laterInChain(tx: Tx, obligation: string): Promise<readonly ChainLink[]> {
  const { rows } = await sql<ChainLink>`
    with recursive later (paragraph, recommendation, depth) as (
      select t.paragraph, t.recommendation, 1
      from followup.obligation_recommendation l
      join followup.recommendation own on own.id = l.recommendation
      join followup.document d on d.id = own.document
      join followup.reiteration t on t.symbol = d.symbol and ${isWithin('own.address', 't.paragraph')}
      where l.obligation = ${obligation}::uuid
      union
      select t.paragraph, t.recommendation, e.depth + 1
      from later e
      join followup.recommendation own on own.id = e.recommendation
      join followup.document d on d.id = own.document
      join followup.reiteration t on t.symbol = d.symbol and ${isWithin('own.address', 't.paragraph')}
      where e.depth < ${LONGEST}
    ), nearest as (
      select recommendation, min(depth) as depth from later group by recommendation
    )
    select d.symbol, coalesce(r.address, '') as paragraph, d.cycle, d.adopted_on::text, n.recommendation, r.address, r.text, n.depth, ${codesOf()} as obligations
    from nearest n join followup.recommendation r on r.id = n.recommendation join followup.document d on d.id = r.document
    order by n.depth, d.cycle nulls last, d.symbol, r.position`.execute(tx)
  return rows
}

function codesOf() {
  return sql`array(select o.code from followup.obligation_recommendation l join followup.obligation o on o.id = l.obligation
    where l.recommendation = n.recommendation order by o.position, o.code)`
}

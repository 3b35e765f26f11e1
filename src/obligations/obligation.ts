/** One obligation: its own row, the recommendations it answers with the document's words, its neighbours, its deadlines. */
import { sql } from 'kysely'
import { NotFound, type Tx } from '../store/index.ts'
import { dueOn, isOverdue } from './due.ts'
import { paragraphOf } from './obligation-code.ts'
import type { State } from './obligation-list.ts'

/** The obligation of a code, with its day computed as of `today`. */
export async function findObligation(tx: Tx, code: string, today: Temporal.PlainDate) {
  const found = await tx
    .selectFrom('obligation as o')
    .selectAll('o')
    .select([dueOn().as('effective_due_on'), isOverdue(today).as('overdue')])
    .where('o.code', '=', code)
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  return { ...found, state: found.state as State } // the column's own check
}

export interface AnsweredRecommendation {
  readonly id: string
  readonly symbol: string
  readonly title: string
  readonly body: string
  readonly cycle: number | null
  readonly language: string
  readonly address: string | null
  /** The document's own words; null until it is imported. */
  readonly text: string | null
  readonly follow_up: boolean
  readonly withdrawn: boolean
  readonly decision: string | null
  readonly decided_on: string | null
  readonly decided_by: string | null
  readonly reason: string | null
  readonly decision_version: number | null
  readonly demonstration: boolean | null
}

/** The recommendations that the obligation answers, each with the State's decision. */
export async function recommendationsOf(tx: Tx, obligation: string): Promise<readonly AnsweredRecommendation[]> {
  return tx
    .selectFrom('obligation_recommendation as l')
    .innerJoin('recommendation as r', 'r.id', 'l.recommendation')
    .innerJoin('document as d', 'd.id', 'r.document')
    .leftJoin('decision as c', 'c.recommendation', 'r.id')
    .select(['r.id', 'd.symbol', 'd.title', 'd.body', 'd.cycle', 'd.language', 'r.address', 'r.text', 'r.follow_up'])
    .select(sql<boolean>`r.withdrawn_at is not null`.as('withdrawn'))
    .select([
      'c.decision',
      'c.decided_on',
      'c.decided_by',
      'c.reason',
      'c.version as decision_version',
      'c.demonstration',
    ])
    .where('l.obligation', '=', obligation)
    .orderBy('d.adopted_on', (order) => order.desc().nullsLast())
    .orderBy('r.position')
    .execute()
}

export interface Neighbour {
  readonly code: string
  readonly summary: string
  readonly state: State
}

/** Other obligations that came of the same paragraphs. */
export async function siblingsOf(
  tx: Tx,
  obligation: string,
  answered: readonly AnsweredRecommendation[],
): Promise<readonly Neighbour[]> {
  const places = answered.flatMap(({ symbol, address }) =>
    address === null ? [] : [{ symbol, paragraph: paragraphOf(address) }],
  )
  if (places.length === 0) return []
  const { rows } = await sql<Neighbour>`
    select distinct on (o.position, o.code) o.code, o.summary, o.state
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place (symbol text, paragraph text)
    join followup.document d on d.symbol = place.symbol
    join followup.recommendation r on r.document = d.id and split_part(r.address, '(', 1) = place.paragraph
    join followup.obligation_recommendation l on l.recommendation = r.id
    join followup.obligation o on o.id = l.obligation
    where o.id <> ${obligation}::uuid
    order by o.position, o.code`.execute(tx)
  return rows
}

/** What is owed to a body about this obligation: the follow-up where it belongs to it, and each report on the document. */
export function deadlinesOf(tx: Tx, obligation: { readonly id: string; readonly follow_up: boolean }) {
  return tx
    .selectFrom('deadline as d')
    .select([
      'd.code',
      'd.what',
      'd.owed_to',
      'd.due_on',
      'd.due_as_stated',
      'd.source',
      'd.state',
      'd.sent_on',
      'd.received_on',
      'd.report_kind',
      'd.word_limit',
    ])
    .where('d.document', 'in', (eb) =>
      eb
        .selectFrom('obligation_recommendation as l')
        .innerJoin('recommendation as r', 'r.id', 'l.recommendation')
        .select('r.document')
        .where('l.obligation', '=', obligation.id),
    )
    .where('d.report_kind', 'in', obligation.follow_up ? ['follow-up', 'periodic'] : ['periodic'])
    .orderBy('d.due_on', (order) => order.asc().nullsLast())
    .execute()
}

/** The national overview: progress by cluster, institution, article and the like, the follow-up paragraphs, what is overdue. */
import { sql } from 'kysely'
import { type Tx, together, upTo } from '../store/index.ts'
import { NONE_IN_ANY_STATE, type State } from './obligation-list.ts'

export const PROGRESS_BY = ['cluster', 'institution', 'article', 'sdg', 'theme', 'document', 'cycle'] as const
export type ProgressBy = (typeof PROGRESS_BY)[number]

export interface Progress {
  /** "C.3", "SMS", "10.7": what is counted by; null where an obligation has none. */
  readonly by: string | null
  readonly total: number
  readonly states: Readonly<Record<State, number>>
}

/** What each obligation `o` is counted under, as `g.by`. An institution counts what it leads, so that the sum is right. */
const BY = {
  cluster: sql`cross join lateral (select o.cluster as by) g`,
  institution: sql`left join (select p.obligation, p.institution as by from followup.participation p where p.part = 'lead') g on g.obligation = o.id`,
  article: sql`left join lateral unnest(o.articles) g (by) on true`,
  sdg: sql`left join lateral unnest(o.sdg_targets) g (by) on true`,
  theme: sql`left join lateral unnest(o.themes) g (by) on true`,
  document: sql`left join (select distinct l.obligation, d.symbol as by from followup.obligation_recommendation l
    join followup.recommendation r on r.id = l.recommendation join followup.document d on d.id = r.document) g on g.obligation = o.id`,
  cycle: sql`left join (select distinct l.obligation, d.body || ' ' || d.cycle as by from followup.obligation_recommendation l
    join followup.recommendation r on r.id = l.recommendation join followup.document d on d.id = r.document) g on g.obligation = o.id`,
} satisfies Record<ProgressBy, unknown>

/** Counts of obligations by state. One that has two articles counts under both. */
export async function progressBy(tx: Tx, by: ProgressBy): Promise<readonly Progress[]> {
  const { rows } = await sql<{ by: string | null; state: State; n: number }>`
    select g.by, o.state, count(*)::int as n from followup.obligation o ${BY[by]} group by g.by, o.state order by g.by nulls last`.execute(
    tx,
  )
  return [...Map.groupBy(rows, (row) => row.by)].map(([key, counts]) => ({
    by: key,
    total: counts.reduce((sum, { n }) => sum + n, 0),
    states: { ...NONE_IN_ANY_STATE, ...Object.fromEntries(counts.map(({ state, n }) => [state, n])) },
  }))
}

export interface Overdue {
  readonly deadlines: readonly {
    readonly code: string
    readonly what: string
    readonly owed_to: string
    readonly due_on: string
    readonly state: string
  }[]
  readonly obligations: {
    readonly total: number
    readonly rows: readonly {
      readonly code: string
      readonly summary: string
      readonly state: State
      readonly due_on: string | null
      readonly lead: string | null
    }[]
  }
  readonly measures: {
    readonly total: number
    readonly rows: readonly {
      readonly id: string
      readonly title: string
      readonly institution: string
      readonly ends_on: string
    }[]
  }
}

/**
 * What is overdue on the day, the longest first; `limit` rows of each sort. Papers are overdue until received. The rule
 * for obligations is that of due.ts, with each day worked out once and not for each obligation.
 */
export async function overdueOn(tx: Tx, today: Temporal.PlainDate, limit: number): Promise<Overdue> {
  const day = today.toString()
  const deadlines = sql<Overdue['deadlines'][number]>`
    select code, what, owed_to, due_on, state from followup.deadline where due_on < ${day}::date and received_on is null order by due_on, code`
  const obligations = sql<Overdue['obligations']['rows'][number] & { total: number }>`
    with follow_up as (
      select l.obligation, min(d.due_on) as due_on from followup.deadline d join followup.recommendation r on r.document = d.document
      join followup.obligation_recommendation l on l.recommendation = r.id
      where d.report_kind = 'follow-up' and d.received_on is null group by l.obligation
    ), late as (
      select distinct mo.obligation from followup.measure m join followup.measure_obligation mo on mo.measure = m.id
      where m.state in ('planned', 'under-way') and m.ends_on < ${day}::date
    ), overdue as (
      select o.id, o.position, o.code, o.summary, o.state, due.due_on
      from followup.obligation o left join follow_up f on f.obligation = o.id left join late on late.obligation = o.id
      cross join lateral (select coalesce(o.due_on, case when o.follow_up then f.due_on end) as due_on) due
      where o.state not in ('completed', 'declined') and (due.due_on < ${day}::date or late.obligation is not null)
    ), shown as (
      select *, count(*) over ()::int as total from overdue order by due_on nulls last, position, code ${upTo(limit)}
    )
    select o.code, o.summary, o.state, o.due_on, o.total,
      (select p.institution from followup.participation p where p.obligation = o.id and p.part = 'lead') as lead
    from shown o order by o.due_on nulls last, o.position, o.code`
  const measures = sql<Overdue['measures']['rows'][number] & { total: number }>`
    select m.id, m.title, m.institution, m.ends_on, count(*) over ()::int as total from followup.measure m
    where m.state in ('planned', 'under-way') and m.ends_on < ${day}::date order by m.ends_on, m.id ${upTo(limit)}`
  const found = await together({
    deadlines: deadlines.execute(tx),
    obligations: obligations.execute(tx),
    measures: measures.execute(tx),
  })
  return {
    deadlines: found.deadlines.rows,
    obligations: counted(found.obligations.rows),
    measures: counted(found.measures.rows),
  }
}

/** The total rides on each row; it is told once. */
export function counted<Row extends { total: number }>(
  rows: readonly Row[],
): { total: number; rows: Omit<Row, 'total'>[] } {
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}

export interface FollowUpParagraph {
  readonly symbol: string
  readonly paragraph: string
  readonly total: number
  readonly states: Readonly<Record<State, number>>
}

/** The paragraphs whose follow-up is owed and has not been received, in the order of the document. */
export async function followUpParagraphs(tx: Tx): Promise<readonly FollowUpParagraph[]> {
  const { rows } = await sql<{ symbol: string; paragraph: string; state: State; n: number }>`
    select d.symbol, split_part(r.address, '(', 1) as paragraph, o.state, count(distinct o.id)::int as n
    from followup.deadline due
    join followup.document d on d.id = due.document
    join followup.recommendation r on r.document = d.id and r.address is not null
    join followup.obligation_recommendation l on l.recommendation = r.id
    join followup.obligation o on o.id = l.obligation and o.follow_up
    where due.report_kind = 'follow-up' and due.received_on is null
    group by 1, 2, 3 order by 1, min(r.position), 2`.execute(tx)
  return [...Map.groupBy(rows, ({ symbol, paragraph }) => `${symbol} ${paragraph}`).values()].flatMap((counts) => {
    const [first] = counts
    if (first === undefined) return []
    const states = { ...NONE_IN_ANY_STATE, ...Object.fromEntries(counts.map(({ state, n }) => [state, n])) }
    return [
      { symbol: first.symbol, paragraph: first.paragraph, total: counts.reduce((sum, { n }) => sum + n, 0), states },
    ]
  })
}

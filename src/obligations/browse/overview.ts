/** The national overview: progress by cluster, institution, article, target and document; what is overdue; what moved. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'

export interface Progress {
  /** "C.3", "SMS", "10.7": what is counted by. */
  readonly by: string
  readonly total: number
  readonly completed: number
  readonly open: number
  readonly reopened: number
  readonly proposed: number
  readonly declined: number
}

const BY = {
  cluster: sql<string>`coalesce(o.cluster, '')`,
  institution: sql<string>`p.institution`,
  article: sql<string>`unnest(o.articles)`,
  sdg: sql<string>`unnest(o.sdg_targets)`,
  document: sql<string>`d.symbol`,
} as const

export type ProgressBy = keyof typeof BY

/** Counts of obligations by state; by institution, it counts those it leads or contributes to. */
export async function progressBy(tx: Tx, by: ProgressBy): Promise<readonly Progress[]> {
  const joined =
    by === 'institution'
      ? sql`join followup.participation p on p.obligation = o.id`
      : by === 'document'
        ? sql`join followup.obligation_recommendation l on l.obligation = o.id join followup.recommendation r on r.id = l.recommendation join followup.document d on d.id = r.document`
        : sql``
  const { rows } = await sql<Record<keyof Progress, string>>`
    select by, count(*) as total, count(*) filter (where state = 'completed') as completed,
      count(*) filter (where state in ('open', 'awaiting-validation')) as open, count(*) filter (where state = 'reopened') as reopened,
      count(*) filter (where state = 'proposed') as proposed, count(*) filter (where state = 'declined') as declined
    from (select distinct o.id, o.state, ${BY[by]} as by from followup.obligation o ${joined}) counted
    group by by order by by`.execute(tx)
  return rows.map((row) => ({
    by: row.by,
    total: Number(row.total),
    completed: Number(row.completed),
    open: Number(row.open),
    reopened: Number(row.reopened),
    proposed: Number(row.proposed),
    declined: Number(row.declined),
  }))
}

export interface Movement {
  readonly at: Temporal.Instant
  readonly code: string
  readonly summary: string
  readonly before: string
  readonly after: string
}

/** Obligations whose state changed since a moment, newest first; read from the history, as far as the reader may see it. */
export async function movedSince(tx: Tx, since: Temporal.Instant, limit: number): Promise<readonly Movement[]> {
  const { rows } = await sql<Movement>`
    select h.at, o.code, o.summary, h.details #>> '{state,0}' as before, h.details #>> '{state,1}' as after
    from followup.history h join followup.obligation o on o.id::text = h.object
    where h.object_kind = 'obligation' and h.details ? 'state' and h.details #>> '{state,0}' is not null and h.at >= ${since.toString()}::timestamptz
    order by h.id desc limit ${limit}`.execute(tx)
  return rows
}

export interface Owed {
  readonly code: string
  readonly what: string
  readonly owed_to: string
  readonly due_on: string | null
  readonly due_as_stated: string | null
  readonly state: string
  readonly received_on: string | null
  readonly source: string
}

/** What the State owes to the UN and others, the earliest due first. Only receipt stops the clock. */
export async function owedDeadlines(tx: Tx): Promise<readonly Owed[]> {
  return tx
    .selectFrom('deadline')
    .select(['code', 'what', 'owed_to', 'due_on', 'due_as_stated', 'state', 'received_on', 'source'])
    .orderBy(sql`due_on nulls last`)
    .orderBy('code')
    .execute()
}

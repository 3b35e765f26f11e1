/**
 * Moves of obligations from state to state, and what moved each: a figure, a grade, a decision, a validation, evidence.
 * The move is everybody's; of its cause a reader is told what they may see, and that there was one.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Tx, together, upTo } from '../store/index.ts'
import type { State } from './obligation-list.ts'

export type CauseKind =
  | 'indicator_value'
  | 'indicator'
  | 'assessment'
  | 'validation'
  | 'evidence'
  | 'decision'
  | 'recommendation'

/** What moved it, with what there is to say of it; `seen` is false where the reader may not read it. */
export type Cause =
  | { readonly kind: CauseKind; readonly seen: false }
  | {
      readonly kind: 'indicator_value'
      readonly seen: true
      readonly indicator: string
      readonly period: string
      readonly value: string | null
      readonly target: string | null
      readonly unit: string
      readonly withdrawn_on: string | null
    }
  | { readonly kind: 'indicator'; readonly seen: true; readonly indicator: string; readonly target: string | null }
  | { readonly kind: 'assessment'; readonly seen: true; readonly assessor: string; readonly grade: string }
  | { readonly kind: 'validation'; readonly seen: true; readonly answer: string | null }
  | { readonly kind: 'evidence'; readonly seen: true; readonly title: string }
  | { readonly kind: 'decision'; readonly seen: true; readonly decision: string; readonly decided_by: string }
  | { readonly kind: 'recommendation'; readonly seen: true; readonly address: string | null }

export interface Move {
  readonly obligation: string
  readonly code: string
  readonly summary: string
  readonly at: Temporal.Instant
  readonly before: State
  readonly after: State
  readonly cause: Cause | null
  /** Lead institution. */
  readonly lead: string | null
}

/** Moves since the moment, newest first: each obligation once, with its last move. */
export async function movedSince(
  tx: Tx,
  since: Temporal.Instant,
  limit: number,
): Promise<{ total: number; rows: readonly Move[] }> {
  const at = since.toString()
  const count = sql<{ total: number }>`
    select count(distinct m.obligation)::int as total from followup.obligation_move m where m.at >= ${at}::timestamptz`
  const newest = sql`select * from (
      select distinct on (m.obligation) m.* from followup.obligation_move m where m.at >= ${at}::timestamptz order by m.obligation, m.id desc
    ) last order by last.id desc ${upTo(limit)}`
  const { counts, rows } = await together({ counts: count.execute(tx), rows: movesIn(tx, newest) })
  return { total: counts.rows[0]?.total ?? 0, rows }
}

/** Obligations that stand reopened, the latest first, each with the move that reopened it. */
export async function reopenedNow(tx: Tx, limit: number): Promise<{ total: number; rows: readonly Move[] }> {
  const count = sql<{ total: number }>`
    select count(*)::int as total from followup.obligation where state = 'reopened'`
  const last = sql`select last.* from (
      select o.id from followup.obligation o where o.state = 'reopened' order by o.moved_at desc, o.code ${upTo(limit)}
    ) o cross join lateral (
      select m.* from followup.obligation_move m where m.obligation = o.id order by m.id desc limit 1
    ) last`
  const { counts, rows } = await together({ counts: count.execute(tx), rows: movesIn(tx, last) })
  return { total: counts.rows[0]?.total ?? 0, rows }
}

/** The last moves of one obligation, newest first. */
export function movesOf(tx: Tx, obligation: string, limit = 50): Promise<readonly Move[]> {
  return movesIn(
    tx,
    sql`select m.* from followup.obligation_move m where m.obligation = ${obligation}::uuid order by m.id desc ${upTo(limit)}`,
  )
}

/** When the obligation reopened, and what did it. */
export async function reopeningsOf(tx: Tx, obligation: string): Promise<readonly Move[]> {
  return movesIn(
    tx,
    sql`select m.* from followup.obligation_move m where m.obligation = ${obligation}::uuid and m.after = 'reopened' order by m.id desc limit 50`,
  )
}

/** Each cause is read under its own row policy: what is not the reader's joins nothing. */
async function movesIn(tx: Tx, moves: RawBuilder<unknown>): Promise<readonly Move[]> {
  const key = (kind: CauseKind) => sql`case when m.cause_kind = ${kind} then m.cause_object::uuid end`
  const { rows } = await sql<Omit<Move, 'cause'> & { cause_kind: CauseKind | null; found: CauseRow | null }>`
    with m as materialized (${moves})
    select m.obligation, o.code, o.summary, m.at, m.before, m.after, m.cause_kind,
      (select p.institution from followup.participation p where p.obligation = m.obligation and p.part = 'lead') as lead,
      case m.cause_kind
        when 'indicator_value' then (select jsonb_build_object('indicator', v.indicator, 'period', v.period, 'value', v.value::text,
          'target', i.target::text, 'unit', i.unit, 'withdrawn_on', v.withdrawn_on) from followup.indicator_value v join followup.indicator i on i.name = v.indicator where v.id = ${key('indicator_value')})
        when 'indicator' then (select jsonb_build_object('indicator', i.name, 'target', i.target::text) from followup.indicator i where i.name = m.cause_object)
        when 'assessment' then (select jsonb_build_object('assessor', a.assessor, 'grade', a.grade) from followup.assessment a where a.id = ${key('assessment')})
        when 'validation' then (select jsonb_build_object('answer', case m.after when 'awaiting-validation' then null else v.answer end) from followup.validation v where v.id = ${key('validation')})
        when 'evidence' then (select jsonb_build_object('title', e.title) from followup.evidence e where e.id = ${key('evidence')})
        when 'decision' then (select jsonb_build_object('decision', d.decision, 'decided_by', d.decided_by) from followup.decision d where d.recommendation = ${key('decision')})
        when 'recommendation' then (select jsonb_build_object('address', r.address) from followup.recommendation r where r.id = ${key('recommendation')})
      end as found
    from m join followup.obligation o on o.id = m.obligation
    order by m.id desc`.execute(tx)
  return rows.map(({ cause_kind, found, ...move }) => ({ ...move, cause: causeOf(cause_kind, found) }))
}

type CauseRow = Readonly<Record<string, string | null>>

function causeOf(kind: CauseKind | null, found: CauseRow | null): Cause | null {
  if (kind === null) return null
  // The query above builds each kind's own fields.
  return found === null ? { kind, seen: false } : ({ kind, seen: true, ...found } as Cause)
}

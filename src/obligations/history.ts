/**
 * Reading the history: of one object, of an obligation with all that hangs on it, of everything. Page follows page by
 * the last id seen, so that the depth of a page costs nothing. Row policies leave out others' drafts.
 */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { record, type Tx, upTo } from '../store/index.ts'

export interface HistoryRow {
  /** Grows with time; the next page begins before the last one's. */
  readonly id: string
  readonly at: Temporal.Instant
  /** An account's id, "public" or "system:NAME". */
  readonly actor: string
  /** Null for the system and the public. */
  readonly actor_name: string | null
  readonly action: string
  readonly object_kind: string
  readonly object: string
  readonly outcome: 'done' | 'refused' | 'failed'
  /** Of a change: field to [before, after]. */
  readonly details: Readonly<Record<string, unknown>>
}

export const HistoryFilter = z.object({
  actor: z.string().max(60).optional(),
  kind: z.string().max(40).optional(),
  object: z.string().max(120).optional(),
  /** Code of an obligation: it and all that hangs on it. */
  obligation: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
  /** First and last day, both included, in the country's time. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
export type HistoryFilter = z.output<typeof HistoryFilter>

/** Kinds of things that people look for in it, in the order in which they come to mind. */
export const HISTORY_KINDS = [
  'obligation',
  'recommendation',
  'decision',
  'participation',
  'measure',
  'indicator',
  'indicator_value',
  'evidence',
  'assessment',
  'validation',
  'deadline',
  'report',
  'report_version',
  'consultation_round',
  'contribution',
  'document',
  'account',
  'post',
  'institution',
  'history',
] as const

/** The steps that the reader's part of the history knows: one look into the index for each, not one at every row. */
export async function historyActions(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive step (action) as (
      select (select min(h.action) from followup.history h)
      union all
      select (select min(h.action) from followup.history h where h.action > s.action) from step s where s.action is not null
    )
    select action from step where action is not null limit 200`.execute(tx)
  return rows.map(({ action }) => action)
}

export interface HistoryPage {
  /** Id of the last row of the page before; absent for the first page. */
  readonly before?: string | undefined
  readonly limit: number
  /** In which the filter's days begin and end. */
  readonly timeZone: string
}

/** A page of everything that the filter lets through, newest first. `next` is null on the last page. */
export function historyPage(
  tx: Tx,
  filter: HistoryFilter,
  page: HistoryPage,
): Promise<{ rows: readonly HistoryRow[]; next: string | null }> {
  return pageOf(tx, conditions(filter, page.timeZone), page)
}

/**
 * A page of what happened to an obligation and to all that is linked to it now: decisions, participations, measures,
 * evidence, assessments, validations, values of its indicators; of these, what the filter lets through.
 */
export function historyOfObligation(
  tx: Tx,
  obligation: string,
  page: HistoryPage,
  filter: HistoryFilter = {},
): Promise<{ rows: readonly HistoryRow[]; next: string | null }> {
  const id = sql`${obligation}::uuid`
  const objects = sql`
    select 'obligation' as kind, ${obligation} as object
    union all select 'participation', p.obligation || ' ' || p.institution from followup.participation p where p.obligation = ${id}
    union all select 'obligation_recommendation', l.obligation || ' ' || l.recommendation from followup.obligation_recommendation l where l.obligation = ${id}
    union all select 'decision', l.recommendation::text from followup.obligation_recommendation l where l.obligation = ${id}
    union all select 'recommendation', l.recommendation::text from followup.obligation_recommendation l where l.obligation = ${id}
    union all select 'measure', l.measure::text from followup.measure_obligation l where l.obligation = ${id}
    union all select 'measure_obligation', l.measure || ' ' || l.obligation from followup.measure_obligation l where l.obligation = ${id}
    union all select 'evidence', l.evidence::text from followup.evidence_obligation l where l.obligation = ${id}
    union all select 'evidence_obligation', l.evidence || ' ' || l.obligation from followup.evidence_obligation l where l.obligation = ${id}
    union all select 'obligation_indicator', b.obligation || ' ' || b.indicator from followup.obligation_indicator b where b.obligation = ${id}
    union all select 'indicator', b.indicator from followup.obligation_indicator b where b.obligation = ${id}
    union all select 'indicator_value', v.id::text from followup.obligation_indicator b join followup.indicator_value v on v.indicator = b.indicator where b.obligation = ${id}
    union all select 'assessment', a.id::text from followup.assessment a where a.obligation = ${id}
    union all select 'validation', v.id::text from followup.validation v where v.obligation = ${id}`
  // At most a page of each object, and of those a page: few enough to be looked up, however long the history is.
  const newest = sql`select distinct found.id from (${objects}) linked cross join lateral (
    select h.id from followup.history h where h.object_kind = linked.kind and h.object = linked.object
      and ${conditions(filter, page.timeZone)} and ${beforeOf(page.before, 'h.id')} order by h.id desc ${upTo(page.limit + 1)}) found
    order by found.id desc ${upTo(page.limit + 1)}`
  return pageOf(tx, sql`h.id in (${newest})`, page)
}

type Pages = (page: HistoryPage) => Promise<{ rows: readonly HistoryRow[]; next: string | null }>

/** How the pages of a filter are read: of an obligation with all that hangs on it, or of everything. */
export async function pagesOf(tx: Tx, filter: HistoryFilter): Promise<Pages> {
  if (filter.obligation === undefined) return (page) => historyPage(tx, filter, page)
  const found = await tx.selectFrom('obligation').select('id').where('code', '=', filter.obligation).executeTakeFirst()
  if (found === undefined) return async () => ({ rows: [], next: null })
  return (page) => historyOfObligation(tx, found.id, page, filter)
}

/** All rows of the filter in batches, newest first. The export itself is recorded first, so it must run in `asActor`. */
export async function* exportHistory(
  tx: Tx,
  filter: HistoryFilter,
  timeZone: string,
): AsyncGenerator<readonly HistoryRow[]> {
  await record(tx, {
    action: 'history.export',
    objectKind: 'history',
    object: 'all',
    outcome: 'done',
    details: { ...filter },
    audience: 'officials',
  })
  const pageFrom = await pagesOf(tx, filter)
  let before: string | undefined
  for (;;) {
    const { rows, next } = await pageFrom({ before, limit: 1000, timeZone })
    if (rows.length > 0) yield rows
    if (next === null) return
    before = next
  }
}

async function pageOf(
  tx: Tx,
  where: RawBuilder<unknown>,
  { before, limit }: { before?: string | undefined; limit: number },
) {
  const { rows } = await sql<HistoryRow>`
    select h.id, h.at, h.actor, a.name as actor_name, h.action, h.object_kind, h.object, h.outcome, h.details
    from followup.history h left join followup.account a on a.id = case when h.actor ~ '^[0-9a-f-]{36}$' then h.actor::uuid end
    where ${where} and ${beforeOf(before, 'h.id')}
    order by h.id desc ${upTo(limit + 1)}`.execute(tx)
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

function beforeOf(before: string | undefined, column: string): RawBuilder<unknown> {
  return before === undefined ? sql`true` : sql`${sql.ref(column)} < ${before}::bigint`
}

function conditions(filter: HistoryFilter, timeZone: string): RawBuilder<unknown> {
  const { actor, kind, object, action, outcome, from, until } = filter
  const all = [
    actor && sql`h.actor = ${actor}`,
    kind && sql`h.object_kind = ${kind}`,
    object && sql`h.object = ${object}`,
    action && sql`h.action = ${action}`,
    outcome && sql`h.outcome = ${outcome}`,
    from && sql`h.at >= ${startOf(from, timeZone)}::timestamptz`,
    until && sql`h.at < ${startOf(Temporal.PlainDate.from(until).add({ days: 1 }).toString(), timeZone)}::timestamptz`,
  ]
  return sql.join([sql`true`, ...all.filter((one) => one !== undefined && one !== '')], sql` and `)
}

function startOf(day: string, timeZone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant().toString()
}

/** Lists of obligations: a page of rows with what each has earned, and how many there are in each state. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Tx, together, upTo } from '../store/index.ts'
import { dueOn, isAmongOverdue } from './due.ts'
import { parseSearch } from './search.ts'

export const STATES = ['proposed', 'open', 'awaiting-validation', 'reopened', 'completed', 'declined'] as const
export type State = (typeof STATES)[number]

/** Where the count of obligations by state begins: a state that none is in is zero, not missing. */
export const NONE_IN_ANY_STATE = {
  proposed: 0,
  open: 0,
  'awaiting-validation': 0,
  reopened: 0,
  completed: 0,
  declined: 0,
} satisfies Record<State, number>

/** By the document, the day it is due, the day it last moved. */
export const SORTS = ['document', 'due', 'moved'] as const

/** What a list may be narrowed to. A value that nothing has finds nothing; it is never an error. */
export const Filter = z.object({
  text: z.string().max(400).optional(),
  state: z.enum(STATES).optional(),
  /** Leading or contributing. */
  institution: z.string().max(40).optional(),
  /** Leading alone. */
  lead: z.string().max(40).optional(),
  article: z.string().max(20).optional(),
  sdg: z.string().max(20).optional(),
  theme: z.string().max(60).optional(),
  people: z.string().max(60).optional(),
  cluster: z.string().max(20).optional(),
  body: z.string().max(20).optional(),
  cycle: z.coerce.number().int().optional(),
  document: z.string().max(60).optional(),
  /** "36": a paragraph with all its sub-items. */
  paragraph: z.string().max(20).optional(),
  followUp: z.literal('yes').optional(),
  overdue: z.literal('yes').optional(),
  /** The order; that of the documents unless told. */
  sort: z.enum(SORTS).optional(),
})
export type Filter = z.output<typeof Filter>

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly today: Temporal.PlainDate
}

export interface ListedObligation {
  readonly id: string
  readonly code: string
  readonly summary: string
  readonly state: State
  readonly urgency: string
  readonly cluster: string | null
  readonly follow_up: boolean
  readonly due_on: string | null
  readonly moved_at: Temporal.Instant
  readonly overdue: boolean
  readonly lead: string | null
  readonly contributing: readonly string[]
  /** As far as the reader sees them. */
  readonly measures: number
  readonly evidence: number
  readonly indicators: number
  readonly indicators_at_target: number
}

export interface Listed {
  readonly rows: readonly ListedObligation[]
  /** Of the whole filter. */
  readonly total: number
  /** Of the filter without its state, for tabs. */
  readonly byState: Readonly<Record<State, number>>
}

/** A page of obligations in the order of their documents, in two queries. */
export async function listObligations(tx: Tx, filter: Filter, page: Page): Promise<Listed> {
  const { state, ...others } = filter
  const { byState, rows } = await together({
    byState: countByState(tx, conditions(others, page.today)),
    rows: pageOf(tx, conditions(filter, page.today), page, ORDERS[filter.sort ?? 'document']),
  })
  const total = state === undefined ? Object.values(byState).reduce((sum, n) => sum + n, 0) : byState[state]
  return { rows, total, byState }
}

async function countByState(tx: Tx, where: RawBuilder<unknown>): Promise<Record<State, number>> {
  const { rows } = await sql<{
    state: State
    n: number
  }>`select o.state, count(*)::int as n from followup.obligation o where ${where} group by o.state`.execute(tx)
  return { ...NONE_IN_ANY_STATE, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) }
}

const ORDERS = {
  document: sql`o.position, o.code`,
  due: sql`${dueOn()} nulls last, o.position, o.code`,
  moved: sql`o.moved_at desc, o.code`,
} satisfies Record<(typeof SORTS)[number], unknown>

/** What is costly per row is asked of the page's rows only. */
async function pageOf(
  tx: Tx,
  where: RawBuilder<unknown>,
  { limit, offset, today }: Page,
  order: RawBuilder<unknown>,
): Promise<readonly ListedObligation[]> {
  const { rows } = await sql<ListedObligation>`
    with o as materialized (
      select o.* from followup.obligation o where ${where} order by ${order} ${upTo(limit, offset)}
    )
    select o.id, o.code, o.summary, o.state, o.urgency, o.cluster, o.follow_up, o.moved_at, due.due_on,
      o.state not in ('completed', 'declined') and (coalesce(due.due_on < ${today.toString()}::date, false) or plan.late) as overdue,
      (select p.institution from followup.participation p where p.obligation = o.id and p.part = 'lead') as lead,
      array(select p.institution from followup.participation p where p.obligation = o.id and p.part <> 'lead' order by 1) as contributing,
      plan.measures,
      (select count(*)::int from followup.evidence_obligation eo join followup.evidence e on e.id = eo.evidence where eo.obligation = o.id) as evidence,
      s.indicators::int, s.indicators_at_target::int
    from o join followup.standing s on s.obligation = o.id
    cross join lateral (select ${dueOn()} as due_on) due
    cross join lateral (
      select count(*)::int as measures, coalesce(bool_or(m.state in ('planned', 'under-way') and m.ends_on < ${today.toString()}::date), false) as late
      from followup.measure_obligation mo join followup.measure m on m.id = mo.measure where mo.obligation = o.id) plan
    order by ${order}`.execute(tx)
  return rows
}

function conditions(
  filter: Omit<Filter, 'state'> & { state?: State | undefined },
  today: Temporal.PlainDate,
): RawBuilder<unknown> {
  const { text, state, cluster, article, sdg, theme, people, institution, lead } = filter
  const all = [
    text === undefined || text.trim() === '' ? null : matches(text),
    state && sql`o.state = ${state}`,
    cluster && sql`o.cluster = ${cluster}`,
    article && sql`o.articles @> array[${article}]`,
    sdg && sql`o.sdg_targets @> array[${sdg}]`,
    theme && sql`o.themes @> array[${theme}]`,
    people && sql`o.people_concerned @> array[${people}]`,
    institution &&
      sql`o.id in (select p.obligation from followup.participation p where p.institution = ${institution})`,
    lead &&
      sql`o.id in (select p.obligation from followup.participation p where p.institution = ${lead} and p.part = 'lead')`,
    ofDocuments(filter),
    filter.followUp && sql`o.follow_up`,
    filter.overdue && isAmongOverdue(today),
  ]
  return sql.join([sql`true`, ...all.filter((one) => one !== null && one !== undefined && one !== '')], sql` and `)
}

function ofDocuments({ body, cycle, document, paragraph }: Filter): RawBuilder<unknown> | null {
  const asked = [
    body === undefined ? null : sql`d.body = ${body}`,
    cycle === undefined ? null : sql`d.cycle = ${cycle}`,
    document === undefined ? null : sql`d.symbol = ${document}`,
    paragraph === undefined ? null : sql`split_part(r.address, '(', 1) = ${paragraph}`,
  ].filter((one) => one !== null)
  if (asked.length === 0) return null
  return sql`o.id in (select l.obligation from followup.obligation_recommendation l join followup.recommendation r on r.id = l.recommendation
    join followup.document d on d.id = r.document where ${sql.join(asked, sql` and `)})`
}

/** Its own words, or the document's; what is left out stands in neither. */
function matches(text: string): RawBuilder<unknown> {
  const { wanted, excluded } = parseSearch(text)
  const found = sql`o.id in (${obligationsFoundBy(wanted)})`
  return excluded === null ? found : sql`${found} and o.id not in (${obligationsFoundBy(excluded)})`
}

function obligationsFoundBy(query: string): RawBuilder<unknown> {
  return sql`select coalesce(own.id, l.obligation)
    from followup.matching(${query}, array['obligation', 'recommendation']) found
    left join followup.obligation own on found.kind = 'obligation' and own.code = found.object
    left join followup.obligation_recommendation l on found.kind = 'recommendation' and l.recommendation::text = found.object
    where coalesce(own.id, l.obligation) is not null`
}

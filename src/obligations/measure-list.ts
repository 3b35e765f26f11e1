/** Measures as people look at them: of an obligation, and along the time line. Row policies leave out others' drafts. */
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { NotFound, type Tx, together, upTo } from '../store/index.ts'
import { MEASURE_STATES } from './measure.ts'

export interface ListedMeasure {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly institution: string
  readonly responsible: { readonly id: string; readonly name: string } | null
  readonly starts_on: string | null
  readonly ends_on: string | null
  readonly budget_line: string | null
  readonly state: (typeof MEASURE_STATES)[number]
  readonly audience: string
  readonly demonstration: boolean
  readonly version: number
  readonly overdue: boolean
  /** Codes of all that it answers. */
  readonly obligations: readonly string[]
  /** Measures it waits for, as far as the reader sees them. */
  readonly depends_on: readonly { readonly id: string; readonly title: string; readonly state: string }[]
}

/** The plan of one obligation. */
export function measuresOf(tx: Tx, obligation: string, today: Temporal.PlainDate): Promise<readonly ListedMeasure[]> {
  return listed(
    tx,
    sql`m.id in (select l.measure from followup.measure_obligation l where l.obligation = ${obligation}::uuid)`,
    { limit: 500, offset: 0, today },
  )
}

interface OtherMeasure {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly ends_on: string | null
}

export interface MeasureDetail extends Omit<ListedMeasure, 'depends_on'> {
  readonly answers: readonly { readonly code: string; readonly summary: string }[]
  readonly depends_on: readonly OtherMeasure[]
  /** Measures that wait for this one, as far as the reader sees them. */
  readonly waited_for: readonly OtherMeasure[]
}

/** One measure with what it answers, what it waits for and what waits for it. NotFound for another's draft too. */
export async function findMeasure(tx: Tx, id: string, today: Temporal.PlainDate): Promise<MeasureDetail> {
  const [measure] = await listed(tx, sql`m.id = ${id}::uuid`, { limit: 1, offset: 0, today })
  if (measure === undefined) throw new NotFound()
  const answers = await tx
    .selectFrom('measure_obligation as l')
    .innerJoin('obligation as o', 'o.id', 'l.obligation')
    .select(['o.code', 'o.summary'])
    .where('l.measure', '=', id)
    .orderBy('o.position')
    .orderBy('o.code')
    .execute()
  return {
    ...measure,
    answers,
    depends_on: await beside(tx, 'depends_on', id),
    waited_for: await beside(tx, 'measure', id),
  }
}

/** Measures at the other end of a dependency: `depends_on` gives what this one waits for, `measure` what waits for it. */
function beside(tx: Tx, end: 'depends_on' | 'measure', id: string): Promise<OtherMeasure[]> {
  return tx
    .selectFrom('measure_dependency as d')
    .innerJoin('measure as other', 'other.id', `d.${end}`)
    .select(['other.id', 'other.title', 'other.state', 'other.ends_on'])
    .where(end === 'depends_on' ? 'd.measure' : 'd.depends_on', '=', id)
    .orderBy('other.ends_on')
    .orderBy('other.id')
    .execute()
}

export const MeasureFilter = z.object({
  institution: z.string().max(40).optional(),
  /** Code. */
  obligation: z.string().max(100).optional(),
  state: z.enum(MEASURE_STATES).optional(),
  responsible: z.uuid().optional(),
  overdue: z.literal('yes').optional(),
  /** Only what touches these days. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
export type MeasureFilter = z.output<typeof MeasureFilter>

/** By the day each ends, by institution, by the first obligation that each answers. */
export const PLAN_ORDERS = ['end', 'institution', 'obligation'] as const
export type PlanOrder = (typeof PLAN_ORDERS)[number]

export interface TimelinePage {
  readonly limit: number
  readonly offset: number
  readonly today: Temporal.PlainDate
  /** "end" unless told. */
  readonly order?: PlanOrder
}

const ORDERS = {
  end: sql`m.ends_on, m.id`,
  institution: sql`m.institution, m.ends_on, m.id`,
  obligation: sql`first.position nulls last, m.ends_on, m.id`,
} satisfies Record<PlanOrder, unknown>

/** Where the first obligation of each measure stands; made once for all of them. */
const FIRST = sql`left join (select l.measure, min(o.position) as position from followup.measure_obligation l
  join followup.obligation o on o.id = l.obligation group by l.measure) first on first.measure = m.id`

/** A page of the time line, by the day each ends; what has no day comes last. With the total and the days it spans. */
export async function measureTimeline(
  tx: Tx,
  filter: MeasureFilter,
  page: TimelinePage,
): Promise<{ rows: readonly ListedMeasure[]; total: number; from: string | null; until: string | null }> {
  const where = conditions(filter, page.today)
  const span = sql<{ total: number; from: string | null; until: string | null }>`
    select count(*)::int as total, least(min(m.starts_on), min(m.ends_on))::text as "from", greatest(max(m.ends_on), max(m.starts_on))::text as until
    from followup.measure m where ${where}`
  const { spans, rows } = await together({ spans: span.execute(tx), rows: listed(tx, where, page) })
  return { ...(spans.rows[0] ?? { total: 0, from: null, until: null }), rows }
}

async function listed(
  tx: Tx,
  where: RawBuilder<unknown>,
  { limit, offset, today, order = 'end' }: TimelinePage,
): Promise<readonly ListedMeasure[]> {
  const { rows } = await sql<ListedMeasure>`
    with m as materialized (
      select m.* from followup.measure m ${order === 'obligation' ? FIRST : sql``} where ${where} order by ${ORDERS[order]} ${upTo(limit, offset)}
    )
    select m.id, m.title, m.description, m.institution, m.starts_on, m.ends_on, m.budget_line, m.state, m.audience, m.demonstration, m.version,
      ${isLate(today)} as overdue,
      (select jsonb_build_object('id', a.id, 'name', a.name) from followup.account a where a.id = m.responsible) as responsible,
      array(select o.code from followup.measure_obligation l join followup.obligation o on o.id = l.obligation where l.measure = m.id order by o.position, o.code) as obligations,
      coalesce((select jsonb_agg(jsonb_build_object('id', other.id, 'title', other.title, 'state', other.state) order by other.ends_on, other.id)
        from followup.measure_dependency d join followup.measure other on other.id = d.depends_on where d.measure = m.id), '[]') as depends_on
    from m ${order === 'obligation' ? FIRST : sql``} order by ${ORDERS[order]}`.execute(tx)
  return rows
}

function isLate(today: Temporal.PlainDate): RawBuilder<boolean> {
  return sql<boolean>`(m.state in ('planned', 'under-way') and coalesce(m.ends_on < ${today.toString()}::date, false))`
}

function conditions(filter: MeasureFilter, today: Temporal.PlainDate): RawBuilder<unknown> {
  const { institution, obligation, state, responsible, from, until } = filter
  const all = [
    institution && sql`m.institution = ${institution}`,
    obligation &&
      sql`m.id in (select l.measure from followup.measure_obligation l join followup.obligation o on o.id = l.obligation where o.code = ${obligation})`,
    state && sql`m.state = ${state}`,
    responsible && sql`m.responsible = ${responsible}::uuid`,
    from && sql`coalesce(m.ends_on, m.starts_on) >= ${from}::date`,
    until && sql`coalesce(m.starts_on, m.ends_on) <= ${until}::date`,
    filter.overdue && isLate(today),
  ]
  return sql.join([sql`true`, ...all.filter((one) => one !== undefined && one !== '')], sql` and `)
}

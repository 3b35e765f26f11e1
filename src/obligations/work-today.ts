/** "My work today": what waits for this person, by name or by post, with how much more there is of each. */
import { type RawBuilder, sql } from 'kysely'
import type { Viewer } from '../firewall/index.ts'
import { type Tx, upTo } from '../store/index.ts'
import { dueOn, isOverdue } from './due.ts'
import type { State } from './obligation-list.ts'
import { counted } from './overview.ts'
import { lastComplete, writePeriod } from './period.ts'

/** Rows of each list; the pages link to the whole of it. */
const SHOWN = 20
/** A measure comes up this many days before it ends. */
const SOON = 30

export interface WaitingObligation {
  readonly code: string
  readonly summary: string
  readonly state: State
  readonly due_on: string | null
  readonly overdue: boolean
}

export interface Waiting<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

export interface WorkToday {
  /** Claims that the viewer is to validate. */
  readonly toValidate: Waiting<{
    readonly id: string
    readonly code: string
    readonly summary: string
    readonly claimed_at: Temporal.Instant
    readonly claimed_by: string
  }>
  /** Their own claims that came back, and obligations that reopened. */
  readonly cameBack: Waiting<WaitingObligation>
  /** Obligations they answer for that are still open. */
  readonly answersFor: Waiting<WaitingObligation>
  readonly measures: Waiting<{
    readonly id: string
    readonly title: string
    readonly ends_on: string
    readonly overdue: boolean
  }>
  /** Figures of their obligations that nobody has given for the last complete period. */
  readonly figures: Waiting<{ readonly indicator: string; readonly period: string; readonly code: string }>
  /** For the secretariat: recommendations without a decision. */
  readonly toDecide: Waiting<{ readonly code: string; readonly summary: string }>
  /** For the NHRI, civil society and the Committee: what the State says it has completed and they have not assessed since. */
  readonly toAssess: Waiting<{ readonly code: string; readonly summary: string }>
}

/** What waits for the viewer on the day. Lists that are not theirs are empty. */
export async function workToday(tx: Tx, viewer: Viewer, today: Temporal.PlainDate): Promise<WorkToday> {
  const account = viewer.account
  if (account === null) return NOTHING
  const mine = holds(account, ['focal_point', 'alternate'])
  return {
    toValidate: await claimsFor(tx, account),
    cameBack: await obligations(
      tx,
      sql`o.id in (${mine}) and (o.state = 'reopened' or (o.state = 'open' and exists (
      select from followup.validation v where v.obligation = o.id and v.answer = 'returned')))`,
      today,
    ),
    answersFor: await obligations(tx, sql`o.id in (${mine}) and o.state in ('open', 'reopened')`, today),
    measures: await measuresOf(tx, account, today),
    figures: await figuresOf(tx, mine, today),
    toDecide: viewer.role === 'secretariat' ? await undecided(tx) : NONE,
    toAssess: await unassessed(tx, viewer),
  }
}

const NONE = { total: 0, rows: [] } as const
const NOTHING: WorkToday = {
  toValidate: NONE,
  cameBack: NONE,
  answersFor: NONE,
  measures: NONE,
  figures: NONE,
  toDecide: NONE,
  toAssess: NONE,
}

const POSTS = { focal_point: 'focal-point', alternate: 'alternate', validator: 'validator' } as const

/** Ids of the obligations where the account holds one of the tasks: named, or by post where nobody is named. */
function holds(account: string, tasks: readonly (keyof typeof POSTS)[]): RawBuilder<unknown> {
  const each = tasks.map(
    (task) => sql`select p.obligation from followup.participation p
      where p.${sql.ref(task)} = ${account}::uuid or (p.${sql.ref(task)} is null and p.institution in (
        select h.institution from followup.post h where h.post = ${POSTS[task]} and h.account = ${account}::uuid))`,
  )
  return sql.join(each, sql` union `)
}

async function obligations(
  tx: Tx,
  where: RawBuilder<unknown>,
  today: Temporal.PlainDate,
): Promise<Waiting<WaitingObligation>> {
  const { rows } = await sql<WaitingObligation & { total: number }>`
    select o.code, o.summary, o.state, ${dueOn()} as due_on, ${isOverdue(today)} as overdue, count(*) over ()::int as total
    from followup.obligation o where ${where} order by 4 nulls last, o.position, o.code ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

async function claimsFor(tx: Tx, account: string): Promise<WorkToday['toValidate']> {
  const { rows } = await sql<WorkToday['toValidate']['rows'][number] & { total: number }>`
    select v.id, o.code, o.summary, v.claimed_at, c.name as claimed_by, count(*) over ()::int as total
    from followup.validation v
    join followup.obligation o on o.id = v.obligation
    join followup.participation p on p.obligation = o.id and p.part = 'lead'
    left join followup.post h on h.institution = p.institution and h.post = 'validator'
    join followup.account c on c.id = v.claimed_by
    where v.answer is null and coalesce(p.validator, h.account) = ${account}::uuid and v.claimed_by <> ${account}::uuid
    order by v.claimed_at ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

async function measuresOf(tx: Tx, account: string, today: Temporal.PlainDate): Promise<WorkToday['measures']> {
  const { rows } = await sql<WorkToday['measures']['rows'][number] & { total: number }>`
    select m.id, m.title, m.ends_on, m.ends_on < ${today.toString()}::date as overdue, count(*) over ()::int as total
    from followup.measure m where m.responsible = ${account}::uuid and m.state in ('planned', 'under-way')
      and m.ends_on <= ${today.add({ days: SOON }).toString()}::date
    order by m.ends_on, m.id ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

/** Only figures that people type: one that was ever computed comes by itself. */
async function figuresOf(tx: Tx, mine: RawBuilder<unknown>, today: Temporal.PlainDate): Promise<WorkToday['figures']> {
  const [year, quarter] = [writePeriod(lastComplete('year', today)), writePeriod(lastComplete('quarter', today))]
  const { rows } = await sql<WorkToday['figures']['rows'][number] & { total: number }>`
    select i.name as indicator, wanted.period, min(o.code) as code, count(*) over ()::int as total
    from followup.obligation_indicator b
    join followup.obligation o on o.id = b.obligation and o.state in ('open', 'reopened')
    join followup.indicator i on i.name = b.indicator
    cross join lateral (select case i.period when 'quarter' then ${quarter} else ${year} end as period) wanted
    where b.obligation in (${mine})
      and not exists (select from followup.indicator_value v where v.indicator = i.name and v.superseded_by is null
        and (v.provenance = 'computed' or v.period = wanted.period))
    group by i.name, wanted.period order by min(o.position), i.name ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

async function undecided(tx: Tx): Promise<WorkToday['toDecide']> {
  const { rows } = await sql<WorkToday['toDecide']['rows'][number] & { total: number }>`
    select o.code, o.summary, count(*) over ()::int as total from followup.obligation o where o.state = 'proposed'
    order by o.position, o.code ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

async function unassessed(tx: Tx, viewer: Viewer): Promise<WorkToday['toAssess']> {
  if (viewer.role !== 'nhri' && viewer.role !== 'civil-society' && viewer.role !== 'committee') return NONE
  const { rows } = await sql<WorkToday['toAssess']['rows'][number] & { total: number }>`
    select o.code, o.summary, count(*) over ()::int as total from followup.obligation o
    where o.state = 'completed' and not exists (select from followup.assessment a where a.obligation = o.id and a.assessor = ${viewer.role}
      and a.organization is not distinct from ${viewer.organization} and a.entered_at >= o.moved_at)
    order by o.moved_at desc, o.code ${upTo(SHOWN)}`.execute(tx)
  return counted(rows)
}

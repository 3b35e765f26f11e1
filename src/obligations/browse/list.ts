/** Lists of obligations: one query for the rows of a page with their total, whatever is filtered by. */
import { type Expression, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../store/index.ts'

export const STATES = ['proposed', 'open', 'awaiting-validation', 'reopened', 'completed', 'declined'] as const

/** What a list may be narrowed to. Unknown values find nothing; they are never an error. */
export const Filter = z.object({
  state: z.enum(STATES).optional(),
  institution: z.string().max(40).optional(),
  article: z.string().max(20).optional(),
  sdg: z.string().max(20).optional(),
  theme: z.string().max(60).optional(),
  people: z.string().max(60).optional(),
  cluster: z.string().max(20).optional(),
  document: z.string().max(60).optional(),
  followUp: z.literal('yes').optional(),
  overdue: z.literal('yes').optional(),
})
export type Filter = z.infer<typeof Filter>

export interface ListedObligation {
  readonly id: string
  readonly code: string
  readonly summary: string
  readonly state: string
  readonly urgency: string
  readonly cluster: string | null
  readonly lead: string | null
  readonly follow_up: boolean
  readonly due_on: string | null
}

export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly total: number
}

/** A page of obligations in the order of their documents. */
export async function listObligations(
  tx: Tx,
  filter: Filter,
  page: { limit: number; offset: number; today: string },
): Promise<Listed<ListedObligation>> {
  const rows = await tx
    .selectFrom('obligation as o')
    .leftJoin('participation as lead', (join) =>
      join.onRef('lead.obligation', '=', 'o.id').on('lead.part', '=', 'lead'),
    )
    .select([
      'o.id',
      'o.code',
      'o.summary',
      'o.state',
      'o.urgency',
      'o.cluster',
      'lead.institution as lead',
      'o.follow_up',
    ])
    .select(dueOn().as('due_on'))
    .select(sql<string>`count(*) over ()`.as('total'))
    .where((eb) => eb.and(conditions(filter, page.today)))
    .orderBy('o.position')
    .orderBy('o.code')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return { rows, total: Number(rows[0]?.total ?? 0) }
}

/** The day an obligation is due: its own, or that of the follow-up of its document while that is not received. */
function dueOn() {
  return sql<string | null>`coalesce(o.due_on, case when o.follow_up then (
    select min(d.due_on) from followup.deadline d
    join followup.recommendation r on r.document = d.document
    join followup.obligation_recommendation l on l.recommendation = r.id
    where l.obligation = o.id and d.report_kind = 'follow-up' and d.received_on is null) end)`
}

function conditions(filter: Filter, today: string): Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = []
  const add = (value: string | undefined, make: (value: string) => Expression<SqlBool>) => {
    if (value !== undefined) found.push(make(value))
  }
  add(filter.state, (value) => sql<SqlBool>`o.state = ${value}`)
  add(filter.cluster, (value) => sql<SqlBool>`o.cluster = ${value}`)
  add(filter.article, (value) => sql<SqlBool>`o.articles @> array[${value}]`)
  add(filter.sdg, (value) => sql<SqlBool>`o.sdg_targets @> array[${value}]`)
  add(filter.theme, (value) => sql<SqlBool>`o.themes @> array[${value}]`)
  add(filter.people, (value) => sql<SqlBool>`o.people_concerned @> array[${value}]`)
  add(filter.followUp, () => sql<SqlBool>`o.follow_up`)
  add(
    filter.institution,
    (value) =>
      sql<SqlBool>`exists (select from followup.participation p where p.obligation = o.id and p.institution = ${value})`,
  )
  add(
    filter.document,
    (value) => sql<SqlBool>`exists (select from followup.obligation_recommendation l
    join followup.recommendation r on r.id = l.recommendation join followup.document d on d.id = r.document
    where l.obligation = o.id and d.symbol = ${value})`,
  )
  add(filter.overdue, () => sql<SqlBool>`o.state not in ('completed', 'declined') and ${dueOn()} < ${today}::date`)
  return found
}

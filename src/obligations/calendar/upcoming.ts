/**
 * Everything with a date in one list, the most urgent first: what is owed, rounds that close, answers due, measures and
 * obligations that end. Row policies leave out what the reader may not see.
 */
import { sql } from 'kysely'
import { type Tx, upTo } from '../../store/index.ts'
import { daysLeft } from './days.ts'

export type UpcomingKind = 'deadline' | 'round-closes' | 'answers-due' | 'measure' | 'obligation'

export interface Upcoming {
  readonly kind: UpcomingKind
  /** Code of a deadline or obligation, id of the others: what their page is found by. */
  readonly key: string
  readonly title: string
  readonly dueOn: string
  /** Below zero: overdue. */
  readonly daysLeft: number
  readonly state: string
  readonly institution: string | null
}

export interface UpcomingQuery {
  readonly asOf: Temporal.PlainDate
  /** The last due date to show; a year from `asOf` unless told. */
  readonly until?: Temporal.PlainDate
  readonly kinds?: readonly UpcomingKind[]
  readonly institution?: string
  /** The institution's own dates, and those that are no single institution's. */
  readonly concerning?: string
  readonly limit?: number
  readonly offset?: number
}

/** One page of what is due and overdue, and how many there are in all. */
export async function upcoming(
  tx: Tx,
  query: UpcomingQuery,
): Promise<{ readonly rows: readonly Upcoming[]; readonly total: number }> {
  const { asOf, until = asOf.add({ years: 1 }), kinds = null, institution = null, concerning = null } = query
  const { limit = 50, offset = 0 } = query
  const { rows } = await sql<Omit<Upcoming, 'daysLeft'> & { total: string }>`
    with dated as (
      select 'deadline' as kind, code as key, what as title, due_on, state, null as institution
      from followup.deadline where due_on is not null and state not in ('received', 'considered')
      union all
      select 'round-closes', id::text, title, closes_on, 'open', null
      from followup.consultation_round where closes_on >= ${asOf.toString()}
      union all
      select 'answers-due', r.id::text, r.title, r.answers_due_on, 'open', null
      from followup.consultation_round r where r.answers_due_on is not null and exists (
        select from followup.contribution c where c.round = r.id and c.audience <> 'committee'
          and not exists (select from followup.contribution_answer a where a.contribution = c.id))
      union all
      select 'measure', id::text, title, ends_on, state, institution
      from followup.measure where ends_on <= ${until.toString()} and state in ('planned', 'under-way')
      union all
      select 'obligation', o.code, o.summary, o.due_on, o.state, p.institution
      from followup.obligation o left join followup.participation p on p.obligation = o.id and p.part = 'lead'
      where o.due_on is not null and o.state not in ('completed', 'declined')
    )
    select kind, key, title, due_on as "dueOn", state, institution, count(*) over () as total from dated
    where due_on <= ${until.toString()}
      and (${kinds === null ? null : [...kinds]}::text[] is null or kind = any (${kinds === null ? null : [...kinds]}::text[]))
      and (${institution}::text is null or institution = ${institution})
      and (${concerning}::text is null or institution is null or institution = ${concerning})
    order by due_on, kind, key ${upTo(limit, offset)}`.execute(tx)
  return {
    rows: rows.map(({ total: _, ...row }) => ({
      ...row,
      daysLeft: daysLeft(Temporal.PlainDate.from(row.dueOn), asOf),
    })),
    total: Number(rows[0]?.total ?? 0),
  }
}

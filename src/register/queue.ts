/**
 * The cases of an officer's work, by what the officer must do first. A row has a number, a state and times, and nothing of a person: a list
 * needs no access record because it gives nothing that would need one.
 */
import { sql } from 'kysely'
import { isOfficerRole, type Procedure } from '../procedures/index.ts'
import { upTo } from '../store/index.ts'
import { rolesWithTimes } from './commit/stopping.ts'
import { actingAs, procedureNamed, type Register, type Who } from './register.ts'
import { byUrgency, ownDueColumn, ownRuleColumn, projectionName } from './tables/projection.ts'

export interface QueueRow {
  readonly caseId: string
  readonly caseNumber: string
  readonly state: string
  readonly event: number
  readonly openedAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
  /** End of the soonest time that the State owes, and its rule; null where none runs. It may have gone by. */
  readonly dueAt: Temporal.Instant | null
  readonly dueRule: string | null
  /** The same of the times that a step of the reader's own role stops. */
  readonly ownDueAt: Temporal.Instant | null
  readonly ownDueRule: string | null
  /** The database's time of this look: what is over by it is over. */
  readonly now: Temporal.Instant
}

export interface QueueQuery {
  /** `urgent`: cases that go on first; of these what the role owes, then what anybody owes, then the newest. */
  readonly order?: 'urgent' | 'newest'
  readonly states?: readonly string[]
  /** A case number, whole. */
  readonly number?: string
  readonly limit?: number
  readonly offset?: number
}

/** The procedures whose cases the officer's role lists. */
export function listedFor(register: Register, who: Who): readonly Procedure[] {
  if (who.as !== 'officer') return []
  return register.procedures.filter(({ reads }) => isOfficerRole(who.role) && reads[who.role] !== undefined)
}

/** One page of the queue. To whoever lists none of the procedure it is empty. */
export async function queue(
  register: Register,
  who: Who,
  { procedure: name, ...query }: QueueQuery & { readonly procedure: string },
): Promise<readonly QueueRow[]> {
  const procedure = procedureNamed(register, name)
  if (!listedFor(register, who).includes(procedure)) return []
  const { order = 'urgent', states, number, limit = 50, offset = 0 } = query
  const role = who.as === 'officer' ? (rolesWithTimes(procedure).find((one) => one === who.role) ?? null) : null
  const own =
    role === null
      ? 'null::timestamptz as "ownDueAt", null::text as "ownDueRule"'
      : `${ownDueColumn(role)} as "ownDueAt", ${ownRuleColumn(role)} as "ownDueRule"`
  const { rows } = await actingAs(register, who, (tx) =>
    sql<Omit<QueueRow, 'now'> & { readonly now: unknown }>`
      select case_id as "caseId", case_number as "caseNumber", state, event_no as event, opened_at as "openedAt",
        changed_at as "changedAt", due_at as "dueAt", due_rule as "dueRule", ${sql.raw(own)},
        (select clock_timestamp()::text) as now
      from ${sql.raw(projectionName(procedure))}
      where not erased ${states === undefined ? sql`` : sql`and state = any(${states})`}
        ${number === undefined ? sql`` : sql`and case_number = ${number}`}
      order by ${order === 'urgent' ? sql.raw(byUrgency(procedure, role)) : sql`opened_at desc`}
      ${upTo(limit, offset)}`.execute(tx),
  )
  const [first] = rows
  if (first === undefined) return []
  const now = Temporal.Instant.from(String(first.now)) // written and read once: it stands in every row
  return rows.map((row) => Object.assign(row, { now }))
}

/** How many cases stand in each state, among those that the officer lists. */
export async function countByState(
  register: Register,
  who: Who,
  name: string,
): Promise<Readonly<Record<string, number>>> {
  const procedure = procedureNamed(register, name)
  if (!listedFor(register, who).includes(procedure)) return {}
  const { rows } = await actingAs(register, who, (tx) =>
    sql<{ state: string; n: number }>`
      select state, count(*)::int as n from ${sql.raw(projectionName(procedure))} where not erased group by state`.execute(
      tx,
    ),
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

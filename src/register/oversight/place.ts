/**
 * The register of a place where people are held, as independent visitors find it: everybody who is there, by name, as it
 * stands in this minute. Each name leaves its access record, committed before the name leaves.
 */
import { sql } from 'kysely'
import { type Office, officeId } from '../../countries/index.ts'
import { isOfficerRole, openStates, type Procedure, readsName } from '../../procedures/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import { nameIn, type Shown } from '../people/names.ts'
import { actingAs, type Register, type Who } from '../register.ts'
import { columnName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { watches } from './functions.ts'

/** The agency whose offices are such places, and what facts that name one refer to. */
const PLACE = 'place-of-detention'

export interface Held {
  readonly procedure: string
  readonly caseId: string
  readonly caseNumber: string
  readonly state: string
  readonly openedAt: Temporal.Instant
  /** The soonest time that the State owes, and its rule. */
  readonly dueAt: Temporal.Instant | null
  readonly dueRule: string | null
  /** Whether that time was over when the database was asked. */
  readonly isOver: boolean
  /** Null where nobody has written it yet. */
  readonly name: Shown | null
}

/** Places whose registers the officer may open. NotFound for whoever may open none. */
export function placesWatched(register: Register, who: Who): readonly Office[] {
  if (proceduresFor(register, who).length === 0) throw new NotFound()
  return register.offices.filter(({ agency }) => agency === PLACE)
}

/**
 * Everybody who is held in the place now, by who came first: a page of them. NotFound where there is no such place, or the
 * reader does not see all of its cases by name.
 */
export async function heldIn(
  register: Register,
  who: Who,
  { place, limit, offset }: { readonly place: string; readonly limit: number; readonly offset: number },
): Promise<readonly Held[]> {
  if (!placesWatched(register, who).some(({ code }) => code === place)) throw new NotFound()
  const procedures = proceduresFor(register, who)
  return actingAs(register, who, async (tx) => {
    const rows: Omit<Held, 'name'>[] = []
    for (const procedure of procedures) rows.push(...(await casesIn(tx, procedure, { place, most: limit + offset })))
    const page = rows.toSorted((a, b) => Temporal.Instant.compare(a.openedAt, b.openedAt)).slice(offset, offset + limit)
    const held: Held[] = []
    for (const row of page) held.push({ ...row, name: await nameIn(register, tx, { ...row, purpose: 'inspect' }) })
    return held
  })
}

/** Procedures that hold people in places and of which the officer sees every case by name. */
function proceduresFor({ procedures }: Register, who: Who): readonly Procedure[] {
  if (who.as !== 'officer' || !watches(who.role)) return []
  const { role } = who
  return procedures.filter(
    (one) =>
      isOfficerRole(role) && one.reads[role]?.cases === 'all' && readsName(one, role) && placeFacts(one).length > 0,
  )
}

function placeFacts({ facts }: Procedure): readonly string[] {
  return Object.entries(facts).flatMap(([name, { is, part }]) =>
    is.kind === 'ref' && is.to === PLACE && part === null ? [name] : [],
  )
}

async function casesIn(
  tx: Tx,
  procedure: Procedure,
  { place, most }: { readonly place: string; readonly most: number },
): Promise<readonly Omit<Held, 'name'>[]> {
  const here = placeFacts(procedure).map((fact) => sql`${sql.ref(columnName(fact))} = ${officeId(place)}::uuid`)
  const { rows } = await sql<Omit<Held, 'name'>>`
    select ${procedure.name}::text as procedure, case_id as "caseId", case_number as "caseNumber", state, opened_at as "openedAt",
      due_at as "dueAt", due_rule as "dueRule", coalesce(due_at <= clock_timestamp(), false) as "isOver"
    from ${sql.raw(projectionName(procedure))}
    where (${sql.join(here, sql` or `)}) and state = any(${openStates(procedure)})
    order by opened_at limit ${most}`.execute(tx)
  return rows
}

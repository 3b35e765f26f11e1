/** What was not kept, over all compartments, for those who watch over every agency; and the alarms that wait for an answer. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Compartment } from '../../procedures/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { sqlName } from '../tables/names.ts'
import { watchersOf, watches } from './functions.ts'

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const WhichCase = z.nullable(z.object({ id: z.string(), number: z.string() }))

const Breach = z.object({
  procedure: z.string(),
  /** "D3.judge" */
  rule: z.string(),
  level: z.enum(['R', 'L', 'W']),
  mode: z.enum(['enforce', 'record']),
  found_at: instant,
  started_at: instant.nullable(),
  due_at: instant.nullable(),
  state: z.string(),
  /** Null for whoever does not read that case. */
  case: WhichCase,
})

const Alarm = z.object({
  notice_id: z.string(),
  /** What broke a rule, or a step that is an alarm by itself: then `rule` is the step. */
  about: z.enum(['breach', 'alarm']),
  procedure: z.string(),
  rule: z.string(),
  at: instant,
  /** How often it was told. */
  times: z.number(),
  mode: z.enum(['enforce', 'record']).nullable(),
  state: z.string().nullable(),
  due_at: instant.nullable(),
  /** Who of those that answer alarms was first; it is repeated no more. Null while it is. */
  answered: z.nullable(z.object({ role: z.string(), at: instant })),
  case: WhichCase,
})

export type WatchedBreach = z.infer<typeof Breach>
export type WatchedAlarm = z.infer<typeof Alarm>

/** Breaches on the ladders of the reader's role, the newest first, at most so many. NotFound for whoever does not watch. */
export async function breachesWatched(
  register: Register,
  who: Who,
  { level, most }: { readonly level: WatchedBreach['level'] | null; readonly most: number },
): Promise<readonly WatchedBreach[]> {
  return inEach(register, who, async (tx, schema) => {
    const { rows } = await sql<{ found: unknown }>`
      select ${sql.raw(schema)}.breaches_watched(${level}, ${most}) as found`.execute(tx)
    return z.array(Breach).parse(rows[0]?.found)
  }).then((all) => newest(all, ({ found_at }) => found_at).slice(0, most))
}

/** Alarms of liberty that the reader's role has not acknowledged, the newest first. NotFound for whoever does not watch. */
export async function alarmsWatched(register: Register, who: Who, most: number): Promise<readonly WatchedAlarm[]> {
  return inEach(register, who, async (tx, schema) => {
    const { rows } = await sql<{ found: unknown }>`select ${sql.raw(schema)}.alarms_watched(${most}) as found`.execute(
      tx,
    )
    return z.array(Alarm).parse(rows[0]?.found)
  }).then((all) => newest(all, ({ at }) => at).slice(0, most))
}

/** Notes that somebody of the role has seen the alarm: it is told no more. False where a colleague was first. NotFound for others. */
export async function acknowledgeAlarm(
  register: Register,
  who: Who,
  { procedure, notice }: { readonly procedure: string; readonly notice: string },
): Promise<boolean> {
  const { compartment } = procedureNamed(register, procedure)
  if (!compartmentsWatched(register, who).includes(compartment)) throw new NotFound()
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ done: boolean }>`
      select ${sql.raw(sqlName(compartment))}.acknowledge_watched(${notice}::uuid) as done`.execute(tx)
    return rows[0]?.done ?? false
  })
}

/** The compartments over which the reader watches; none is a NotFound. */
function compartmentsWatched({ procedures }: Register, who: Who): readonly Compartment[] {
  if (who.as !== 'officer' || !watches(who.role)) throw new NotFound()
  return [...new Set(procedures.map(({ compartment }) => compartment))].filter((compartment) =>
    watchersOf(procedures.filter((one) => one.compartment === compartment)).some((role) => role === who.role),
  )
}

async function inEach<T>(
  register: Register,
  who: Who,
  look: (tx: Tx, schema: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const compartments = compartmentsWatched(register, who)
  return actingAs(register, who, async (tx) => {
    const found: T[] = []
    for (const compartment of compartments) found.push(...(await look(tx, sqlName(compartment))))
    return found
  })
}

function newest<T>(all: readonly T[], at: (one: T) => Temporal.Instant): readonly T[] {
  return all.toSorted((a, b) => Temporal.Instant.compare(at(b), at(a)))
}

/**
 * Notifies and takes the steps that the law makes happen by itself. Clocks are rows and overdue is computed on every read,
 * so nothing depends on this process but that somebody is told. It may run in many processes: each effect happens once.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Firewall } from '../firewall/index.ts'
import type { Compartment } from '../procedures/index.ts'
import type { Tx } from '../store/index.ts'
import { sqlName } from './tables/names.ts'

/** A clock that has reached a mark which nobody has acted on. */
interface Reached {
  readonly caseId: string
  readonly rule: string
  readonly run: number
  readonly effect: 'half' | 'most' | 'due'
  /** The step that the end of the time brings. */
  readonly step: string | null
}

/** What a system step carries: sealed payload, commitment and leaf, made by whoever holds the keys. */
export type SystemCommand = (of: {
  readonly compartment: Compartment
  readonly caseId: string
  /** The step that the system takes; the command is good for the event that would come next, and no other. */
  readonly step: string
}) => Promise<object>

/** At most so many in one look. */
const MOST_OF_A_LOOK = 5_000
/** What takes no step is worked off so many in a transaction: whoever wants one of these cases meanwhile waits for some milliseconds. */
const TOGETHER = 50

/** Runs work in a transaction of the system's own login. */
export type AsSystem = Firewall['asSystem']

/** What names a submission of the system's own: it is sent once, so nothing else ever has its key. */
export function ownSubmission(): { readonly key: string; readonly bodyHash: string } {
  return { key: randomUUID(), bodyHash: randomBytes(32).toString('hex') }
}

/** Works off what is due now in one compartment, each step in its own transaction; gives how many effects this call made. */
export async function fireDue(
  asSystem: AsSystem,
  compartment: Compartment,
  commandFor: SystemCommand,
): Promise<number> {
  const found = await asSystem((tx) => reached(tx, compartment))
  let made = 0
  for (const one of found.filter(({ step }) => step !== null)) {
    const command = await commandFor({ compartment, caseId: one.caseId, step: one.step ?? '' })
    made += await asSystem((tx) => fire(tx, compartment, [{ ...one, command: { ...ownSubmission(), ...command } }]))
  }
  const told = found.filter(({ step }) => step === null)
  for (const some of apart(inOrderOfCases(told)))
    made += await asSystem((tx) => fire(tx, compartment, some)).catch(() => oneByOne(some))
  return made

  /** One that fails leaves the others done, and is tried again in the next look. */
  async function oneByOne(some: readonly Reached[]): Promise<number> {
    let done = 0
    let failed: unknown
    for (const one of some)
      done += await asSystem((tx) => fire(tx, compartment, [one])).catch((error: unknown) => {
        failed = error
        return 0
      })
    if (done === 0) throw failed
    return done
  }
}

/** Makes these effects, in the order given; gives how many of them were left to be made. */
async function fire(
  tx: Tx,
  compartment: Compartment,
  some: readonly (Reached & { readonly command?: object })[],
): Promise<number> {
  const { rows } = await sql<{ made: number }>`
    select count(*) filter (where ${sql.id(sqlName(compartment), 'fire')}(r."caseId", r.rule, r.run, r.effect, coalesce(r.command, '{}')))::int as made
    from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) r("caseId" uuid, rule text, run integer, effect text, command jsonb)`.execute(
    tx,
  )
  return rows[0]?.made ?? 0
}

/** Every process locks cases in one order, so that no two wait for each other. */
function inOrderOfCases(some: readonly Reached[]): readonly Reached[] {
  return some.toSorted((one, other) => Number(one.caseId > other.caseId) - Number(one.caseId < other.caseId))
}

/** In parts, beginning anywhere: processes that look at the same moment work off different ends of the list. */
function apart(some: readonly Reached[]): readonly (readonly Reached[])[] {
  const parts = Array.from({ length: Math.ceil(some.length / TOGETHER) }, (_, part) =>
    some.slice(part * TOGETHER, (part + 1) * TOGETHER),
  )
  const first = randomInt(Math.max(1, parts.length))
  return [...parts.slice(first), ...parts.slice(0, first)]
}

/** The soonest due first; ends before warnings, since an end is what somebody waits for. */
async function reached(tx: Tx, compartment: Compartment): Promise<readonly Reached[]> {
  const schema = sqlName(compartment)
  const { rows } = await sql<Reached>`
    select k.case_id as "caseId", k.rule, k.run, m.effect,
      case when m.effect = 'due' then k.thereupon end as step
    from ${sql.id(schema, 'clock')} k
    cross join lateral (values
      ('due', k.due_at),
      ('most', k.started_at + (k.due_at - k.started_at) * 0.8),
      ('half', k.started_at + (k.due_at - k.started_at) * 0.5)) m(effect, at)
    where k.stopped_at is null and m.at <= clock_timestamp()
      and (m.effect = 'due' or (k.kind = 'protective' and k.due_at > clock_timestamp()))
      and not exists (select from ${sql.id(schema, 'clock_effect')} e
        where (e.case_id, e.rule, e.run, e.effect) = (k.case_id, k.rule, k.run, m.effect))
    order by m.effect <> 'due', m.at
    limit ${MOST_OF_A_LOOK}`.execute(tx)
  return rows
}

/**
 * Notifies and takes the steps that the law makes happen by itself. Clocks are rows and overdue is computed on every read,
 * so nothing depends on this process but that somebody is told. It may run in many processes: each effect happens once.
 */
import { randomBytes, randomUUID } from 'node:crypto'
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

/** At most so many in one look, so that a long list is worked off in turns with others. */
const BATCH = 500

/** Runs work in a transaction of the system's own login. */
export type AsSystem = Firewall['asSystem']

/** What names a submission of the system's own: it is sent once, so nothing else ever has its key. */
export function ownSubmission(): { readonly key: string; readonly bodyHash: string } {
  return { key: randomUUID(), bodyHash: randomBytes(32).toString('hex') }
}

/** Works off what is due now in one compartment, each effect in its own transaction; gives how many this call made. */
export async function fireDue(
  asSystem: AsSystem,
  compartment: Compartment,
  commandFor: SystemCommand,
): Promise<number> {
  let made = 0
  for (const { caseId, rule, run, effect, step } of await asSystem((tx) => reached(tx, compartment))) {
    const command = step === null ? {} : await commandFor({ compartment, caseId, step })
    const whole = JSON.stringify({ ...ownSubmission(), ...command })
    const { rows } = await asSystem((tx) =>
      sql<{ made: boolean }>`
        select ${sql.id(sqlName(compartment), 'fire')}(${caseId}, ${rule}, ${run}, ${effect}, ${whole}) as made`.execute(
        tx,
      ),
    )
    if (rows[0]?.made === true) made++
  }
  return made
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
    limit ${BATCH}`.execute(tx)
  return rows
}

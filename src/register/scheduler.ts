/**
 * Notifies and takes the steps that the law makes happen by itself. Clocks are rows and overdue is computed on every read,
 * so nothing depends on this process but that somebody is told. It may run in many processes: each effect happens once.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Compartment } from '../procedures/index.ts'
import { sqlName } from './tables/names.ts'

/** A clock that has reached a mark which nobody has acted on. */
interface Reached {
  readonly caseId: string
  readonly rule: string
  readonly run: number
  readonly effect: 'half' | 'most' | 'due'
}

/** What a system step carries: sealed payload, commitment and leaf, made by whoever holds the keys. */
export type SystemCommand = (of: {
  readonly compartment: Compartment
  readonly caseId: string
  readonly rule: string
}) => Promise<object>

/** At most so many in one look, so that a long list is worked off in turns with others. */
const BATCH = 500

/** Works off what is due now in one compartment; gives how many effects this call made. `client` signs in as the system. */
export async function fireDue(
  client: pg.ClientBase,
  compartment: Compartment,
  commandFor: SystemCommand,
): Promise<number> {
  let made = 0
  for (const { caseId, rule, run, effect } of await reached(client, compartment)) {
    const command = effect === 'due' ? await commandFor({ compartment, caseId, rule }) : {}
    const { rows } = await client.query<{ made: boolean }>(
      `select ${sqlName(compartment)}.fire($1, $2, $3, $4, $5) as made`,
      [
        caseId,
        rule,
        run,
        effect,
        JSON.stringify({ key: randomUUID(), bodyHash: randomBytes(32).toString('hex'), ...command }),
      ],
    )
    if (rows[0]?.made === true) made++
  }
  return made
}

/** The soonest due first; ends before warnings, since an end is what somebody waits for. */
async function reached(client: pg.ClientBase, compartment: Compartment): Promise<readonly Reached[]> {
  const schema = sqlName(compartment)
  const { rows } = await client.query<Reached>(
    `select k.case_id as "caseId", k.rule, k.run, m.effect
     from ${schema}.clock k
     cross join lateral (values ('due', k.due_at), ('most', k.started_at + (k.due_at - k.started_at) * 0.8), ('half', k.started_at + (k.due_at - k.started_at) * 0.5)) m(effect, at)
     where k.stopped_at is null and m.at <= clock_timestamp()
       and (m.effect = 'due' or (k.kind = 'protective' and k.due_at > clock_timestamp()))
       and not exists (select from ${schema}.clock_effect e where (e.case_id, e.rule, e.run, e.effect) = (k.case_id, k.rule, k.run, m.effect))
     order by m.effect <> 'due', m.at
     limit $1`,
    [BATCH],
  )
  return rows
}

/**
 * Closes what runs against somebody who has died, in each of their cases. No step that goes against them waits for this: the bit
 * stops it at once. Nothing but the bit is known here; where it came from, no case tells.
 */
import { sql } from 'kysely'
import { openStates, type Procedure } from '../procedures/index.ts'
import { type Standing, take } from './arrivals.ts'
import { CLOSE_FOR_DEATH } from './judgement/index.ts'
import type { AsSystem, SystemCommand } from './scheduler.ts'
import { sqlName } from './tables/names.ts'
import { projectionName } from './tables/projection.ts'

/** Each case in its own transaction; gives how many were closed so. */
export async function closeForDeath(
  asSystem: AsSystem,
  procedure: Procedure,
  commandFor: SystemCommand,
): Promise<number> {
  const schema = sqlName(procedure.compartment)
  const { rows } = await asSystem((tx) =>
    sql<Standing>`
      select p.case_id as "caseId", p.event_no as event from ${sql.raw(projectionName(procedure))} p
      join ${sql.id(schema, 'hold_gate')} g on g.pseudonym = p.pseudonym and g.hold = 'died'
      where g.standing > 0 and p.state = any(${openStates(procedure)}) and exists (select from ${sql.id(schema, 'clock')} k
        where k.case_id = p.case_id and k.kind = 'adverse' and k.stopped_at is null)`.execute(tx),
  )
  let closed = 0
  for (const standing of rows) {
    const of = { compartment: procedure.compartment, caseId: standing.caseId, step: CLOSE_FOR_DEATH }
    if (await take(asSystem, procedure, CLOSE_FOR_DEATH, standing, await commandFor(of))) closed++
  }
  return closed
}

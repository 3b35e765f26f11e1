/**
 * What a bit brings about when it comes and when the last one goes: the step that the procedure names. No step that the
 * bit stops waits for this; it only moves the case to where people see it stand.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Heeds, Procedure, Transition } from '../procedures/index.ts'
import { commitName } from './commit/function.ts'
import { rulesOf } from './commit/rule.ts'
import type { SystemCommand } from './scheduler.ts'
import { sqlName } from './tables/names.ts'
import { projectionName } from './tables/projection.ts'

interface Standing {
  readonly caseId: string
  readonly event: number
}

/** Moves every case whose bits have come or gone; gives how many moved. `client` signs in as the system. */
export async function moveWithHolds(
  client: pg.ClientBase,
  procedure: Procedure,
  commandFor: SystemCommand,
): Promise<number> {
  let moved = 0
  for (const { name, rule } of rulesOf(procedure, 'heeds'))
    for (const [step, standing] of stepsOf(rule))
      for (const { caseId, event } of await waiting(client, procedure, rule, step, standing))
        if (
          await take(
            client,
            procedure,
            step,
            { caseId, event },
            await commandFor({ compartment: procedure.compartment, caseId, rule: name }),
          )
        )
          moved++
  return moved
}

function stepsOf(rule: Heeds<string>): readonly (readonly [string, boolean])[] {
  return [
    ...(rule.onArrival === null ? [] : [[rule.onArrival, true] as const]),
    ...(rule.onLifting === null ? [] : [[rule.onLifting, false] as const]),
  ]
}

/** Cases in a state from which the step is open, whose bit stands, or no longer does. */
async function waiting(
  client: pg.ClientBase,
  procedure: Procedure,
  rule: Heeds<string>,
  step: string,
  standing: boolean,
): Promise<readonly Standing[]> {
  const { rows } = await client.query<Standing>(
    `select p.case_id as "caseId", p.event_no as event from ${projectionName(procedure)} p
     join ${sqlName(procedure.compartment)}.hold_gate g on g.pseudonym = p.pseudonym and g.hold = $1
     where (g.standing > 0) = $2 and p.state = any($3)`,
    [rule.hold, standing, fromStates(procedure, procedure.transitions[step])],
  )
  return rows
}

function fromStates(procedure: Procedure, transition: Transition | undefined): readonly string[] {
  if (transition === undefined) return []
  if (transition.from !== 'any-open') return transition.from
  return Object.entries(procedure.states).flatMap(([state, kind]) =>
    kind !== 'final' && state !== transition.to ? [state] : [],
  )
}

/** False where somebody else was first: the next look sees what is left to do. */
async function take(
  client: pg.ClientBase,
  procedure: Procedure,
  step: string,
  of: Standing,
  command: object,
): Promise<boolean> {
  const whole = {
    key: randomUUID(),
    bodyHash: randomBytes(32).toString('hex'),
    ...command,
    step,
    caseId: of.caseId,
    expected: of.event,
  }
  try {
    await client.query(`select ${commitName(procedure)}($1)`, [JSON.stringify(whole)])
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['OB101', 'OB103'].includes(String(error.code))) return false
    throw error
  }
}

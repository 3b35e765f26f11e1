/**
 * What a bit brings about when it comes and when the last one goes: the step that the procedure names. No step that the
 * bit stops waits for this; it only moves the case to where people see it stand.
 */
import { sql } from 'kysely'
import { type Heeds, openStates, type Procedure, type Transition } from '../procedures/index.ts'
import { StepRefused, type Tx } from '../store/index.ts'
import { commitName } from './commit/function.ts'
import { rulesOf } from './commit/rule.ts'
import { noteUnmovedName } from './commit/unmoved.ts'
import { type AsSystem, ownSubmission, type SystemCommand } from './scheduler.ts'
import { sqlName } from './tables/names.ts'
import { projectionName } from './tables/projection.ts'

/** A case as it was when somebody looked. */
export interface Standing {
  readonly caseId: string
  readonly event: number
}

/** Moves every case whose bits have come or gone, each in its own transaction; gives how many moved. One that a recorded bit leaves where it is is noted. */
export async function moveWithHolds(
  asSystem: AsSystem,
  procedure: Procedure,
  commandFor: SystemCommand,
): Promise<number> {
  await asSystem((tx) => sql`select ${sql.raw(noteUnmovedName(procedure))}()`.execute(tx))
  let moved = 0
  for (const { rule } of rulesOf(procedure, 'heeds'))
    for (const arrival of stepsOf(rule))
      for (const standing of await asSystem((tx) => waiting(tx, procedure, rule, arrival))) {
        const of = { compartment: procedure.compartment, caseId: standing.caseId, step: arrival.step }
        if (await take(asSystem, procedure, arrival.step, standing, await commandFor(of))) moved++
      }
  return moved
}

/** A step that a bit brings about: by standing, or by standing no longer. */
interface Arrival {
  readonly step: string
  readonly stands: boolean
}

function stepsOf(rule: Heeds<string>): readonly Arrival[] {
  return [
    ...(rule.onArrival === null ? [] : [{ step: rule.onArrival, stands: true }]),
    ...(rule.onLifting === null ? [] : [{ step: rule.onLifting, stands: false }]),
  ]
}

/** Cases in a state from which the step is open, whose bit stands, or no longer does. */
async function waiting(
  tx: Tx,
  procedure: Procedure,
  { hold }: Heeds<string>,
  { step, stands }: Arrival,
): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select p.case_id as "caseId", p.event_no as event from ${sql.raw(projectionName(procedure))} p
    join ${sql.id(sqlName(procedure.compartment), 'hold_gate')} g on g.pseudonym = p.pseudonym and g.hold = ${hold}
    where (g.standing > 0) = ${stands} and p.state = any(${fromStates(procedure, procedure.transitions[step])})`.execute(
    tx,
  )
  return rows
}

function fromStates(procedure: Procedure, transition: Transition | undefined): readonly string[] {
  if (transition === undefined) return []
  if (transition.from !== 'any-open') return transition.from
  return openStates(procedure).filter((state) => state !== transition.to)
}

/** False where somebody else was first: the next look sees what is left to do. */
export async function take(
  asSystem: AsSystem,
  procedure: Procedure,
  step: string,
  { caseId, event }: Standing,
  command: object,
): Promise<boolean> {
  const whole = JSON.stringify({ ...ownSubmission(), step, caseId, expected: event, ...command })
  try {
    await asSystem((tx) => sql`select ${sql.raw(commitName(procedure))}(${whole})`.execute(tx))
    return true
  } catch (error) {
    if (error instanceof StepRefused && ['case-changed', 'not-open-from-here'].includes(error.rule)) return false
    throw error
  }
}

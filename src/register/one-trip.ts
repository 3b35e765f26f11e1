/**
 * A command in one trip to the database: judged on what its sender was last given of the case, and taken by the commit function where
 * that still stands, which leaves the access record too. Whatever is refused, or has changed, or would have to be asked first goes
 * the ordinary way, on the case as it is: a refusal tells of the case, and its look is recorded there.
 */
import type { Procedure } from '../procedures/index.ts'
import { StepRefused, Uncertain } from '../store/index.ts'
import { type DecidedFile, fileFrom } from './case-file.ts'
import type { Asked } from './command.ts'
import { commitName } from './commit/function.ts'
import { type Answer, type DoneAlone, doneOf, remember } from './committed.ts'
import { commandOf } from './composed.ts'
import { judgementOf } from './judged.ts'
import { procedureNamed, type Register, type Who } from './register.ts'
import { unreadSteps } from './unread.ts'

/** Null where it was not taken so. Refuses what the ordinary way would refuse before it tells anything (`too-many-persons`). */
export async function carryOutInOneTrip(register: Register, who: Who, asked: Asked): Promise<DoneAlone | null> {
  const now = register.memory.now()
  if (now === null || who.as === 'system' || asked.unconfirmed === true) return null
  const procedure = procedureNamed(register, asked.procedure)
  if (unreadSteps(procedure, who).some(({ name }) => name === asked.step)) return null
  try {
    return await attempt(register, procedure, { who, asked, now })
  } catch (error) {
    if (error instanceof Uncertain || (error instanceof StepRefused && error.rule === 'too-many-persons')) throw error
    return null
  }
}

interface Attempted {
  readonly who: Who
  readonly asked: Asked
  readonly now: Temporal.Instant
}

async function attempt(register: Register, procedure: Procedure, { who, asked, now }: Attempted) {
  const file = asked.on === null ? null : remembered(register, procedure, { who, asked, now })
  if (file === undefined || file?.keys.has(asked.key) === true) return null
  const given = { who, asked, file, now }
  const judgement = await judgementOf(register, null, { ...given, countersigner: null })
  if (judgement.refusals.length > 0) return null
  const composed = commandOf(register, procedure, { ...given, judgement })
  const on = { decidedAt: now.toString(), decidedFor: file?.pointer.toString('hex'), purpose: asked.purpose }
  const answer = await register.firewall.call(who, { of: commitName(procedure), with: { ...composed, ...on } })
  const committed = answer as Answer // the function's own
  remember(register, { who, asked, before: file?.rows ?? null, composed, answer: committed })
  return doneOf(committed, judgement.breaches)
}

/** The file as its sender was last given it; undefined where they were not. */
function remembered(register: Register, procedure: Procedure, { who, asked, now }: Attempted): DecidedFile | undefined {
  if (asked.on === null) return undefined
  const { caseId, event } = asked.on
  const rows = register.memory.find({ who, procedure: procedure.name, caseId }, event)
  return rows === null ? undefined : fileFrom(register, procedure, { caseId, answer: { ...rows, now } })
}

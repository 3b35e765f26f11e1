/** Judging a command: on its case, and on what lies around it. */
import type { Procedure } from '../procedures/index.ts'
import { type Looked, lookAround } from './around.ts'
import type { AtHand } from './at-hand.ts'
import { notAttached } from './attachments/attachment.ts'
import type { DecidedFile } from './case-file.ts'
import type { Asked } from './command.ts'
import { contextOf, notOpenAt } from './context.ts'
import { type CaseActor, type Command, type Judgement, judge, NOT_OPENED, type Refusal } from './judgement/index.ts'
import { notListed, notOnTheList } from './listed.ts'
import { actorOf, procedureNamed, type Register, type Who } from './register.ts'

/** A fact that is a file names one that was kept for this case. */
async function missingFiles(
  tx: AtHand,
  procedure: Procedure,
  of: Parameters<typeof notAttached>[2],
): Promise<readonly Refusal[]> {
  const missing = await notAttached(tx, procedure, of)
  return missing.map((fact) => ({ rule: 'no-such-file', fact, safeguard: null, cite: [], params: {} }))
}

export interface Given {
  readonly who: Who
  readonly asked: Asked
  /** Null where a case is opened. */
  readonly file: DecidedFile | null
  /** The database's time. */
  readonly now: Temporal.Instant
}

/** What the judgement of this command looks at beside its case. */
function lookedFor({ who, asked, file, now }: Given): Looked {
  const stood = file?.state.facts ?? {}
  return {
    caseId: file?.caseId ?? null,
    person: file === null ? asked.person : null,
    step: asked.step,
    ...{ who, given: asked.facts },
    facts: { ...stood, ...asked.facts },
    stood,
    now,
  }
}

/** What is to be said of the command, on the case and on what lies around it. `NoneAtHand` where that has to be asked and there is no transaction. */
export async function judgementOf(
  register: Register,
  tx: AtHand,
  given: Given & { readonly countersigner: CaseActor | null },
): Promise<Judgement> {
  const { who, asked, file, now, countersigner } = given
  const procedure = procedureNamed(register, asked.procedure)
  const around = await lookAround(register, tx, procedure, lookedFor(given))
  const context = contextOf(register, file ?? notOpenAt(now), around)
  const command: Command = { ...asked, actor: actorOf(who), countersigner }
  const judgement = judge(procedure, register.modesOf(procedure), file?.state ?? NOT_OPENED, command, context)
  const unlisted = [
    ...notListed(register, procedure, judgement.given),
    ...around.unknownOfficers.map((fact) => notOnTheList(procedure, fact, judgement.given[fact])),
  ]
  const missing = await missingFiles(tx, procedure, { caseId: file?.caseId ?? null, given: judgement.given })
  return { ...judgement, refusals: [...judgement.refusals, ...unlisted, ...missing] }
}

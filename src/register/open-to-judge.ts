/**
 * The file on which a step is judged. Some take a step without reading the case (a clinician notes that a screening was
 * made): for them the system opens it, and they are told nothing of it but whether their step may be taken.
 */
import type { Purpose } from '../firewall/index.ts'
import { isOfficerRole, type Procedure } from '../procedures/index.ts'
import type { Tx } from '../store/index.ts'
import { type CaseFile, openCase } from './case-file.ts'
import { stepNamed } from './judgement/index.ts'
import { actingAs, actorOf, type Register, type Who } from './register.ts'

export interface ToJudge {
  readonly who: Who
  readonly step: string
  readonly caseId: string
  readonly purpose: Purpose
}

/** NotFound for whoever neither reads the case nor takes the step. */
export function openToJudge(
  register: Register,
  tx: Tx,
  procedure: Procedure,
  { who, step, ...of }: ToJudge,
): Promise<CaseFile> {
  const acts = stepNamed(procedure, step)?.by.some((role) => role === actorOf(who).role) === true
  const reads = who.as !== 'officer' || !isOfficerRole(who.role) || procedure.reads[who.role] !== undefined
  if (reads || !acts) return openCase(register, tx, procedure, of)
  return actingAs(register, { as: 'system' }, (alone) => openCase(register, alone, procedure, of))
}

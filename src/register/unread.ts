/**
 * Steps of those who read nothing of a case: a clinician who notes that a screening was made, a registrar who sets a hearing.
 * They come with the number of the case, give what the step asks, and are shown nothing.
 */
import { sql } from 'kysely'
import type { Purpose } from '../firewall/index.ts'
import { isOfficerRole, OFFICER_ROLES, type OfficerRole, type Procedure } from '../procedures/index.ts'
import { NotFound } from '../store/index.ts'
import { type DecidedFile, openToDecide } from './case-file.ts'
import { type NamedStep, stepsOf } from './judgement/index.ts'
import { actingAs, procedureNamed, type Register, type Who } from './register.ts'
import { projectionName } from './tables/projection.ts'

/** Whether the officer acts in the procedure without reading its cases. */
function actsUnread(procedure: Procedure, who: Who): boolean {
  return who.as === 'officer' && isOfficerRole(who.role) && procedure.reads[who.role] === undefined
}

/** The steps that the officer takes so; none for those who read. */
export function unreadSteps(procedure: Procedure, who: Who): readonly NamedStep[] {
  if (who.as !== 'officer' || !actsUnread(procedure, who)) return []
  return stepsOf(procedure).filter(({ kind, by }) => kind !== 'open' && by.some((role) => role === who.role))
}

/** The roles of those who act in the procedure so. */
export function unreadRoles(procedure: Procedure): readonly OfficerRole[] {
  const acting = new Set(stepsOf(procedure).flatMap(({ kind, by }) => (kind === 'open' ? [] : by)))
  return OFFICER_ROLES.filter((role) => procedure.reads[role] === undefined && acting.has(role))
}

/** The file on which such a step is judged: the system opens it, and the officer is told nothing of it. Null for every other step. */
export async function openUnread(
  register: Register,
  procedure: Procedure,
  {
    who,
    step,
    ...of
  }: { readonly who: Who; readonly step: string; readonly caseId: string; readonly purpose: Purpose },
): Promise<DecidedFile | null> {
  if (!unreadSteps(procedure, who).some(({ name }) => name === step)) return null
  return actingAs(register, { as: 'system' }, (tx) => openToDecide(register, tx, procedure, of))
}

/** The case of a number, as far as a step needs it. NotFound for a number of none, and for whoever takes no such step. */
export async function caseByNumber(
  register: Register,
  who: Who,
  of: { readonly procedure: string; readonly number: string },
): Promise<{ readonly caseId: string; readonly event: number }> {
  const procedure = procedureNamed(register, of.procedure)
  if (unreadSteps(procedure, who).length === 0) throw new NotFound()
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<{ caseId: string; event: number }>`
      select case_id as "caseId", event_no as event from ${sql.raw(projectionName(procedure))}
      where case_number = ${of.number} and not erased`.execute(tx),
  )
  if (rows[0] === undefined) throw new NotFound()
  return rows[0]
}

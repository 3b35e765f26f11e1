/** Steps that the person is asked about again: what they protect or keep may be gone afterwards. */
import type { Procedure } from '../../procedures/index.ts'

/** Whether it ends the case, erases something, or leaves a state in which a bit protects the person. */
export function isGrave(procedure: Procedure, step: string, state: string): boolean {
  return ends(procedure, step) || erases(procedure, step) || leavesProtection(procedure, step, state)
}

function ends({ transitions, states }: Procedure, step: string): boolean {
  const to = transitions[step]?.to
  return to !== undefined && states[to] === 'final'
}

function erases({ retention }: Procedure, step: string): boolean {
  return retention.some(({ from }) => from.at === 'taking' && from.steps.includes(step))
}

/** A bit that another rule keeps in the next state is not left: whoever appeals stays as protected as before. */
function leavesProtection(procedure: Procedure, step: string, state: string): boolean {
  const to = procedure.transitions[step]?.to
  if (to === undefined) return false
  const placed = Object.values(procedure.safeguards)
    .flatMap(({ rules }) => Object.values(rules))
    .filter((rule) => rule.kind === 'places')
  const kept = placed.filter(({ whileIn, when }) => whileIn.includes(to) && when === null).map(({ hold }) => hold)
  return placed.some(({ hold, whileIn }) => whileIn.includes(state) && !whileIn.includes(to) && !kept.includes(hold))
}

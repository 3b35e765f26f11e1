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

function leavesProtection({ transitions, safeguards }: Procedure, step: string, state: string): boolean {
  const to = transitions[step]?.to
  if (to === undefined) return false
  return Object.values(safeguards)
    .flatMap(({ rules }) => Object.values(rules))
    .some((rule) => rule.kind === 'places' && rule.whileIn.includes(state) && !rule.whileIn.includes(to))
}

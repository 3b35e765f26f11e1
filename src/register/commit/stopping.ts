/** Whose step stops which clock: who must act while it runs, and by which times each role's own work is ordered. */
import { isOfficerRole, type Moment, type OfficerRole, type Procedure } from '../../procedures/index.ts'
import { type NamedStep, stepsOf } from '../judgement/step.ts'
import { onceFor } from '../once-for.ts'
import { rulesOf, withNational } from './rule.ts'

/** Whose act stops the clock: those who must act while it runs. */
export function stoppers(procedure: Procedure, name: string): readonly OfficerRole[] {
  return rolesOf(procedure, name, () => true)
}

/**
 * The duties of the State that the role answers for: clocks that a step of its own stops, the clock of a national limit too. A way out of
 * any state (void, died) ends every time and is nobody's answer to it; where there is no other, it is.
 */
export function ownTimes(procedure: Procedure, role: OfficerRole): readonly string[] {
  return rulesOf(procedure, 'within').flatMap((named) => {
    if (named.rule.clock !== 'protective') return []
    const answering = rolesOf(procedure, named.name, (step) => !isWayOut(procedure, step))
    const answerFor = answering.length > 0 ? answering : stoppers(procedure, named.name)
    return answerFor.includes(role) ? withNational(named).map(({ name }) => name) : []
  })
}

/** Officers who read cases of the procedure and owe a time in some: their queues begin with it. */
export const rolesWithTimes = onceFor((procedure: Procedure): readonly OfficerRole[] =>
  Object.keys(procedure.reads)
    .filter(isOfficerRole)
    .filter((role) => ownTimes(procedure, role).length > 0),
)

/** The steps that are the moment of its end, whoever takes them. */
export function stepsThatStop(procedure: Procedure, { until }: { readonly until: Moment }): readonly NamedStep[] {
  return stepsOf(procedure).filter((step) => stops(until, step))
}

function rolesOf(procedure: Procedure, name: string, counts: (step: NamedStep) => boolean): readonly OfficerRole[] {
  const rule = rulesOf(procedure, 'within').find((one) => one.name === name)?.rule
  if (rule === undefined) return []
  const roles = stepsThatStop(procedure, rule)
    .filter(counts)
    .flatMap(({ by }) => by)
  return [...new Set(roles)].filter(isOfficerRole).filter((role) => rule.by === null || rule.by.includes(role))
}

function isWayOut({ transitions }: Procedure, { name }: NamedStep): boolean {
  return Object.hasOwn(transitions, name) && transitions[name]?.from === 'any-open'
}

function stops(until: Moment, step: NamedStep): boolean {
  if (until.at === 'opening') return step.kind === 'open'
  if (until.at === 'taking') return until.steps.includes(step.name)
  if (until.at === 'fact') return [...step.needs, ...step.takes, ...Object.keys(step.gives)].includes(until.fact)
  return step.to !== null && until.states.includes(step.to)
}

/**
 * The steps that the law makes happen by itself on a case as it stands: while a forbidding condition holds, or no longer
 * does, and at the moment of a step of the system. In mode `record` none is made: the breach alone is. What a bit that
 * came or a time that is over brings stands with the bits and the clocks.
 */
import { type Modes, rulesOf } from '../commit/rule.ts'
import { holds, type Situation } from './condition.ts'
import { isMoment, type Turn } from './moment.ts'
import { startsFrom, stepNamed } from './step.ts'

/** Names of the transitions that the system takes now, in the order of the declaration. `turns`: events not looked at yet. */
export function consequencesOf(modes: Modes, situation: Situation, turns: readonly Turn[]): readonly string[] {
  const { procedure, state } = situation
  const due = new Set([...ofConditions(modes, situation), ...ofMoments(situation, turns)])
  return Object.entries(procedure.transitions).flatMap(([name, { when, by }]) => {
    const step = stepNamed(procedure, name)
    const open = step !== null && by.includes('system') && startsFrom(step, state)
    return open && due.has(name) && (when === undefined || holds(when, situation)) ? [name] : []
  })
}

function ofConditions(modes: Modes, situation: Situation): readonly string[] {
  return rulesOf(situation.procedure, 'forbid')
    .filter(({ name }) => !modes.recorded.has(name))
    .flatMap(({ rule }) => (holds(rule.when, situation) ? rule.onArising : rule.onCeasing) ?? [])
}

function ofMoments({ procedure }: Situation, turns: readonly Turn[]): readonly string[] {
  return Object.entries(procedure.transitions).flatMap(([name, { upon }]) =>
    upon !== undefined && turns.some((turn) => isMoment(upon, turn)) ? [name] : [],
  )
}

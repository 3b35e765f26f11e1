/**
 * The steps that the law makes happen by itself after an event: a bit came or went, a forbidding condition came to hold
 * or ceased to, the moment of a step of the system arrived. In mode `record` none is made: the breach alone is. What a
 * time that is over brings stands with the clocks.
 */
import { type Modes, rulesOf } from '../commit/rule.ts'
import type { CaseEvent } from './case-event.ts'
import { holds, type Situation } from './condition.ts'
import { isMoment } from './moment.ts'
import { startsFrom, stepNamed } from './step.ts'

/** An event, the case before and after it, and the mode of the bit, where it is about one. */
export interface Changed {
  readonly event: CaseEvent
  readonly was: Situation
  readonly is: Situation
  readonly holdMode: 'enforce' | 'record'
}

/** Names of the transitions that the system takes now, each once, in the order of the declaration. */
export function consequencesOf(modes: Modes, changed: Changed): readonly string[] {
  const { procedure, state } = changed.is
  const due = new Set([...ofHolds(changed), ...ofConditions(modes, changed), ...ofMoments(changed)])
  return Object.keys(procedure.transitions).filter((name) => {
    const step = stepNamed(procedure, name)
    return due.has(name) && step !== null && startsFrom(step, state)
  })
}

function ofHolds({ event, is, holdMode }: Changed): readonly string[] {
  if (holdMode === 'record' || (event.kind !== 'hold-came' && event.kind !== 'hold-went')) return []
  return rulesOf(is.procedure, 'heeds')
    .filter(({ rule }) => rule.hold === event.step)
    .flatMap(({ rule }) => (event.kind === 'hold-came' ? rule.onArrival : rule.onLifting) ?? [])
}

function ofConditions(modes: Modes, { was, is }: Changed): readonly string[] {
  return rulesOf(is.procedure, 'forbid')
    .filter(({ name }) => !modes.recorded.has(name))
    .flatMap(({ rule }) => {
      const [before, now] = [was.state !== null && holds(rule.when, was), holds(rule.when, is)]
      if (before === now) return []
      return (now ? rule.onArising : rule.onCeasing) ?? []
    })
}

function ofMoments({ event, was, is }: Changed): readonly string[] {
  return Object.entries(is.procedure.transitions).flatMap(([name, { upon, when, by }]) => {
    if (upon === undefined || !by.includes('system') || !isMoment(upon, { event, was, is })) return []
    return when === undefined || holds(when, is) ? [name] : []
  })
}

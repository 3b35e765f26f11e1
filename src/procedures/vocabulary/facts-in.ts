/** Which facts and states a condition looks at: for the checker, and for telling what a refusal is about. */
import type { Condition } from './condition.ts'

/** Every fact on which the condition looks. */
export function factsIn(condition: Condition): readonly string[] {
  switch (condition.is) {
    case 'equal':
    case 'one-of':
    case 'at-least':
    case 'at-most':
    case 'each-answered':
    case 'in-own-words':
    case 'some-line':
    case 'case-stands':
    case 'place-is':
    case 'moratorium':
      return [condition.fact]
    case 'other-case':
      return condition.named === null ? [] : [condition.named]
    case 'given':
    case 'same':
      return condition.facts
    case 'spent-at-most':
      return [condition.from, condition.to, condition.same]
    case 'fewer-alike':
      return condition.same
    case 'not-later-than':
      return condition.after === 'now' ? [condition.fact] : [condition.fact, condition.after]
    case 'not-sooner-than':
      return [condition.fact, condition.after]
    case 'passed':
      return [condition.since]
    case 'between-hours':
    case 'held':
    case 'in-state':
    case 'earlier-case':
      return []
    case 'not':
      return factsIn(condition.condition)
    case 'all':
    case 'any':
      return condition.of.flatMap(factsIn)
    default:
      return condition satisfies never
  }
}

/** The condition itself and every condition in it, but for those that speak of the lines of a fact. */
export function conditionsIn(condition: Condition): readonly Condition[] {
  if (condition.is === 'not') return [condition, ...conditionsIn(condition.condition)]
  if (condition.is === 'all' || condition.is === 'any') return [condition, ...condition.of.flatMap(conditionsIn)]
  return [condition]
}

/** Every state of which the condition speaks. */
export function statesIn(condition: Condition): readonly string[] {
  if (condition.is === 'in-state' || condition.is === 'other-case') return condition.states
  if (condition.is === 'earlier-case') return condition.ended
  if (condition.is === 'not') return statesIn(condition.condition)
  return condition.is === 'all' || condition.is === 'any' ? condition.of.flatMap(statesIn) : []
}

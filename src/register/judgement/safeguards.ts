/** What the safeguards say of one step: what stops it, and whether national law lets an officer go on all the same. */
import { type Condition, factsIn, type HoldName, type Procedure } from '../../procedures/index.ts'
import { heedsOf } from '../commit/death.ts'
import { type Mode, type Modes, rulesOf } from '../commit/rule.ts'
import type { CaseActor, CaseState } from './case-event.ts'
import { holds, repeated, type Situation, unanswered } from './condition.ts'
import type { Refusal } from './refusal.ts'

/** A rule that stops the step, its mode, and what it waits for. */
export interface Stop {
  readonly refusal: Refusal
  readonly mode: Mode
  /** Facts on which the rule looks: what is given with the step may still satisfy it. */
  readonly facts: readonly string[]
}

/** A bit that stands: placed by a rule that is enforced, or by one that national law lets an officer pass. */
export interface StandingHold {
  readonly mode: Mode
  readonly since: Temporal.Instant
}

export type StandingHolds = Readonly<Partial<Record<HoldName, StandingHold>>>

export interface Asked {
  readonly procedure: Procedure
  readonly modes: Modes
  readonly state: CaseState
  readonly step: string
  readonly actor: CaseActor
  readonly holds: StandingHolds
  readonly situation: Situation
}

/** Everything that stops the step, not the first alone. */
export function stopsOf(asked: Asked): readonly Stop[] {
  return [...forbidden(asked), ...lacking(asked), ...held(asked), ...sameOfficer(asked)]
}

function forbidden({ procedure, modes, step, situation }: Asked): readonly Stop[] {
  return rulesOf(procedure, 'forbid')
    .filter(({ rule }) => rule.stops.includes(step) && holds(rule.when, situation))
    .map(({ name, rule }) => stop(procedure, modes, name, { rule: 'forbidden', facts: factsIn(rule.when) }))
}

function lacking({ procedure, modes, step, situation }: Asked): readonly Stop[] {
  return rulesOf(procedure, 'require')
    .filter(({ rule }) => rule.for.includes(step) && !holds(rule.condition, situation))
    .map(({ name, rule }) => {
      const facts = factsIn(rule.condition)
      return stop(procedure, modes, name, { ...lack(rule.condition, situation), facts })
    })
}

/** What exactly is lacking, where the condition can tell. */
function lack(condition: Condition, on: Situation): Omit<Why, 'facts'> {
  if (condition.is === 'each-answered')
    return { rule: 'unanswered', params: { codes: unanswered(condition, on).join(','), least: condition.atLeast } }
  if (condition.is === 'in-own-words') {
    const found = repeated(condition, on)
    if (found === 'another-line') return { rule: 'repeats-a-line', params: {} }
    if (found?.caseNumber === null) return { rule: 'repeats-somebody', params: {} }
    if (found !== null) return { rule: 'repeats-a-case', params: { case: found.caseNumber } }
  }
  return { rule: 'required', params: {} }
}

/**
 * The bit's own mode decides, as in the gate of the database: one placed by an enforced safeguard is passed by nobody. The
 * officer reads its name and since when, never where it comes from.
 */
function held({ procedure, step, holds: standing }: Asked): readonly Stop[] {
  return heedsOf(procedure).flatMap(({ name, rule }) => {
    const bit = standing[rule.hold]
    if (bit === undefined || !rule.stops.includes(step)) return []
    const params = { hold: rule.hold, since: bit.since.toString() }
    return [{ refusal: refusalBy(procedure, name, 'held', params), mode: bit.mode, facts: [] }]
  })
}

function sameOfficer({ procedure, state, step, actor }: Asked): readonly Stop[] {
  return rulesOf(procedure, 'separate-officers').flatMap(({ name, rule: { steps } }) => {
    if (!steps.includes(step)) return []
    const others = steps.filter((one) => one !== step)
    const took = others.some((one) => state.takenBy[one]?.some(({ id }) => id !== null && id === actor.id))
    return took
      ? [{ refusal: refusalBy(procedure, name, 'two-officers', {}), mode: 'enforce' as const, facts: [] }]
      : []
  })
}

interface Why {
  readonly rule: string
  readonly facts: readonly string[]
  readonly params?: Refusal['params']
}

function stop(procedure: Procedure, modes: Modes, name: string, { rule, facts, params = {} }: Why): Stop {
  const mode = modes.recorded.has(name) ? 'record' : 'enforce'
  return { refusal: refusalBy(procedure, name, rule, params), mode, facts }
}

function refusalBy(procedure: Procedure, name: string, rule: string, params: Refusal['params']): Refusal {
  const cite = procedure.safeguards[name.split('.')[0] ?? '']?.cite ?? []
  return { rule, fact: null, safeguard: name, cite, params }
}

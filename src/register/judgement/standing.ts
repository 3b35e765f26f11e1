/**
 * What stands already binds what is given next, in a step and in a correction: a time that the State owes starts no later,
 * a child stays one until it is decided finally, time that somebody was given is not taken back, reasons are not given twice.
 */
import type { Actor, Derived, Procedure } from '../../procedures/index.ts'
import { rulesOf } from '../commit/rule.ts'
import { onceFor } from '../once-for.ts'
import type { CaseActor, Facts } from './case-event.ts'
import { momentOf } from './condition.ts'
import { isTreatedAsChild } from './derive.ts'
import type { Calendar } from './length.ts'
import type { Refusal } from './refusal.ts'
import type { NamedStep } from './step.ts'
import { AHEAD, citationsOf } from './values.ts'

export interface Given {
  readonly procedure: Procedure
  /** Facts before. */
  readonly was: Facts
  /** What is given now, as read. */
  readonly given: Facts
  /** Facts afterwards. */
  readonly facts: Facts
  readonly actor: CaseActor
  readonly calendar: Calendar
}

/** Everything that what stands says against what is given. */
export function standingRefusals(on: Given): readonly Refusal[] {
  return [...startRefusals(on), ...childRefusals(on), ...earlierRefusals(on), ...orderRefusals(on)]
}

/** The start of a time that the State owes moves to an earlier moment; to a later one only where a judge says so. */
function startRefusals({ procedure, was, given, actor, calendar }: Given): readonly Refusal[] {
  if (actor.role === 'judge') return []
  const protective = rulesOf(procedure, 'within').filter(({ rule }) => rule.clock === 'protective')
  return protective.flatMap(({ name, rule }): Refusal[] => {
    if (rule.from.at !== 'fact') return []
    const { fact } = rule.from
    if (given[fact] === undefined) return []
    const [before, after] = [momentOf({ facts: was, calendar }, fact), momentOf({ facts: given, calendar }, fact)]
    if (before === null || after === null || Temporal.Instant.compare(after, before) <= 0) return []
    const cite = procedure.safeguards[name.split('.')[0] ?? '']?.cite ?? []
    return [{ rule: 'start-only-earlier', fact, safeguard: name, cite, params: { before: before.toString() } }]
  })
}

type TreatedAsChild = Extract<Derived, { readonly basis: string }>

const childhoodsOf = onceFor(({ facts }: Procedure): readonly (readonly [string, TreatedAsChild])[] =>
  Object.entries(facts).flatMap(([name, { is }]) =>
    is.kind === 'derived' && is.rule === 'treated-as-child' ? [[name, is] as const] : [],
  ),
)

/**
 * Whoever is under 18 on any evidence, or says so, is a child until the age procedure has ended finally. The officer who
 * detains or expels does not end it by typing another birth date; who has none yet is not disputed by getting one.
 */
function childRefusals({ procedure, was, given, facts, actor, calendar }: Given): readonly Refusal[] {
  return childhoodsOf(procedure).flatMap(([name, is]): Refusal[] => {
    const mayEnd: readonly Actor[] = is.endedBy
    if (facts[name] !== false || mayEnd.includes(actor.role) || !isShown(is, was, calendar)) return []
    const fact = [is.basis, is.birth, is.at].find((one) => given[one] !== undefined) ?? null
    const cite = citationsOf(procedure, name)
    return [{ rule: 'child-until-decided', fact, safeguard: null, cite, params: {} }]
  })
}

function isShown({ birth, basis, at }: TreatedAsChild, facts: Facts, calendar: Calendar): boolean {
  if (facts[basis] === 'disputed') return true
  const [born, on] = [facts[birth], momentOf({ facts, calendar }, at)]
  if (typeof born !== 'string' || on === null) return false
  return isTreatedAsChild(born, 'documented', on.toZonedDateTimeISO('-12:00').toPlainDate()) === true
}

function earlierRefusals({ procedure, was, given, actor, calendar }: Given): readonly Refusal[] {
  if (actor.role === 'judge') return []
  return Object.keys(given).flatMap((fact): Refusal[] => {
    if (procedure.facts[fact]?.onlyLater !== true) return []
    const [before, after] = [momentOf({ facts: was, calendar }, fact), momentOf({ facts: given, calendar }, fact)]
    if (before === null || after === null || Temporal.Instant.compare(after, before) >= 0) return []
    const cite = citationsOf(procedure, fact)
    return [{ rule: 'only-later', fact, safeguard: null, cite, params: { before: String(was[fact]) } }]
  })
}

/**
 * What follows from something lies after it: nobody dies in detention, or is heard, before they lost their liberty. Times are typed
 * to the minute, by clocks that differ.
 */
function orderRefusals({ procedure, given, facts, calendar }: Given): readonly Refusal[] {
  return Object.keys(given).flatMap((fact): Refusal[] => {
    const first = procedure.facts[fact]?.notBefore ?? null
    if (first === null) return []
    const [earliest, at] = [momentOf({ facts, calendar }, first), momentOf({ facts: given, calendar }, fact)]
    if (earliest === null || at === null || Temporal.Instant.compare(at.add(AHEAD), earliest) >= 0) return []
    const cite = citationsOf(procedure, fact)
    return [{ rule: 'before-its-time', fact, safeguard: null, cite, params: { before: String(facts[first]) } }]
  })
}

/** Reasons of an earlier step, given once more word for word, are none. */
export function repeatedReasons(
  procedure: Procedure,
  { inNewWords }: NamedStep,
  { was, given }: Pick<Given, 'was' | 'given'>,
): readonly Refusal[] {
  return inNewWords
    .filter((fact) => given[fact] !== undefined && JSON.stringify(given[fact]) === JSON.stringify(was[fact]))
    .map((fact) => ({ rule: 'said-before', fact, safeguard: null, cite: citationsOf(procedure, fact), params: {} }))
}

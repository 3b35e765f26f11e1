/** Safeguards: each rests on something, says something, and every time has a beginning and an end. */
import {
  type Condition,
  conditionsIn,
  factsIn,
  type Moment,
  type Procedure,
  type Rule,
  statesIn,
  type Within,
} from '../vocabulary/index.ts'
import {
  conditionsOf,
  type DeclaredRule,
  declaredRules,
  declaredSteps,
  knownFacts,
  momentsOf,
  reachedStates,
  stepsNamed,
} from './declared.ts'
import type { Found } from './finding.ts'

export function safeguardFindings(procedure: Procedure): readonly Found[] {
  return [
    ...empty(procedure),
    ...declaredRules(procedure).flatMap((one) => [
      ...namesNothing(procedure, one),
      ...recordedThoughForbidden(procedure, one),
      ...clockFindings(procedure, one),
      ...holdFindings(procedure, one),
      ...ignoredFacts(procedure, one),
      ...otherCases(procedure, one),
    ]),
  ]
}

function empty(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.safeguards).flatMap(([name, { cite, rules }]) => [
    ...(cite.length > 0 ? [] : [{ name, rule: 'rests-on-nothing', reason: 'It cites nothing.' }]),
    ...(Object.keys(rules).length > 0 ? [] : [{ name, rule: 'says-nothing', reason: 'It has no rule.' }]),
  ])
}

function namesNothing(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  const steps = new Set(declaredSteps(procedure).map((step) => step.name))
  const states = [
    ...conditionsOf(rule).flatMap(statesIn),
    ...momentsOf(rule).flatMap((one) => (one.at === 'entering' ? one.states : [])),
  ]
  const named = [...stepsNamed(rule), ...momentsOf(rule).flatMap((one) => (one.at === 'taking' ? one.steps : []))]
  return [
    ...named
      .filter((step) => !steps.has(step))
      .map((step) => ({ name, rule: 'no-such-step', reason: `There is no step ${step}.` })),
    ...states
      .filter((state) => !Object.hasOwn(procedure.states, state))
      .map((state) => ({ name, rule: 'no-such-state', reason: `There is no state ${state}.` })),
  ]
}

/** Never in mode record: walls, telling, and what protects children. There practice is the obstacle, not the law. */
const NEVER_RECORDED: readonly Rule['kind'][] = ['inform', 'wall', 'ignores', 'separate-officers']

function recordedThoughForbidden(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  if (!rule.mayRecord) return []
  if (NEVER_RECORDED.includes(rule.kind))
    return [{ name, rule: 'may-never-record', reason: `A rule of the kind ${rule.kind} is never in mode record.` }]
  const stopsSteps = rule.kind === 'forbid' || rule.kind === 'places'
  const child = stopsSteps && conditionsOf(rule).some((one) => isAboutChildren(procedure, one))
  return child ? [{ name, rule: 'may-never-record', reason: 'What protects children is never in mode record.' }] : []
}

function isAboutChildren(procedure: Procedure, condition: Condition): boolean {
  return factsIn(condition).some((fact) => {
    const is = procedure.facts[fact]?.is
    return is?.kind === 'derived' && is.rule === 'treated-as-child'
  })
}

function clockFindings(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  if (rule.kind !== 'within') return []
  const found: Found[] = []
  if (!canCome(procedure, rule.from))
    found.push({ name, rule: 'clock-without-start', reason: 'Nothing starts this clock.' })
  if (!canCome(procedure, rule.until) || !canBeStopped(procedure, rule))
    found.push({ name, rule: 'clock-without-stop', reason: 'Nothing stops this clock.' })
  if (rule.thereupon !== null && rule.clock === 'adverse' && rule.when === null && rule.from.at !== 'fact')
    found.push({
      name,
      rule: 'loss-without-service',
      reason: 'A person loses something at its end, and it does not ask whether they were told and understood.',
    })
  if (rule.limit.history.length === 0) found.push({ name, rule: 'clock-without-length', reason: 'It has no length.' })
  return found
}

/** Whether some step brings the moment about. */
export function canCome(procedure: Procedure, moment: Moment): boolean {
  switch (moment.at) {
    case 'opening':
      return true
    case 'fact':
      return knownFacts(procedure).has(moment.fact)
    case 'entering':
      return moment.states.some((state) => reachedStates(procedure).has(state))
    case 'taking':
      return declaredSteps(procedure).some(({ name, by }) => moment.steps.includes(name) && by.length > 0)
    default:
      return moment satisfies never
  }
}

/** Where only some may stop it, one of them takes a step that does. */
function canBeStopped(procedure: Procedure, { until, by }: Within<string, string, string>): boolean {
  if (by === null) return true
  return declaredSteps(procedure)
    .filter(({ name, to, needs, takes, gives }) => {
      if (until.at === 'opening') return name === 'open'
      if (until.at === 'entering') return to !== null && until.states.includes(to)
      return until.at === 'taking' ? until.steps.includes(name) : [...needs, ...takes, ...gives].includes(until.fact)
    })
    .some((step) => step.by.some((one) => by.includes(one)))
}

function holdFindings(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  if (rule.kind !== 'places') return []
  const reached = reachedStates(procedure)
  return rule.whileIn
    .filter((state) => !reached.has(state))
    .map((state) => ({
      name,
      rule: 'hold-in-no-state',
      reason: `It places a hold in ${state}, which no case reaches.`,
    }))
}

/** Other cases are looked for where a step is stopped, under a lock of the person: nothing else asks for them. */
function otherCases(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  const asked = conditionsOf(rule)
    .flatMap(conditionsIn)
    .filter((one) => one.is === 'other-case')
  const stops = rule.kind === 'forbid' ? rule.onArising === null && rule.onCeasing === null : rule.kind === 'require'
  return [
    ...(asked.length > 0 && !stops
      ? [
          {
            name,
            rule: 'looks-for-no-case',
            reason: 'It looks at other cases, and stops no step: nobody looks for them there.',
          },
        ]
      : []),
    ...asked
      .filter(({ named }) => named !== null && procedure.facts[named]?.is.kind !== 'case-number')
      .map(({ named }) => ({ name, rule: 'names-no-case', reason: `${named} is no number of a case.` })),
  ]
}

/** What nobody may weigh stands in no condition, and no move of a case needs it. To note it is no weighing. */
function ignoredFacts(procedure: Procedure, { name, rule }: DeclaredRule): readonly Found[] {
  if (rule.kind !== 'ignores') return []
  const moves = declaredSteps(procedure).filter(({ kind }) => kind !== 'entry')
  const byMoves = moves.flatMap((step) => step.needs.map((fact) => ({ by: step.name, fact })))
  const byConditions = [
    ...moves.flatMap(({ name: by, when }) => (when === null ? [] : [{ by, when }])),
    ...declaredRules(procedure).flatMap((one) => conditionsOf(one.rule).map((when) => ({ by: one.name, when }))),
  ].flatMap(({ by, when }) => factsIn(when).map((fact) => ({ by, fact })))
  return [...byMoves, ...byConditions]
    .filter(({ fact }) => rule.facts.includes(fact))
    .map(({ by, fact }) => ({
      ...{ name, rule: 'weighed-all-the-same' },
      reason: `${by} asks for ${fact}, which nobody may weigh.`,
    }))
}

/** A declaration as its checks read it: steps in one shape, states that can be reached, facts that can be known. */
import {
  type Actor,
  type Condition,
  leftStates,
  type Moment,
  type Procedure,
  type Rule,
  statesOf,
} from '../vocabulary/index.ts'

export interface DeclaredStep {
  readonly name: string
  readonly kind: 'open' | 'transition' | 'entry'
  readonly from: readonly string[]
  /** Null for what moves nothing, and for a return to an earlier state. */
  readonly to: string | null
  readonly by: readonly Actor[]
  readonly needs: readonly string[]
  readonly anew: readonly string[]
  readonly takes: readonly string[]
  readonly gives: readonly string[]
  readonly when: Condition | null
}

/** Opening, transitions and entries. */
export function declaredSteps(procedure: Procedure): readonly DeclaredStep[] {
  const open = statesOf(procedure, ['initial', 'open'])
  const all = Object.keys(procedure.states)
  const [initial] = statesOf(procedure, ['initial'])
  const { opens } = procedure
  return [
    {
      ...{ name: 'open', kind: 'open', from: [], to: initial ?? null, by: opens.by, needs: opens.needs, anew: [] },
      ...{ takes: opens.takes ?? [], gives: Object.keys(opens.gives ?? {}), when: null },
    },
    ...Object.entries(procedure.transitions).map(
      ([name, step]): DeclaredStep => ({
        ...{ name, kind: 'transition', from: step.from === 'any-open' ? open : step.from },
        ...{ to: step.to === 'earlier' ? null : step.to, by: step.by, needs: step.needs ?? [], anew: step.anew ?? [] },
        ...{ takes: step.takes ?? [], gives: Object.keys(step.gives ?? {}), when: step.when ?? null },
      }),
    ),
    ...Object.entries(procedure.entries).map(
      ([name, step]): DeclaredStep => ({
        ...{ name, kind: 'entry', from: step.in === 'any' ? all : step.in === 'any-open' ? open : step.in, to: null },
        ...{
          by: step.by,
          needs: step.needs,
          anew: step.anew ?? [],
          takes: step.takes ?? [],
          gives: Object.keys(step.gives ?? {}),
          when: step.when ?? null,
        },
      }),
    ),
  ]
}

/** States to which some way leads from the opening, or in which cases of an earlier version still stand. */
export function reachedStates(procedure: Procedure): ReadonlySet<string> {
  const reached = new Set([...statesOf(procedure, ['initial']), ...leftStates(procedure)])
  const moves = declaredSteps(procedure).filter(({ kind }) => kind === 'transition')
  for (let before = -1; before < reached.size; ) {
    before = reached.size
    for (const { from, to } of moves) if (to !== null && from.some((one) => reached.has(one))) reached.add(to)
  }
  return reached
}

/** Facts that some step takes or gives, and those that follow from such. */
export function knownFacts(procedure: Procedure): ReadonlySet<string> {
  const known = new Set(declaredSteps(procedure).flatMap(({ needs, takes, gives }) => [...needs, ...takes, ...gives]))
  for (const [name, { is }] of Object.entries(procedure.facts)) if (is.kind === 'derived') known.add(name)
  return known
}

export interface DeclaredRule {
  /** "D3.judge" */
  readonly name: string
  readonly rule: Rule
}

export function declaredRules(procedure: Procedure): readonly DeclaredRule[] {
  return Object.entries(procedure.safeguards).flatMap(([safeguard, { rules }]) =>
    Object.entries(rules).map(([name, rule]) => ({ name: `${safeguard}.${name}`, rule })),
  )
}

/** The conditions of a rule. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  switch (rule.kind) {
    case 'forbid':
      return [rule.when]
    case 'require':
      return [rule.condition]
    case 'within':
      return [rule.when, rule.stopsIf].filter((one) => one !== null)
    case 'places':
    case 'reported':
      return rule.when === null ? [] : [rule.when]
    case 'heeds':
    case 'separate-officers':
    case 'wall':
    case 'inform':
    case 'ignores':
      return []
    default:
      return rule satisfies never
  }
}

/** The moments of which a rule speaks. */
export function momentsOf(rule: Rule): readonly Moment[] {
  switch (rule.kind) {
    case 'within':
      return [rule.from, rule.until]
    case 'places':
      return [rule.atLeast, rule.atMost].flatMap((span) => span?.from ?? [])
    case 'inform':
    case 'reported':
      return [rule.by]
    case 'forbid':
    case 'require':
    case 'heeds':
    case 'separate-officers':
    case 'wall':
    case 'ignores':
      return []
    default:
      return rule satisfies never
  }
}

/** The steps that a rule names. */
export function stepsNamed(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'forbid':
      return [...rule.stops, ...present(rule.onArising, rule.onCeasing)]
    case 'require':
      return rule.for
    case 'heeds':
      return [...rule.stops, ...present(rule.onArrival, rule.onLifting)]
    case 'within':
      return present(rule.thereupon)
    case 'separate-officers':
      return rule.steps
    case 'places':
    case 'inform':
    case 'reported':
    case 'wall':
    case 'ignores':
      return []
    default:
      return rule satisfies never
  }
}

/** The steps that a rule makes the system take. */
export function causedBy(rule: Rule): readonly string[] {
  if (rule.kind === 'forbid') return present(rule.onArising, rule.onCeasing)
  if (rule.kind === 'heeds') return present(rule.onArrival, rule.onLifting)
  return rule.kind === 'within' ? present(rule.thereupon) : []
}

function present(...names: readonly (string | null)[]): readonly string[] {
  return names.filter((name) => name !== null)
}

/** The steps of a procedure, whatever their kind, in one shape: who may take each, from where, to where, with what. */
import {
  type Actor,
  type Condition,
  type Given,
  type OfficerRole,
  type Procedure,
  startingStates,
} from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'

export interface NamedStep {
  readonly name: string
  readonly kind: 'open' | 'take' | 'enter'
  /** Null: whatever the state, a final one too. `new`: there is no case yet. */
  readonly from: readonly string[] | 'new' | null
  /** Null: it moves nothing. `earlier`: back to where the case came from. */
  readonly to: string | null
  readonly by: readonly Actor[]
  readonly needs: readonly string[]
  /** Of those, what is given with it each time. */
  readonly anew: readonly string[]
  /** Of those, texts that are not word for word what stood before. */
  readonly inNewWords: readonly string[]
  readonly takes: readonly string[]
  readonly when: Condition | null
  readonly countersigned: readonly OfficerRole[]
  /** Whether whoever takes it signs it with a passkey. */
  readonly serious: boolean
  /** Told at once to these, who alone read it. */
  readonly tells: readonly OfficerRole[]
  /** Facts that the step gives by itself. */
  readonly gives: Readonly<Record<string, Given | undefined>>
}

/** The step by its name; null where the procedure has none. */
export function stepNamed(procedure: Procedure, name: string): NamedStep | null {
  if (name === 'open') return opening(procedure)
  const transition = Object.hasOwn(procedure.transitions, name) ? procedure.transitions[name] : undefined
  if (transition !== undefined)
    return {
      name,
      kind: 'take',
      from: startingStates(procedure, transition.from),
      to: transition.to,
      by: transition.by,
      needs: transition.needs ?? [],
      anew: transition.anew ?? [],
      inNewWords: transition.inNewWords ?? [],
      takes: transition.takes ?? [],
      when: transition.when ?? null,
      countersigned: transition.countersigned ?? [],
      serious: transition.serious ?? false,
      tells: [],
      gives: transition.gives ?? {},
    }
  const entry = Object.hasOwn(procedure.entries, name) ? procedure.entries[name] : undefined
  if (entry === undefined) return null
  return {
    name,
    kind: 'enter',
    from: entry.in === 'any' ? null : startingStates(procedure, entry.in),
    to: null,
    by: entry.by,
    needs: entry.needs,
    anew: entry.anew ?? [],
    inNewWords: [],
    takes: entry.takes ?? [],
    when: entry.when ?? null,
    countersigned: [],
    serious: entry.serious ?? false,
    tells: entry.to ?? [],
    gives: entry.gives ?? {},
  }
}

/** Every step, in the order of the declaration. */
export const stepsOf = onceFor((procedure: Procedure): readonly NamedStep[] => {
  const names = ['open', ...Object.keys(procedure.transitions), ...Object.keys(procedure.entries)]
  return names.flatMap((name) => stepNamed(procedure, name) ?? [])
})

/** Whether the step starts from the state. */
export function startsFrom({ from }: NamedStep, state: string | null): boolean {
  if (from === 'new') return state === null
  return state !== null && (from === null || from.includes(state))
}

/** The states from which the step starts; none where there is no such step. */
export function startingFrom(procedure: Procedure, step: NamedStep | null): readonly string[] {
  if (step === null || step.from === 'new') return []
  return step.from ?? Object.keys(procedure.states)
}

export function initialState(procedure: Procedure): string {
  const found = Object.entries(procedure.states).find(([, kind]) => kind === 'initial')
  if (found === undefined) throw new RangeError(`${procedure.name} has no initial state`)
  return found[0]
}

function opening(procedure: Procedure): NamedStep {
  const { by, needs, takes, gives } = procedure.opens
  const to = initialState(procedure)
  return {
    ...{ name: 'open', kind: 'open', from: 'new', to, by, needs, anew: [], inNewWords: [], takes: takes ?? [] },
    ...{ when: null, countersigned: [], serious: false, tells: [], gives: gives ?? {} },
  }
}

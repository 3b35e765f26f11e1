/** The words of a procedure, by key, apart from its rules. A missing word does not compile. */

import type { Fact } from './fact.ts'
import type { Declaration, StateKind } from './procedure.ts'
import type { Compartment } from './role.ts'

/** What a step is called: on its button, and in the timeline once it is done. */
export interface StepWords {
  readonly button: string
  readonly done: string
  readonly help?: string
}

/** `officer`: what must be done now. `person`: what they may count on. `{time}`, `{date}`, `{law}`… are filled in. */
export interface SafeguardWords {
  readonly title: string
  readonly officer: string
  readonly person: string | null
}

export interface ProcedureTexts<F extends string, S extends string, T extends string, G extends string> {
  readonly title: string
  /** One sentence for anybody: what it is and what it may never become. */
  readonly idea: string
  readonly facts: Readonly<Record<F, { readonly label: string; readonly hint?: string }>>
  /** Words for what a line of a small table holds: fact → name within the line → label. */
  readonly lines?: { readonly [K in F]?: Readonly<Record<string, string>> }
  readonly states: Readonly<Record<S, string>>
  readonly steps: Readonly<Record<T, StepWords>>
  readonly safeguards: Readonly<Record<G, SafeguardWords>>
  /** Words of the codes of its own lists: list → code → word. Lists that many share have theirs in shared.texts.ts. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>
}

type Key<R> = keyof R & string

/** `textsOf(detention)({ … })`: words for every fact, state, step and safeguard of the procedure. */
export function textsOf<
  F extends Readonly<Record<string, Fact>>,
  S extends Readonly<Record<string, StateKind>>,
  E,
  T,
  P extends Readonly<Record<string, Compartment>>,
  G,
>(_procedure: Declaration<F, S, E, T, P, G>) {
  return (texts: ProcedureTexts<Key<F>, Key<S>, Key<E> | Key<T> | 'open', Key<G>>) => texts
}

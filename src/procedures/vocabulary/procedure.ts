/**
 * A procedure of the State, declared: what it answers, where it lies, who acts, what is known, which steps there are,
 * what protects the person, when it is forgotten, what is counted. The words shown to people stand in NAME.texts.ts.
 */
import type { Citation } from './citation.ts'
import type { Condition } from './condition.ts'
import type { Fact } from './fact.ts'
import type { Length, Limit } from './limit.ts'
import type { Actor, Compartment, OfficerRole, PersonRole } from './role.ts'
import type { Ladder, Moment, Safeguard } from './safeguard.ts'
import type { Amendment } from './version.ts'

/** `initial`: where a case opens. `final`: nothing follows, except what is named with it as `from`. */
export type StateKind = 'initial' | 'open' | 'final'

/** The time that the step itself has: what `gives` puts into an instant or a date. */
export const theTime = { is: 'the-time' } as const
/** What another fact says before the step: `asItStood('authorizedUntil')`. Nothing where it says nothing. */
export interface AsItStood<F extends string = string> {
  readonly is: 'as-it-stood'
  readonly fact: F
}
export const asItStood = <const F extends string>(fact: F): AsItStood<F> => ({ is: 'as-it-stood', fact })
export type Given<F extends string = string> =
  | string
  | boolean
  | number
  | readonly string[]
  | typeof theTime
  | AsItStood<F>

/** Facts that a step gives by itself: which step the judge took is the decision, when it was taken is its time. */
export type Gives<F extends string> = { readonly [K in F]?: Given<F> }

/** A case of another procedure on the same person, opened in the same transaction. Nothing else goes with it. */
export interface OpensCase {
  readonly procedure: string
  readonly giving: Readonly<Record<string, Given>>
}

/**
 * A step that the system takes on other cases of this procedure once this one is taken, as far as it is open there: on those of
 * the same person or, where a fact is named, on the one whose number it gives. What the step gives there is all that is told.
 */
export interface Reaches<F extends string = string, T extends string = string> {
  readonly step: T
  readonly named?: F
}

/** A move from state to state. */
export interface Transition<F extends string = string, S extends string = string, T extends string = string> {
  /** `any-open`: from whatever state is not final. */
  readonly from: readonly S[] | 'any-open'
  /** `earlier`: back to the state from which the case came into this one. */
  readonly to: S | 'earlier'
  readonly by: readonly Actor[]
  /** Facts that must be given with it, or stand already. */
  readonly needs?: readonly F[]
  /** Of those, what is given with it each time: what stood before does not count. */
  readonly anew?: readonly F[]
  /** Of these texts again, those that may not be word for word what stood before: a renewal has reasons of its own. */
  readonly inNewWords?: readonly F[]
  /** Facts that may be given with it. */
  readonly takes?: readonly F[]
  /** For a step of the system that no clock and no hold brings about: what does. */
  readonly upon?: Moment<F, S, T>
  readonly when?: Condition<F, S>
  /** One act of a second person before it takes effect, of one of these roles. */
  readonly countersigned?: readonly OfficerRole[]
  /** Takes something from the person or ends what protects them: each officer signs it with a passkey of their own. */
  readonly serious?: true
  readonly gives?: Gives<F>
  readonly opensCase?: OpensCase
  readonly reaches?: readonly Reaches<F, T>[]
  /** Raises the alarm of this ladder, though no safeguard was broken: a death. */
  readonly alarm?: Ladder
  /** The system takes it once the version has come into force: the state from which it leads is gone from that day on. */
  readonly uponLaw?: true
}

/** Something noted on a case that does not move it: rights told, a place changed. */
export interface Entry<F extends string = string, S extends string = string, T extends string = string> {
  readonly in: readonly S[] | 'any-open' | 'any'
  readonly by: readonly Actor[]
  readonly needs: readonly F[]
  /** As of a transition. */
  readonly anew?: readonly F[]
  readonly takes?: readonly F[]
  /** As of a transition: asked before what the entry gives by itself, so that what is made once can be made. */
  readonly when?: Condition<F, S>
  /** Told at once to this body, which alone reads it: a sentence of the person, behind a button of its own. */
  readonly to?: readonly OfficerRole[]
  /** As of a transition. */
  readonly serious?: true
  readonly gives?: Gives<F>
  readonly opensCase?: OpensCase
  /** As of a transition. */
  readonly reaches?: readonly Reaches<F, T>[]
}

/**
 * How far a role reads. `own`: cases with which its office has to do. `client`: of the person it speaks for.
 * `consented`: what the person agreed to in writing. `state-only`: where the case stands, no fact.
 */
export interface Reads<F extends string = string, P extends string = string> {
  readonly cases: 'all' | 'own' | 'client' | 'consented'
  readonly facts: 'all' | 'all-but-sensitive' | 'state-only' | readonly F[]
  /** Sub-records that it reads whole; of others it sees none. */
  readonly parts?: readonly P[]
  /** For `own`: the fact that names its office. No other puts the case before it, not the pack's list of who takes what either. */
  readonly namedBy?: F
  /** Whether it is shown the person's name. Where nothing is said: whoever reads the facts whole is. */
  readonly name?: boolean
  /** For `client` and `consented`: who puts such an officer on a case. For `consented` nobody but the person's side. */
  readonly putOnBy?: readonly (OfficerRole | PersonRole)[]
  /**
   * The person sees at once that this role looked, unless that would reveal somebody who is being protected, or an inquiry
   * into a crime: then so much later, with this reason.
   */
  readonly shownLater?: { readonly limit: Limit<Length>; readonly because: 'protected-person' | 'criminal-inquiry' }
}

/** When personal data is destroyed: an adverse clock that any open remedy stops. */
export interface Retention<F extends string = string, S extends string = string, T extends string = string> {
  /** `all`: everything personal. */
  readonly what: 'all' | readonly F[]
  readonly from: Moment<F, S, T> | { readonly at: 'last-contact' }
  readonly keep: Limit<Length>
  /** Or so many months as this fact says, where that is sooner: a ban on entry. */
  readonly orMonthsOf?: F
  readonly when?: Condition<F, S>
}

/**
 * What personal data that goes by time waits for besides: nothing that is unread goes, nor while a clock runs, nor before the
 * person was warned. What the person asks to have erased waits for none of it.
 */
export interface Expiry {
  /** Officers who must have read what the person wrote; the person must have read what officers did. */
  readonly readBy: readonly OfficerRole[]
  /** So long before, and after the last that was written, the person is warned at their next contact. */
  readonly warned: Limit<Length>
}

export type Measure<F extends string = string, S extends string = string, T extends string = string> =
  | { readonly counts: 'cases' }
  | { readonly hours: { readonly from: Moment<F, S, T>; readonly to: Moment<F, S, T> } }
  | { readonly days: { readonly from: Moment<F, S, T>; readonly to: Moment<F, S, T> } }
  /** 1 if it ever was so, else 0. */
  | { readonly reached: Moment<F, S, T> }
  | { readonly times: Moment<F, S, T> }
  | { readonly holds: Condition<F, S> }
  /** 1 if the safeguard was kept to the end. */
  | { readonly kept: string }
  | { readonly breachesBySafeguard: true }
  | { readonly sum: F }

/** What a case leaves to statistics, without a name. */
export interface StatisticalRecord<F extends string = string, S extends string = string, T extends string = string> {
  readonly unit: string
  readonly emittedAt: readonly Moment<F, S, T>[]
  /** A count of open cases at 24:00 of the last day of each period. */
  readonly stock?: 'month' | 'quarter' | 'year'
  readonly period: 'month' | 'quarter' | 'half-year' | 'year' | 'school-year'
  readonly dimensions: readonly F[]
  readonly measures: Readonly<Record<string, Measure<F, S, T>>>
  readonly release?: Release<F>
}

/** What figures must meet before anybody outside sees them, beside the rules for all tables. */
export interface Release<F extends string = string> {
  /** No cell below it. */
  readonly cell: number
  /** Not sooner than so long after the end of the period. */
  readonly later?: Length
  /** Never crossed with one another under the number of the cell. */
  readonly notTogether?: readonly F[]
  /** Not by region or district. */
  readonly nationwide?: true
  /** Its very numbers may point at people: nothing of it is published without noise, breaches neither. */
  readonly hiddenInNumber?: true
}

/**
 * A question put to the agency that `agency` names: it sees the facts of `shows` alone, in a case of its own
 * compartment under a number of its own, and makes the entry `answers` there.
 */
export interface Mirror<F extends string = string, E extends string = string> {
  readonly agency: F
  readonly shows: readonly F[]
  readonly answers: E
}

/** What a person can do without an account: by code, card, telephone, helper or paper. */
export interface PersonAccess<F extends string = string, T extends string = string, S extends string = string> {
  readonly reads: 'all' | readonly F[]
  readonly takes: readonly T[]
  /** A yes or no: while it is yes, nobody but the person reads or acts with a code. The representative may be the danger. */
  readonly noRepresentativeWhile?: F
  /** States that say that the person has died: their other cases learn it, and nothing else. */
  readonly diedIn?: readonly S[]
}

/** Of a case that is about no person: no name, no code, no slip, nobody to be told at their next contact. */
export const NOBODY = { reads: [], takes: [] } as const satisfies PersonAccess

/** Whether cases of the procedure are about somebody. */
export function isAboutSomebody({ person }: Pick<Procedure, 'person'>): boolean {
  return person.reads === 'all' || person.reads.length > 0 || person.takes.length > 0
}

type Key<R> = keyof R & string

export interface Declaration<
  F extends Readonly<Record<string, Fact>>,
  S extends Readonly<Record<string, StateKind>>,
  E,
  T,
  P extends Readonly<Record<string, Compartment>>,
  G,
> {
  readonly name: string
  /** First day of this version, ISO 8601; null for the first. A case is judged by the version in force at each step. */
  readonly since: string | null
  /** Of a version that is not the first: what the law changed. */
  readonly amendment?: Amendment
  /** Of a declaration that the law has changed (`amended`): each version by itself, oldest first. */
  readonly versions?: readonly Procedure[]
  readonly answers: readonly Citation[]
  readonly compartment: Compartment
  /** Not even the number of its acts may be known: the ledger enters them in a log that grows evenly. */
  readonly hiddenInNumber?: true
  /** Sub-records in another compartment, by name. */
  readonly parts: P
  readonly opens: {
    readonly by: readonly (OfficerRole | PersonRole)[]
    readonly needs: readonly NoInfer<Key<F>>[]
    readonly takes?: readonly NoInfer<Key<F>>[]
    readonly gives?: Gives<NoInfer<Key<F>>>
  }
  readonly reads: Readonly<Partial<Record<OfficerRole, Reads<NoInfer<Key<F>>, NoInfer<Key<P>>>>>>
  /** Who answers for the agency that has the case: told of its breaches and of times that run out. */
  readonly heads?: readonly OfficerRole[]
  readonly walledOff: readonly (OfficerRole | 'employers' | 'consulates')[]
  readonly facts: F
  /** What nobody may collect here, in words: the page says so, a reviewer checks it. */
  readonly neverCollected: readonly string[]
  /** What no text may hold; a text that does is refused and nothing is saved. A country pack gives words and patterns. */
  readonly refusedInText?: readonly ('document-number' | 'status-words')[]
  readonly mirror?: Mirror<NoInfer<Key<F>>, NoInfer<Key<E>>>
  readonly states: S
  readonly transitions: {
    readonly [K in keyof T]: Transition<NoInfer<Key<F>>, NoInfer<Key<S>>, NoInfer<Key<T> | Key<E>>>
  }
  readonly entries: { readonly [K in keyof E]: Entry<NoInfer<Key<F>>, NoInfer<Key<S>>, NoInfer<Key<T> | Key<E>>> }
  readonly safeguards: {
    readonly [K in keyof G]: Safeguard<NoInfer<Key<F>>, NoInfer<Key<S>>, NoInfer<Key<T> | Key<E> | 'open'>>
  }
  readonly retention: readonly Retention<NoInfer<Key<F>>, NoInfer<Key<S>>, NoInfer<Key<T> | Key<E>>>[]
  readonly expiry?: Expiry
  readonly statistics: StatisticalRecord<NoInfer<Key<F>>, NoInfer<Key<S>>, NoInfer<Key<T> | Key<E>>>
  readonly person: PersonAccess<NoInfer<Key<F>>, NoInfer<Key<T> | Key<E>>, NoInfer<Key<S>>>
}

/** Any procedure, as the engine sees it: it knows none by name. */
export type Procedure = Declaration<
  Readonly<Record<string, Fact>>,
  Readonly<Record<string, StateKind>>,
  Readonly<Record<string, Entry>>,
  Readonly<Record<string, Transition>>,
  Readonly<Record<string, Compartment>>,
  Readonly<Record<string, Safeguard>>
>

/**
 * Declares a procedure. A transition to a state that is not there, a fact that nobody declared, a safeguard of a step
 * that does not exist do not compile; what types cannot see, `check` finds at start.
 */
export function procedure<
  const F extends Readonly<Record<string, Fact>>,
  const S extends Readonly<Record<string, StateKind>>,
  const E,
  const T,
  const P extends Readonly<Record<string, Compartment>>,
  const G,
>(declaration: Declaration<F, S, E, T, P, G>): Declaration<F, S, E, T, P, G> {
  return declaration
}

/** Whether officers of this role are shown the name of the person of a case that they read. */
export function readsName({ reads }: Pick<Procedure, 'reads'>, role: OfficerRole): boolean {
  const read = reads[role]
  if (read === undefined) return false
  return read.name ?? (read.facts === 'all' || read.facts === 'all-but-sensitive')
}

/** Who puts officers of this role on a case of the procedure; null where they are not put on. */
export function putOnBy(
  { reads }: Pick<Procedure, 'reads'>,
  role: OfficerRole,
): readonly (OfficerRole | PersonRole)[] | null {
  const read = reads[role]
  if (read?.cases !== 'client' && read?.cases !== 'consented') return null
  return read.putOnBy ?? []
}

/** The states of these kinds, in the order of the declaration. */
export function statesOf(procedure: Pick<Procedure, 'states'>, kinds: readonly StateKind[]): readonly string[] {
  return Object.entries(procedure.states).flatMap(([state, kind]) => (kinds.includes(kind) ? [state] : []))
}

/** From which a case goes on: all but the final ones. */
export function openStates(procedure: Pick<Procedure, 'states'>): readonly string[] {
  return statesOf(procedure, ['initial', 'open'])
}

/** The states from which a transition starts. */
export function startingStates(
  procedure: Pick<Procedure, 'states'>,
  from: readonly string[] | 'any-open',
): readonly string[] {
  return from === 'any-open' ? openStates(procedure) : from
}

/** Whether the number of acts is hidden: such a procedure has a log and pages of its own. */
export function isHiddenInNumber({ hiddenInNumber }: Pick<Procedure, 'hiddenInNumber'>): boolean {
  return hiddenInNumber === true
}

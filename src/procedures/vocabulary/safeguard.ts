/**
 * Safeguards: what the engine refuses, requires, counts down, stops or tells. One safeguard may hold several rules; each
 * rule has a name, so that a country pack can speak of it alone.
 */
import type { Citation } from './citation.ts'
import type { Condition } from './condition.ts'
import type { HoldName } from './hold.ts'
import type { Length, Limit } from './limit.ts'
import type { Actor, OfficerRole } from './role.ts'

/**
 * Who is told of a breach. `R` (rights): head of the agency and Ombudsperson at once, the person at the next contact.
 * `L` (liberty and removal): R, the duty judge and the national preventive mechanism, by an alarm that repeats until
 * somebody acknowledges it. `W` (wall): R and the data-protection authority; the attempt returns nothing.
 */
export type Ladder = 'R' | 'L' | 'W'

/** A moment in the life of a case. */
export type Moment<F extends string = string, S extends string = string, T extends string = string> =
  | { readonly at: 'opening' }
  /** The moment that the fact itself names. */
  | { readonly at: 'fact'; readonly fact: F }
  /** When one of these states was first entered, after the clock started. */
  | { readonly at: 'entering'; readonly states: readonly S[] }
  /** When one of these transitions was taken, or these entries made. */
  | { readonly at: 'taking'; readonly steps: readonly T[] }

export const opening: Moment<never, never, never> = { at: 'opening' }
export const factOf = <const F extends string>(fact: F): Moment<F, never, never> => ({ at: 'fact', fact })
export const entering = <const S extends string>(...states: readonly S[]): Moment<never, S, never> => ({
  at: 'entering',
  states,
})
export const taking = <const T extends string>(...steps: readonly T[]): Moment<never, never, T> => ({
  at: 'taking',
  steps,
})

interface Common {
  /**
   * Whether a country pack may set `record`: only where national law itself, and not practice, is the obstacle. Never
   * for what protects children and victims, for walls, for telling, for erasure, for a person's own case.
   */
  readonly mayRecord: boolean
}

/** These steps are not open while the condition holds. */
export interface Forbid<F extends string, S extends string, T extends string> extends Common {
  readonly kind: 'forbid'
  readonly when: Condition<F, S>
  readonly stops: readonly T[]
  /** The transition that the system takes when the condition comes to hold on a case on which it did not. */
  readonly onArising: T | null
  /** And when it holds no longer. */
  readonly onCeasing: T | null
}

/** These steps need the condition. */
export interface Require<F extends string, S extends string, T extends string> extends Common {
  readonly kind: 'require'
  readonly condition: Condition<F, S>
  readonly for: readonly T[]
}

/** A clock. */
export interface Within<F extends string, S extends string, T extends string> extends Common {
  readonly kind: 'within'
  readonly limit: Limit<Length>
  /** `protective`: a duty of the State, may fire early, never late. `adverse`: the person loses something, the reverse. */
  readonly clock: 'protective' | 'adverse'
  readonly from: Moment<F, S, T>
  readonly until: Moment<F, S, T>
  /** Whose decision stops it; null for anybody's. */
  readonly by: readonly Actor[] | null
  /** It runs only where this holds. */
  readonly when: Condition<F, S> | null
  /** What stops it does so only where this holds: rights that were not understood were not told. */
  readonly stopsIf: Condition<F, S> | null
  /** The transition that the system takes when the time is over. */
  readonly thereupon: T | null
  /**
   * What is owed is that step of the system itself: a title that ends by itself. Taken at its time, nothing was broken; late, not at
   * all, or where a country only records, it is a breach like any other.
   */
  readonly keptByItself: boolean
}

/** So long, from that moment; the moment coming again counts anew. */
export interface Span<F extends string, S extends string, T extends string> {
  readonly limit: Limit<Length>
  readonly from: Moment<F, S, T>
}

/** This case places a bit against steps of others, while it is in these states. */
export interface Places<F extends string, S extends string, T extends string = string> extends Common {
  readonly kind: 'places'
  readonly hold: HoldName
  readonly whileIn: readonly S[]
  readonly when: Condition<F, S> | null
  /** It stands so long even when the case has left those states: until a review is over, until help has had its time. */
  readonly atLeast: Span<F, S, T> | null
  /** It falls after so long even if the case is still there. */
  readonly atMost: Span<F, S, T> | null
}

/** A bit that stands stops these steps here. */
export interface Heeds<T extends string> extends Common {
  readonly kind: 'heeds'
  readonly hold: HoldName
  readonly stops: readonly T[]
  /**
   * The transition that the system takes when the bit arrives, where the case is in a state to take it. A bit that the
   * case itself placed stops steps, but does not arrive.
   */
  readonly onArrival: T | null
  /** And when the last of them is lifted. */
  readonly onLifting: T | null
}

/** Two people: who took the one may not take the other. */
export interface SeparateOfficers<T extends string> extends Common {
  readonly kind: 'separate-officers'
  readonly steps: readonly [T, T]
}

/** A wall: the procedure's `walledOff` says against whom; this gives it its citation and words. */
export interface Wall extends Common {
  readonly kind: 'wall'
  readonly mayRecord: false
}

/** What must be told, to whom, in a language they understand; `within` gives it its clock. */
export interface Inform<F extends string, S extends string, T extends string> extends Common {
  readonly kind: 'inform'
  readonly mayRecord: false
  readonly whom: readonly Actor[]
  /** The step that tells, or the moment from which the system tells by itself. */
  readonly by: Moment<F, S, T>
}

/** Something that no step does, and nobody may do: whoever tells of it by these steps makes a breach. */
export interface Reported<F extends string, S extends string, T extends string> extends Common {
  readonly kind: 'reported'
  readonly by: Moment<F, S, T>
  readonly when: Condition<F, S> | null
}

/** No need, no condition and no right of any step may name these facts; the checker proves it. */
export interface Ignores<F extends string> extends Common {
  readonly kind: 'ignores'
  readonly mayRecord: false
  readonly facts: readonly F[]
}

export type Rule<F extends string = string, S extends string = string, T extends string = string> =
  | Forbid<F, S, T>
  | Require<F, S, T>
  | Within<F, S, T>
  | Places<F, S, T>
  | Heeds<T>
  | SeparateOfficers<T>
  | Wall
  | Inform<F, S, T>
  | Reported<F, S, T>
  | Ignores<F>

export interface Safeguard<F extends string = string, S extends string = string, T extends string = string> {
  readonly cite: readonly Citation[]
  readonly breach: Ladder
  /** Told of a breach beside the ladder. */
  readonly tells: readonly (OfficerRole | Actor)[]
  readonly rules: Readonly<Record<string, Rule<F, S, T>>>
}

type Recordable = { readonly mayRecord?: boolean }

export const forbid = <
  F extends string = never,
  S extends string = never,
  const T extends string = never,
  const T2 extends string = never,
  const T3 extends string = never,
>(
  when: Condition<F, S>,
  more: { readonly stops: readonly T[]; readonly onArising?: T2; readonly onCeasing?: T3 } & Recordable,
): NoInfer<Forbid<F, S, T | T2 | T3>> => ({
  kind: 'forbid',
  when,
  stops: more.stops,
  onArising: more.onArising ?? null,
  onCeasing: more.onCeasing ?? null,
  mayRecord: more.mayRecord ?? false,
})

export const require = <F extends string = never, S extends string = never, const T extends string = never>(
  condition: Condition<F, S>,
  more: { readonly for: readonly T[] } & Recordable,
): NoInfer<Require<F, S, T>> => ({ kind: 'require', condition, for: more.for, mayRecord: more.mayRecord ?? false })

export const within = <
  const F extends string = never,
  const S extends string = never,
  const T extends string = never,
  const F2 extends string = never,
  const S2 extends string = never,
  const T2 extends string = never,
  F3 extends string = never,
  S3 extends string = never,
  const T3 extends string = never,
>(
  limit: Limit<Length>,
  more: {
    readonly from: Moment<F, S, T>
    readonly until: Moment<F2, S2, T2>
    readonly by?: readonly Actor[]
    readonly clock: 'protective' | 'adverse'
    readonly when?: Condition<F3, S3>
    readonly stopsIf?: Condition<F3, S3>
    readonly thereupon?: T3
    readonly keptByItself?: true
  } & Recordable,
): NoInfer<Within<F | F2 | F3, S | S2 | S3, T | T2 | T3>> => ({
  kind: 'within',
  limit,
  clock: more.clock,
  from: more.from,
  until: more.until,
  by: more.by ?? null,
  when: more.when ?? null,
  stopsIf: more.stopsIf ?? null,
  thereupon: more.thereupon ?? null,
  keptByItself: more.keptByItself ?? false,
  mayRecord: more.mayRecord ?? false,
})

export const places = <
  const S extends string = never,
  F extends string = never,
  S2 extends string = never,
  const F3 extends string = never,
  const S3 extends string = never,
  const T3 extends string = never,
  const F4 extends string = never,
  const S4 extends string = never,
  const T4 extends string = never,
>(
  hold: HoldName,
  more: {
    readonly whileIn: readonly S[]
    readonly when?: Condition<F, S2>
    readonly atLeast?: Span<F3, S3, T3>
    readonly atMost?: Span<F4, S4, T4>
  } & Recordable,
): NoInfer<Places<F | F3 | F4, S | S2 | S3 | S4, T3 | T4>> => ({
  kind: 'places',
  hold,
  whileIn: more.whileIn,
  when: more.when ?? null,
  atLeast: more.atLeast ?? null,
  atMost: more.atMost ?? null,
  mayRecord: more.mayRecord ?? false,
})

export const heeds = <const T extends string = never, const T2 extends string = never, const T3 extends string = never>(
  hold: HoldName,
  more: { readonly stops: readonly T[]; readonly onArrival?: T2; readonly onLifting?: T3 } & Recordable,
): NoInfer<Heeds<T | T2 | T3>> => ({
  kind: 'heeds',
  hold,
  stops: more.stops,
  onArrival: more.onArrival ?? null,
  onLifting: more.onLifting ?? null,
  mayRecord: more.mayRecord ?? false,
})

/** `twoOfficers('open', 'decide')`: who opened the case does not decide it. */
export const twoOfficers = <const A extends string, const B extends string>(
  first: A,
  second: B,
): SeparateOfficers<A | B> => ({
  kind: 'separate-officers',
  steps: [first, second],
  mayRecord: false,
})

export const wall: Wall = { kind: 'wall', mayRecord: false }

export const inform = <const F extends string = never, const S extends string = never, const T extends string = never>(
  whom: readonly Actor[],
  by: Moment<F, S, T>,
): NoInfer<Inform<F, S, T>> => ({ kind: 'inform', whom, by, mayRecord: false })

/** `reported(taking('tellFee'))`: a fee that somebody asked, told by the person, is a breach at once. */
export const reported = <
  const F extends string = never,
  const S extends string = never,
  const T extends string = never,
  F2 extends string = never,
  S2 extends string = never,
>(
  by: Moment<F, S, T>,
  more: { readonly when?: Condition<F2, S2> } & Recordable = {},
): NoInfer<Reported<F | F2, S | S2, T>> => ({
  kind: 'reported',
  by,
  when: more.when ?? null,
  mayRecord: more.mayRecord ?? false,
})

export const ignores = <const F extends string>(...facts: readonly F[]): NoInfer<Ignores<F>> => ({
  kind: 'ignores',
  facts,
  mayRecord: false,
})

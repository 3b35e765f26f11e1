/** Conditions as data: the page, the engine and the database read the same one. */
import type { HoldName } from './hold.ts'
import type { Length, Limit } from './limit.ts'

/** What the public list says of a place. `same-court-district`: as the place where the person was until now. */
export const PLACE_QUALITIES = [
  'public-list',
  'apart-from-criminal',
  'for-women',
  'for-men',
  'voluntary-shelter',
  'same-court-district',
] as const
export type PlaceQuality = (typeof PLACE_QUALITIES)[number]

export type Condition<F extends string = string, S extends string = string> =
  | { readonly is: 'equal'; readonly fact: F; readonly value: string | boolean | number }
  | { readonly is: 'one-of'; readonly fact: F; readonly values: readonly string[] }
  /** All of them are known. */
  | { readonly is: 'given'; readonly facts: readonly F[] }
  | { readonly is: 'at-least' | 'at-most'; readonly fact: F; readonly number: number }
  /** The moment of `fact` is at most `limit` after that of `after` (`now`: the time recorded). */
  | { readonly is: 'not-later-than'; readonly fact: F; readonly limit: Limit<Length>; readonly after: F | 'now' }
  /** The moment of `fact` is at least `limit` after that of `after`. */
  | { readonly is: 'not-sooner-than'; readonly fact: F; readonly limit: Limit<Length>; readonly after: F }
  /** At least `limit` has gone by from the moment of `fact` to the time recorded. */
  | { readonly is: 'passed'; readonly limit: Limit<Length>; readonly since: F }
  /** The time recorded lies between these hours of the day, in the country's zone. */
  | { readonly is: 'between-hours'; readonly from: number; readonly to: number }
  /** The bit stands against the person. */
  | { readonly is: 'held'; readonly hold: HoldName }
  | { readonly is: 'in-state'; readonly states: readonly S[] }
  /** Every line of the fact whose `where` is the code has its `text`, of so many characters; each code has its line. */
  | {
      readonly is: 'each-answered'
      readonly fact: F
      readonly code: string
      readonly text: string | null
      readonly atLeast: number
    }
  /** No text of the fact repeats another case's: the officer's last `cases`, or all of the same day. */
  | {
      readonly is: 'in-own-words'
      readonly fact: F
      readonly text: string | null
      readonly against: { readonly lastCases: number } | 'same-day'
      readonly similarity: number
    }
  /** Both are known and alike: the country of a removal, and the one decided on. */
  | { readonly is: 'same'; readonly facts: readonly [F, F] }
  /** Some line of the fact meets the condition, which speaks of the facts of a line. */
  | { readonly is: 'some-line'; readonly fact: F; readonly where: Condition<string, never> }
  /** Another case of this procedure on the same person came to one of these states at most `within` ago. */
  | { readonly is: 'earlier-case'; readonly ended: readonly S[]; readonly within: Limit<Length> }
  /**
   * Another case of this procedure stands in one of these states: one of the same person or, where a fact is named, the one
   * whose number it gives. That is all that is told of it.
   */
  | { readonly is: 'other-case'; readonly named: F | null; readonly states: readonly S[] }
  /** The time from one fact to the other, over all cases of the person with the same `same`, this one included. */
  | { readonly is: 'spent-at-most'; readonly limit: Limit<Length>; readonly from: F; readonly to: F; readonly same: F }
  /** Fewer than `number` open cases, this one included, in which all these facts are alike. */
  | { readonly is: 'fewer-alike'; readonly number: number; readonly same: readonly F[] }
  /** The case that the fact names is one of the same person, and stands in one of these states of its procedure. */
  | { readonly is: 'case-stands'; readonly fact: F; readonly states: readonly string[] }
  /** The place that the fact names is so, by the public list of places of the country. */
  | { readonly is: 'place-is'; readonly fact: F; readonly quality: PlaceQuality }
  /** A moratorium on removals to the country that the fact names is in force. */
  | { readonly is: 'moratorium'; readonly fact: F }
  | { readonly is: 'not'; readonly condition: Condition<F, S> }
  | { readonly is: 'all' | 'any'; readonly of: readonly Condition<F, S>[] }

/** `is('treatedAsChild', true)`; a code, a yes or no, or a number. */
export const is = <const F extends string>(fact: F, value: string | boolean | number): Condition<F, never> => ({
  is: 'equal',
  fact,
  value,
})

export const oneOf = <const F extends string>(fact: F, ...values: readonly string[]): Condition<F, never> => ({
  is: 'one-of',
  fact,
  values,
})

export const given = <const F extends string>(...facts: readonly F[]): Condition<F, never> => ({ is: 'given', facts })

export const atLeast = <const F extends string>(fact: F, number: number): Condition<F, never> => ({
  is: 'at-least',
  fact,
  number,
})

export const notLaterThan = <const F extends string>(
  fact: F,
  limit: Limit<Length>,
  after: F | 'now',
): Condition<F, never> => ({ is: 'not-later-than', fact, limit, after })

/** To the second: `notSoonerThan('removalPlannedAt', choice({ hours: 72 }), 'removalToldAt')`. */
export const notSoonerThan = <const F extends string>(
  fact: F,
  limit: Limit<Length>,
  after: F,
): Condition<F, never> => ({ is: 'not-sooner-than', fact, limit, after })

export const passed = <const F extends string>(limit: Limit<Length>, since: F): Condition<F, never> => ({
  is: 'passed',
  limit,
  since,
})

/** From one hour of the day to another, which may lie after midnight: `betweenHours(22, 6)`. */
export const betweenHours = (from: number, to: number): Condition<never, never> => ({ is: 'between-hours', from, to })

export const held = (hold: HoldName): Condition<never, never> => ({ is: 'held', hold })

export const inState = <const S extends string>(...states: readonly S[]): Condition<never, S> => ({
  is: 'in-state',
  states,
})

/** Each code of the list has a line of its own, and in it the text, where one is named. */
export const eachAnswered = <const F extends string>(
  fact: F,
  answer: { readonly code: string; readonly text?: string; readonly atLeast?: number },
): Condition<F, never> => ({
  is: 'each-answered',
  fact,
  code: answer.code,
  text: answer.text ?? null,
  atLeast: answer.atLeast ?? 1,
})

/** A form sentence is refused, with the earlier case shown to the officer who wrote it. */
export const inOwnWords = <const F extends string>(
  fact: F,
  compared: {
    readonly text?: string
    readonly against: { readonly lastCases: number } | 'same-day'
    readonly similarity: number
  },
): Condition<F, never> => ({
  is: 'in-own-words',
  fact,
  text: compared.text ?? null,
  against: compared.against,
  similarity: compared.similarity,
})

export const same = <const F extends string>(first: F, second: F): Condition<F, never> => ({
  is: 'same',
  facts: [first, second],
})

/** `someLine('waysToStay', is('applied', true))`; the checker knows the names within a line. */
export const someLine = <const F extends string>(fact: F, where: Condition<string, never>): Condition<F, never> => ({
  is: 'some-line',
  fact,
  where,
})

export const earlierCase = <const S extends string>(
  ended: readonly S[],
  limit: Limit<Length>,
): Condition<never, S> => ({ is: 'earlier-case', ended, within: limit })

/** `otherCase('enrolled')`: the person has a place elsewhere. No two steps that ask this of one person are taken at once. */
export const otherCase = <const S extends string>(...states: readonly S[]): Condition<never, S> => ({
  is: 'other-case',
  named: null,
  states,
})

/** `caseNamed('sameChildAs', 'requested')`: so stands the case whose number the fact gives, whoever it is about. */
export const caseNamed = <const F extends string, const S extends string>(
  fact: F,
  ...states: readonly S[]
): Condition<F, S> => ({ is: 'other-case', named: fact, states })

/** `spentAtMost(choice({ hours: 720 }), { from, to, same })`: earlier cases that serve the same end count with this one. */
export const spentAtMost = <const F extends string>(
  limit: Limit<Length>,
  counted: { readonly from: F; readonly to: F; readonly same: F },
): Condition<F, never> => ({ is: 'spent-at-most', limit, ...counted })

export const fewerAlike = <const F extends string>(number: number, ...same: readonly F[]): Condition<F, never> => ({
  is: 'fewer-alike',
  number,
  same,
})

/** `caseStands('expulsionCase', 'executing')`; the checker knows the states of the other procedure. */
export const caseStands = <const F extends string>(fact: F, ...states: readonly string[]): Condition<F, never> => ({
  is: 'case-stands',
  fact,
  states,
})

export const placeIs = <const F extends string>(fact: F, quality: PlaceQuality): Condition<F, never> => ({
  is: 'place-is',
  fact,
  quality,
})

export const underMoratorium = <const F extends string>(fact: F): Condition<F, never> => ({ is: 'moratorium', fact })

export const not = <F extends string, S extends string>(condition: Condition<F, S>): Condition<F, S> => ({
  is: 'not',
  condition,
})

export const all = <F extends string, S extends string>(...of: readonly Condition<F, S>[]): Condition<F, S> => ({
  is: 'all',
  of,
})

export const any = <F extends string, S extends string>(...of: readonly Condition<F, S>[]): Condition<F, S> => ({
  is: 'any',
  of,
})

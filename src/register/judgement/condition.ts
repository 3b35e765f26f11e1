/** Whether a condition holds of a case. What is not known is never taken as met. */
import type { Condition, HoldName, PlaceQuality, Procedure } from '../../procedures/index.ts'
import type { Facts } from './case-event.ts'
import { type Calendar, endOf, lengthAt } from './length.ts'
import { similarity } from './similarity.ts'

/** Which texts are compared with a new one: the officer's last cases, or all of the same day. */
export interface Compared {
  readonly fact: string
  readonly against: { readonly lastCases: number } | 'same-day'
}

/** The nearest text of another case. */
export interface NearestText {
  readonly similarity: number
  /** Shown to the officer who wrote it; null where somebody else did. */
  readonly caseNumber: string | null
}

/** Knows what others wrote; the caller asked the database before. */
export interface OwnWords {
  nearest(compared: Compared, words: string): NearestText | null
}

/** Another case of the same procedure on the same person. */
export interface OtherCase {
  readonly state: string
  /** When it came into that state; null where no rule of the procedure asks for it. */
  readonly since: Temporal.Instant | null
  readonly facts: Facts
}

/** What conditions ask of the world beside the case; the caller looked it up before. */
export interface Elsewhere {
  readonly cases: readonly OtherCase[]
  /** Open cases beside this one with all these facts alike. */
  countAlike(facts: Facts): number
  /** Where the case of another procedure stands; null where there is none on the same person. */
  stateOf(caseId: string): string | null
  /** Where the case of that number stands, if in a state that some condition names; null where it does not, or there is none. */
  stateOfNumber(caseNumber: string): string | null
  placeIs(place: string, quality: PlaceQuality): boolean
  isUnderMoratorium(country: string): boolean
}

/** Nothing beside the case: no other case, no place on any list, no moratorium. */
export const NOTHING_ELSEWHERE: Elsewhere = {
  cases: [],
  countAlike: () => 0,
  stateOf: () => null,
  stateOfNumber: () => null,
  placeIs: () => false,
  isUnderMoratorium: () => false,
}

/** All that a condition may look at. */
export interface Situation {
  readonly procedure: Procedure
  readonly state: string | null
  readonly facts: Facts
  readonly holds: ReadonlySet<HoldName>
  /** The time recorded. */
  readonly now: Temporal.Instant
  readonly calendar: Calendar
  readonly ownWords: OwnWords
  readonly elsewhere: Elsewhere
}

/** Nothing was written before: for conditions that ask nothing of texts. */
export const NO_WORDS: OwnWords = { nearest: () => null }

export function holds(condition: Condition, on: Situation): boolean {
  switch (condition.is) {
    case 'equal':
      return on.facts[condition.fact] === condition.value
    case 'one-of':
      return isOneOf(on.facts[condition.fact], condition.values)
    case 'given':
      return condition.facts.every((fact) => on.facts[fact] !== undefined)
    case 'at-least':
      return numberOf(on, condition.fact) >= condition.number
    case 'at-most':
      return numberOf(on, condition.fact) <= condition.number
    case 'not-later-than':
      return isNotLater(condition, on)
    case 'not-sooner-than':
      return isNotSooner(condition, on)
    case 'passed':
      return hasPassed(condition, on)
    case 'between-hours':
      return isBetweenHours(condition, on)
    case 'held':
      return on.holds.has(condition.hold)
    case 'in-state':
      return on.state !== null && condition.states.includes(on.state)
    case 'each-answered':
      return isEachAnswered(condition, on)
    case 'in-own-words':
      return repeated(condition, on) === null
    case 'same':
      return isSame(condition, on)
    case 'some-line':
      return linesOf(on.facts[condition.fact]).some((line) => holds(condition.where, { ...on, facts: line }))
    case 'earlier-case':
      return on.elsewhere.cases.some((one) => endedWithin(condition, one, on))
    case 'other-case':
      return standsElsewhere(condition, on)
    case 'spent-at-most':
      return isSpentAtMost(condition, on)
    case 'fewer-alike':
      return isFewerAlike(condition, on)
    case 'case-stands':
      return isText(on.facts[condition.fact], (id) => condition.states.includes(on.elsewhere.stateOf(id) ?? ''))
    case 'place-is':
      return isText(on.facts[condition.fact], (place) => on.elsewhere.placeIs(place, condition.quality))
    case 'moratorium':
      return isText(on.facts[condition.fact], (country) => on.elsewhere.isUnderMoratorium(country))
    case 'not':
      return !holds(condition.condition, on)
    case 'all':
      return condition.of.every((one) => holds(one, on))
    case 'any':
      return condition.of.some((one) => holds(one, on))
    default:
      return condition satisfies never
  }
}

type Of<K extends Condition['is']> = Extract<Condition, { is: K }>

function isOneOf(value: Facts[string] | undefined, values: readonly string[]): boolean {
  if (typeof value === 'string') return values.includes(value)
  return Array.isArray(value) && value.some((one) => typeof one === 'string' && values.includes(one))
}

/** NaN compares as false with everything: a number that is not known is neither. */
function numberOf(on: Situation, fact: string): number {
  const value = on.facts[fact]
  return typeof value === 'number' ? value : Number.NaN
}

function isNotLater(condition: Of<'not-later-than'>, on: Situation): boolean {
  const moment = momentOf(on, condition.fact)
  const from = condition.after === 'now' ? on.now : momentOf(on, condition.after)
  if (moment === null || from === null) return false
  const end = endOf(from, lengthAt(condition.limit, from, on.calendar), 'protective', on.calendar)
  return Temporal.Instant.compare(moment, end) <= 0
}

function isNotSooner(condition: Of<'not-sooner-than'>, on: Situation): boolean {
  const moment = momentOf(on, condition.fact)
  const from = momentOf(on, condition.after)
  if (moment === null || from === null) return false
  const end = endOf(from, lengthAt(condition.limit, from, on.calendar), 'protective', on.calendar)
  return Temporal.Instant.compare(moment, end) >= 0
}

function hasPassed(condition: Of<'passed'>, on: Situation): boolean {
  const since = momentOf(on, condition.since)
  if (since === null) return false
  const end = endOf(since, lengthAt(condition.limit, since, on.calendar), 'protective', on.calendar)
  return Temporal.Instant.compare(on.now, end) >= 0
}

/** A day counts from its beginning in the country. */
export function momentOf({ facts, calendar }: Pick<Situation, 'facts' | 'calendar'>, fact: string) {
  const value = facts[fact]
  if (typeof value !== 'string') return null
  if (value.includes('T')) return Temporal.Instant.from(value)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return null
  return Temporal.PlainDate.from(value).toZonedDateTime({ timeZone: calendar.timeZone }).toInstant()
}

function isBetweenHours({ from, to }: Of<'between-hours'>, { now, calendar }: Situation): boolean {
  const { hour } = now.toZonedDateTimeISO(calendar.timeZone)
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to
}

function isEachAnswered(condition: Of<'each-answered'>, on: Situation): boolean {
  return unanswered(condition, on).length === 0
}

function isSame({ facts: [first, second] }: Of<'same'>, { facts }: Situation): boolean {
  return facts[first] !== undefined && JSON.stringify(facts[first]) === JSON.stringify(facts[second])
}

function isText(value: Facts[string] | undefined, so: (text: string) => boolean): boolean {
  return typeof value === 'string' && so(value)
}

function endedWithin(condition: Of<'earlier-case'>, { state, since }: OtherCase, on: Situation): boolean {
  if (since === null || !condition.ended.includes(state)) return false
  const until = endOf(since, lengthAt(condition.within, since, on.calendar), 'protective', on.calendar)
  return Temporal.Instant.compare(on.now, until) <= 0
}

function standsElsewhere({ named, states }: Of<'other-case'>, on: Situation): boolean {
  if (named === null) return on.elsewhere.cases.some(({ state }) => states.includes(state))
  return isText(on.facts[named], (number) => states.includes(on.elsewhere.stateOfNumber(number) ?? ''))
}

/** Cases that serve the same end count together; one whose times are not known here is never within the limit. */
function isSpentAtMost(condition: Of<'spent-at-most'>, on: Situation): boolean {
  const from = momentOf(on, condition.from)
  const mine = spent(condition, on)
  if (from === null || mine === null) return false
  const end = endOf(from, lengthAt(condition.limit, from, on.calendar), 'protective', on.calendar)
  const serving = on.elsewhere.cases.filter(({ facts }) =>
    isSame({ is: 'same', facts: ['this', 'other'] }, { ...on, facts: both(on.facts, facts, condition.same) }),
  )
  const others = serving.map(({ facts }) => spent(condition, { facts, calendar: on.calendar }) ?? 0)
  return others.reduce((sum, one) => sum + one, mine) <= end.epochMilliseconds - from.epochMilliseconds
}

function both(mine: Facts, others: Facts, fact: string): Facts {
  const [one, other] = [mine[fact], others[fact]]
  return one === undefined || other === undefined ? {} : { this: one, other }
}

function spent({ from, to }: Of<'spent-at-most'>, on: Pick<Situation, 'facts' | 'calendar'>): number | null {
  const [begins, ends] = [momentOf(on, from), momentOf(on, to)]
  return begins === null || ends === null ? null : ends.epochMilliseconds - begins.epochMilliseconds
}

function isFewerAlike({ number, same }: Of<'fewer-alike'>, on: Situation): boolean {
  const known = same.flatMap((fact) => {
    const value = on.facts[fact]
    return value === undefined ? [] : [[fact, value] as const]
  })
  // A case on which one of them is not known is like no other.
  if (known.length < same.length) return true
  return on.elsewhere.countAlike(Object.fromEntries(known)) + 1 < number
}

/** The codes that have no line of their own, or one with too little in it. */
export function unanswered(condition: Of<'each-answered'>, on: Situation): readonly string[] {
  const declared = on.procedure.facts[condition.fact]?.is
  const column = declared?.kind === 'lines' ? declared.of[condition.code]?.is : undefined
  if (column?.kind !== 'code') return [condition.code]
  const lines = linesOf(on.facts[condition.fact])
  return column.list.codes.filter((code) => {
    const line = lines.find((one) => one[condition.code] === code)
    if (line === undefined) return true
    return condition.text !== null && charactersOf(line[condition.text]) < condition.atLeast
  })
}

/** A text that repeats another line of the same case, or another case; null where every text is the officer's own. */
export function repeated(condition: Of<'in-own-words'>, on: Situation): NearestText | 'another-line' | null {
  const texts = textsOf(on.facts[condition.fact], condition.text)
  for (const [index, text] of texts.entries()) {
    const sameCase = texts.slice(0, index).some((other) => similarity(text, other) >= condition.similarity)
    if (sameCase) return 'another-line'
    const nearest = on.ownWords.nearest({ fact: condition.fact, against: condition.against }, text)
    if (nearest !== null && nearest.similarity >= condition.similarity) return nearest
  }
  return null
}

/** The texts of a fact: itself, or those of one column of its lines. */
export function textsOf(value: Facts[string] | undefined, column: string | null): readonly string[] {
  if (typeof value === 'string') return [value]
  if (column === null) return []
  return linesOf(value).flatMap((line) => {
    const text = line[column]
    return typeof text === 'string' ? [text] : []
  })
}

function linesOf(value: Facts[string] | undefined) {
  return Array.isArray(value) ? value.filter((line) => typeof line === 'object') : []
}

function charactersOf(value: unknown): number {
  return typeof value === 'string' ? [...value.trim()].length : 0
}

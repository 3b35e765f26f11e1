/** Numbers of the law: each with the day from which it holds and what it rests on, so that a reform is one line. */
import type { Citation } from './citation.ts'

/** A length of time as laws give it. Hours are elapsed time; the rest follows the country's calendar. */
export type Length =
  | { readonly hours: number }
  | { readonly days: number }
  | { readonly workingDays: number }
  | { readonly months: number }
  | { readonly years: number }

/** A value in force from a day on. */
export interface Dated<V> {
  /** First day on which it holds, ISO 8601; null for as long as the procedure exists. */
  readonly from: string | null
  readonly value: V
  /** What gives the number; `choice` where neither document nor Convention does, and the most protective was taken. */
  readonly rests: readonly Citation[] | 'choice'
}

/** A number of the law with its history, oldest first. */
export interface Limit<V = Length> {
  readonly history: readonly Dated<V>[]
}

/** A limit that the document or an instrument gives: `limit({ hours: 24 }, p('36(c)(iii)'))`. */
export function limit<V>(value: V, rests: readonly Citation[]): Limit<V> {
  return { history: [{ from: null, value, rests }] }
}

/** A limit that nobody gives: the most protective that can be worked with. A country pack may only better it. */
export function choice<V>(value: V): Limit<V> {
  return { history: [{ from: null, value, rests: 'choice' }] }
}

/** The same limit after a reform: `reformed(old, '2027-01-01', { hours: 12 }, …)`. */
export function reformed<V>(before: Limit<V>, from: string, value: V, rests: readonly Citation[]): Limit<V> {
  return { history: [...before.history, { from, value, rests }] }
}

/** The value in force on the day (ISO 8601); before the first of all, that one. */
export function inForce<V>(of: Limit<V>, on: string): V {
  const found = of.history.findLast(({ from }) => from === null || from <= on) ?? of.history[0]
  if (found === undefined) throw new RangeError(`no value in force on ${on}`)
  return found.value
}

/** Whether the one is at most as long as the other from whatever day it is counted. */
export function isNeverLonger(one: Length, other: Length): boolean {
  const [[unit, count] = ['', 0]] = Object.entries(one)
  const [[otherUnit, otherCount] = ['', 0]] = Object.entries(other)
  return unit === otherUnit ? count <= otherCount : mostHours(one) <= leastHours(other)
}

/** A change of the clock takes at most two hours from a length of days. */
function leastHours(length: Length): number {
  if ('hours' in length) return length.hours
  if ('days' in length) return length.days * 24 - 2
  if ('workingDays' in length) return Math.max(0, length.workingDays - 1) * 24
  return 'months' in length ? length.months * 28 * 24 - 2 : length.years * 365 * 24 - 2
}

/** Nobody knows how many holidays lie between working days. */
function mostHours(length: Length): number {
  if ('hours' in length) return length.hours
  if ('days' in length) return length.days * 24 + 2
  if ('workingDays' in length) return Number.POSITIVE_INFINITY
  return 'months' in length ? length.months * 31 * 24 + 2 : length.years * 366 * 24 + 2
}

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

/** The value in force on the day (ISO 8601). */
export function inForce<V>(of: Limit<V>, on: string): V {
  const found = of.history.findLast(({ from }) => from === null || from <= on)
  if (found === undefined) throw new RangeError(`no value in force on ${on}`)
  return found.value
}

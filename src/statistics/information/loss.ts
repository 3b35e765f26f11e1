/**
 * What protection costs and what it leaves to an attacker, for the choice of parameters before a release. It follows from the
 * parameters, the form of the table and its published figures: no true count comes in, so none can come out.
 */
import { KEYS, type PTableRow } from '../perturbation/p-table.ts'
import type { Parameters } from '../perturbation/parameters.ts'

/** Sizes of published counts, each from one on and below the next. */
const SIZES = [1, 10, 30, 100, 1000] as const

export interface PublishedCount {
  /** Null where none is shown. */
  readonly value: number | null
  /** Not a margin. */
  readonly isInterior: boolean
}

export interface Loss {
  /** Standard deviation of the noise of a count. */
  readonly deviation: number
  /** What the noise changes a published count by, on average. */
  readonly meanChange: number
  /** Expected Hellinger distance, from 0 to 1, between the inner cells and what noise makes of them. */
  readonly hellinger: number
  /** Standard deviation in per cent of a published count, on average, by its size. */
  readonly bySize: readonly { readonly from: number; readonly below: number | null; readonly percent: number }[]
  /** Per cent of figures that are not shown. */
  readonly withheld: number
}

export interface Risk {
  /** Least variance with which all released cells together know a count; null where that is not worked out. */
  readonly leastVariance: number | null
  /** Probability that an attacker who rounds that estimate is right. */
  readonly guessed: number | null
  /** Probability that a large count is published as it is. */
  readonly unchanged: number
  /** Probability that a true 1 is published as 0. */
  readonly oneAsZero: number
}

/** `rows` are those of the p-table. A published count stands in for the true one, which is not known here. */
export function lossOf(
  { variance }: Parameters,
  rows: readonly PTableRow[],
  published: readonly PublishedCount[],
): Loss {
  const counts = published.flatMap(({ value }) => (value === null || value === 0 ? [] : [value]))
  const inner = published.flatMap(({ value, isInterior }) => (isInterior && value !== null ? [value] : []))
  const moved = inner.map((count) =>
    expected(rows, count, (noise) => (Math.sqrt(count + noise) - Math.sqrt(count)) ** 2),
  )
  return {
    deviation: Math.sqrt(variance),
    meanChange: meanOf(counts.map((count) => expected(rows, count, Math.abs))),
    hellinger: Math.min(1, Math.sqrt(sumOf(moved) / (2 * Math.max(1, sumOf(inner))))),
    bySize: SIZES.flatMap((from, at) => {
      const below = SIZES[at + 1] ?? null
      const within = counts.filter((count) => count >= from && (below === null || count < below))
      const percent = meanOf(within.map((count) => (100 * Math.sqrt(variance)) / count))
      return within.length === 0 ? [] : [{ from, below, percent }]
    }),
    withheld: (100 * published.filter(({ value }) => value === null).length) / Math.max(1, published.length),
  }
}

/** `leastFactor`: what all released cells leave of the variance of one; null where that is not worked out. */
export function riskOf({ variance }: Parameters, rows: readonly PTableRow[], leastFactor: number | null): Risk {
  const leastVariance = leastFactor === null ? null : variance * leastFactor
  return {
    leastVariance,
    guessed: leastVariance === null ? null : withinHalf(Math.sqrt(leastVariance)),
    unchanged: expected(rows, rows.length - 1, (noise) => (noise === 0 ? 1 : 0)),
    oneAsZero: expected(rows, 1, (noise) => (noise === -1 ? 1 : 0)),
  }
}

/** The mean of `of` over the noise of a count. */
function expected(rows: readonly PTableRow[], count: number, of: (noise: number) => number): number {
  const { noises = [], bounds = [] } = rows[Math.min(count, rows.length - 1)] ?? {}
  return sumOf(noises.map((noise, at) => (((bounds[at] ?? 0) - (bounds[at - 1] ?? 0)) / KEYS) * of(noise)))
}

/** Probability that a normal error of that deviation is below a half: Abramowitz and Stegun 7.1.26, to 2e-7. */
function withinHalf(deviation: number): number {
  const x = 0.5 / (deviation * Math.SQRT2)
  const t = 1 / (1 + 0.3275911 * x)
  const [a, b, c, d, e] = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429]
  return 1 - t * (a + t * (b + t * (c + t * (d + t * e)))) * Math.exp(-x * x)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : sumOf(numbers) / numbers.length
}

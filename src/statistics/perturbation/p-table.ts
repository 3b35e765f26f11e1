/**
 * P-tables: for each true count the distribution of its noise. Made once, turned into whole numbers, stored with its
 * hash; never computed anew for a release.
 */

import { z } from 'zod'
import { sha256 } from '../sha256.ts'
import { type RowProblem, rowOfVariance, widestRow } from './entropy.ts'
import { checkedParameters, isMonotone, lastRowOf, NoPTable, type Parameters, supportOf } from './parameters.ts'

export interface ProbabilityRow {
  readonly noises: readonly number[]
  readonly probabilities: readonly number[]
}

/** A noise is taken where the cell key, of 32 bits, is below its bound and not below the one before. */
export interface PTableRow {
  readonly noises: readonly number[]
  readonly bounds: readonly number[]
}

export interface PTable {
  readonly version: string
  readonly parameters: Parameters
  /** By true count; the last serves every larger one. */
  readonly rows: readonly PTableRow[]
}

/** Keys are whole numbers below this. */
export const KEYS = 2 ** 32

/** How far the variance that a row reaches may be from the one asked for. */
const VARIANCE_TOLERANCE = 1e-5

/** Rows by true count, 0 first. Refuses, with the row and the reason, parameters for which there is no table. */
export function probabilityRows(parameters: Parameters): readonly ProbabilityRow[] {
  checkedParameters(parameters)
  const { max, smallest, variance } = parameters
  if (smallest > 0 && max < smallest + 1)
    throw new NoPTable(
      `There is no such table: row 1 has no solution, because counts of 1 to ${smallest} can only be avoided with changes of up to ${smallest + 1} or more, and the largest change is ${max}.`,
      { kind: 'too-narrow', data: { row: 1, smallest, least: smallest + 1, max } },
    )
  for (let count = 1; count <= smallest; count++)
    if (variance <= count * (smallest + 1 - count))
      throw new NoPTable(
        `There is no such table: row ${count} has no solution, because a count of ${count} that must become 0 or more than ${smallest} needs a variance above ${count * (smallest + 1 - count)}, and it is ${variance}.`,
        { kind: 'needs-variance', data: { row: count, smallest, above: count * (smallest + 1 - count), variance } },
      )
  return Array.from({ length: lastRowOf(parameters) + 1 }, (_, count) => rowOf(parameters, count))
}

function rowOf(parameters: Parameters, count: number): ProbabilityRow {
  const noises = supportOf(parameters, count)
  if (count === 0) return { noises, probabilities: [1] }
  const problem: RowProblem = {
    support: noises,
    variance: parameters.variance,
    stay: parameters.stay ?? 0,
    monotone: noises.includes(0) && isMonotone(parameters, count),
  }
  const probabilities = reaching(problem, count)
  assertAccurate(problem, probabilities, count)
  return { noises, probabilities }
}

/** The variance is a bound of the problem, yet a row that stays below it would give small counts less noise than stated. */
function reaching(problem: RowProblem, count: number): readonly number[] {
  const widest = widestRow(problem)
  if (widest === null) throw noSolution(count)
  if (widest.variance < problem.variance - VARIANCE_TOLERANCE)
    throw new NoPTable(
      `There is no such table: row ${count} reaches a variance of ${widest.variance.toFixed(3)} under the other constraints, and ${problem.variance} is asked for.`,
      {
        kind: 'falls-short',
        data: { row: count, reached: Number(widest.variance.toFixed(3)), variance: problem.variance },
      },
    )
  if (widest.variance <= problem.variance) return widest.probabilities
  const row = rowOfVariance(problem)
  if (row === null) throw noSolution(count)
  return row.probabilities
}

function noSolution(count: number): NoPTable {
  return new NoPTable(`There is no such table: row ${count} has no solution in which every change can happen.`, {
    kind: 'no-solution',
    data: { row: count },
  })
}

/** The accuracy that the method states, checked on every row before anybody sees it. */
function assertAccurate({ support, variance }: RowProblem, probabilities: readonly number[], count: number): void {
  const moment = (power: number) =>
    support.reduce((sum, noise, at) => sum + noise ** power * (probabilities[at] ?? 0), 0)
  const accurate =
    Math.abs(moment(0) - 1) <= 1e-9 &&
    Math.abs(moment(1)) <= 1e-6 &&
    Math.abs(moment(2) - variance) <= VARIANCE_TOLERANCE
  if (!accurate) throw noSolution(count)
}

/** The table in whole numbers, as it is stored. Refuses as `probabilityRows` does. */
export function makePTable(parameters: Parameters, version: string): PTable {
  const rows = probabilityRows(parameters)
  return {
    version,
    parameters,
    rows: rows.map(({ noises, probabilities }) => ({ noises, bounds: boundsOf(probabilities) })),
  }
}

function boundsOf(probabilities: readonly number[]): readonly number[] {
  let sum = 0
  return probabilities.map((probability, at) => {
    sum += probability
    return at === probabilities.length - 1 ? KEYS : Math.min(KEYS, Math.round(KEYS * sum))
  })
}

/** The one spelling of a table (RFC 8785: keys in order, numbers as ECMAScript writes them); what is stored and hashed. */
export function canonicalPTable({ version, parameters, rows }: PTable): string {
  const { max, mono, smallest, stay, variance } = parameters
  return JSON.stringify({
    parameters: { max, mono, smallest, ...(stay === undefined ? {} : { stay }), variance },
    rows: rows.map(({ bounds, noises }) => ({ bounds, noises })),
    version,
  })
}

/** SHA-256 of the one spelling, in hexadecimal. */
export function fingerprintOf(table: PTable): string {
  return sha256(canonicalPTable(table))
}

const StoredPTable = z.object({
  version: z.string().min(1),
  parameters: z.object({
    max: z.int(),
    variance: z.number(),
    smallest: z.int(),
    stay: z.number().exactOptional(),
    mono: z.union([z.boolean(), z.array(z.int())]),
  }),
  rows: z.array(z.object({ noises: z.array(z.int()), bounds: z.array(z.int().min(0).max(KEYS)) })).min(2),
})

/** A stored table. Throws where it isn't, to the byte, the one whose hash was kept. */
export function readPTable(canonical: string, fingerprint: string): PTable {
  const table: PTable = StoredPTable.parse(JSON.parse(canonical))
  if (fingerprintOf(table) !== fingerprint || canonicalPTable(table) !== canonical)
    throw new Error(`the p-table ${table.version} is not the one whose SHA-256 is ${fingerprint}`)
  return table
}

/** Averaging: the least squares of all published cells against the noise of each. */
import { atomsOf } from '../gates/atoms.ts'
import { estimatesOf, estimateVariances } from '../gates/leverage.ts'
import type { World } from './world.ts'

export interface Averages {
  /** Cells of 1 to 20 persons. */
  readonly cells: number
  readonly leastVariance: number
  /** Cells whose count is right when the published value is believed. */
  readonly rightByReading: number
  /** Cells whose count is right when the best estimate is rounded. */
  readonly rightByAveraging: number
}

const MOST_CELLS = 800
const MOST_ATOMS = 20_000
const IN_DANGER = 20

/** What an attacker gets by averaging; null where there are too many cells to solve at once, or none in danger. */
export function averagesIn({ cells, tables }: World): Averages | null {
  if (cells.length > MOST_CELLS) return null
  const atoms = atomsOf(
    cells.map(({ cell }) => cell),
    tables,
    MOST_ATOMS,
  )
  if (atoms === null) return null
  const system = { atoms, variances: cells.map(({ cell }) => cell.variance) }
  const variances = estimateVariances(system)
  const estimates = estimatesOf(
    system,
    cells.map(({ published }) => published),
  )
  const inDanger = [...cells.entries()].filter(([, { members }]) => members.length >= 1 && members.length <= IN_DANGER)
  if (inDanger.length === 0) return null
  return {
    cells: inDanger.length,
    leastVariance: Math.min(...inDanger.map(([at]) => variances[at] ?? 0)),
    rightByReading: inDanger.filter(([, { members, published }]) => published === members.length).length,
    rightByAveraging: inDanger.filter(([at, { members }]) => Math.round(estimates[at] ?? 0) === members.length).length,
  }
}

/**
 * Averaging (4.5): different cells that add up are as many measurements of one count. Refused where the best that can be
 * made of all released cells knows a count of 1 to 20 with a variance below 1. An exact figure is a measurement without
 * variance: of its own set, and of the sets of protected tables that count the same acts in other records.
 */
import { atomsOf } from './atoms.ts'
import {
  type Cell,
  type Counted,
  type Counter,
  cellsOf,
  excludeEachOther,
  ofAnyRelease,
  spelt,
  type TableDefinition,
} from './definition.ts'
import { type Finding, refusal } from './finding.ts'
import { estimateVariances } from './leverage.ts'
import { ownFactor, partitionBound } from './partition-bound.ts'

const LEAST_VARIANCE = 1
const MOST_IN_DANGER = 20
/** What floating point may lack where the formula says 1. */
const ROUNDING = 1e-9
/** Atoms and cells beyond which the normal equations give way to a bound. */
const MOST_ATOMS = 20_000
const MOST_CELLS = 800

/** Refuses the cells that would be known too well, those of earlier releases among them. */
export async function averagingGate(
  definition: TableDefinition,
  released: readonly TableDefinition[],
  counter: Counter,
): Promise<readonly Finding[]> {
  const everything = released.flatMap(withWhatItTells)
  const found: Finding[] = []
  for (const [unit, asked] of Map.groupBy(withWhatItTells(definition), (one) => one.unit)) {
    const tables = [
      ...asked,
      ...inPlay(
        asked,
        everything.filter((one) => one.unit === unit),
      ),
    ]
    found.push(...(await findingsIn(definition, tables, counter)))
  }
  return found
}

/** With a table of one exact cell for each set of another table that it tells. */
function withWhatItTells(definition: TableDefinition): readonly TableDefinition[] {
  const { id, asOf, tells = [] } = definition
  return [
    definition,
    ...tells.map(({ unit, where }): TableDefinition => {
      const told = { id, unit, population: {}, of: where, dimensions: [], margins: 'all', variance: 0 } as const
      return asOf === undefined ? told : { ...told, asOf }
    }),
  ]
}

async function findingsIn(
  definition: TableDefinition,
  tables: readonly TableDefinition[],
  counter: Counter,
): Promise<readonly Finding[]> {
  const cells = distinctCells(tables)
  const counted = await counter.count(cells)
  // Of a set that is told exactly there is nothing left to find out.
  const told = new Set(cells.filter(({ variance }) => variance === 0).map(ofAnyRelease))
  const inDanger = cells.filter((cell, at) => !told.has(ofAnyRelease(cell)) && isInDanger(counted[at]))
  const known = knownOf(cells, tables, counted)
  return inDanger
    .filter((cell) => known(cell) < LEAST_VARIANCE - ROUNDING)
    .map(({ table, at }) => ({ ...refusal(definition, 'averaging', { at, cure: { kind: 'fewerMargins' } }), table }))
}

/**
 * What all released cells together leave of the variance of a count of this table, at least: 1 is all, 0 is none. By the form of
 * the tables alone, whatever they count; null where only a bound is worked out.
 */
export function leastFactor(definition: TableDefinition, released: readonly TableDefinition[]): number | null {
  if (definition.variance === 0) return 0
  const same = released.flatMap(withWhatItTells).filter(({ unit }) => unit === definition.unit)
  const tables = [definition, ...inPlay([definition], same)]
  const cells = distinctCells(tables)
  const atoms = cells.length > MOST_CELLS ? null : atomsOf(cells, tables, MOST_ATOMS)
  if (atoms === null) return null
  const own = new Set(cellsOf(definition).map(spelt))
  const variances = estimateVariances({ atoms, variances: cells.map(({ variance }) => variance) })
  const known = cells.flatMap((cell, at) => (own.has(spelt(cell)) ? [variances[at] ?? 0] : []))
  return Math.min(...known) / definition.variance
}

/** Tables whose populations can share somebody, and those that share somebody with them. */
function inPlay(asked: readonly TableDefinition[], released: readonly TableDefinition[]): readonly TableDefinition[] {
  const found = [...asked]
  const left = new Set(released)
  for (const one of found)
    for (const other of left)
      if (!excludeEachOther(reach(one), reach(other))) {
        found.push(other)
        left.delete(other)
      }
  return found.slice(asked.length)
}

/** What the categories of a table hold at most. */
function reach({ of, population, dimensions }: TableDefinition) {
  return { ...Object.fromEntries(dimensions.map(({ id, finest }) => [id, finest])), ...of, ...population }
}

/** Equal sets have equal noise and say nothing twice. */
function distinctCells(tables: readonly TableDefinition[]): readonly Cell[] {
  return [
    ...new Map(
      tables
        .flatMap(cellsOf)
        .toReversed()
        .map((cell) => [spelt(cell), cell]),
    ).values(),
  ].toReversed()
}

function isInDanger(counted: Counted | undefined): boolean {
  return counted !== undefined && counted.units >= 1 && counted.units <= MOST_IN_DANGER
}

/** The variance with which a cell is known, by the cheapest way that says it. */
function knownOf(
  cells: readonly Cell[],
  tables: readonly TableDefinition[],
  counted: readonly Counted[],
): (cell: Cell) => number {
  const [only] = tables
  if (tables.length === 1 && only !== undefined && isWholeCrossing(only)) return () => only.variance * ownFactor(only)
  const atoms = cells.length > MOST_CELLS ? null : atomsOf(cells, tables, MOST_ATOMS)
  if (atoms === null) {
    const empty = new Set(cells.filter((_, at) => counted[at]?.units === 0).map(spelt))
    return (cell) => partitionBound(cell, tables, empty)
  }
  const variances = estimateVariances({ atoms, variances: cells.map(({ variance }) => variance) })
  const known = new Map(cells.map((cell, at) => [cell, variances[at] ?? 0]))
  return (cell) => known.get(cell) ?? 0
}

/** V · Π c/(c+1) holds where every margin is there, categories make up their totals and nothing is impossible. */
function isWholeCrossing({ margins, dimensions, impossible = [], population }: TableDefinition): boolean {
  return (
    margins === 'all' &&
    impossible.length === 0 &&
    dimensions.every(({ id, finest, categories }) => {
      const within = finest.filter((code) => population[id]?.includes(code) ?? true)
      const held = categories.flatMap(({ holds }) => holds).filter((code) => within.includes(code))
      return held.length === within.length && new Set(held).size === held.length
    })
  )
}

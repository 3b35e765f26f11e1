/**
 * Plays the attacks against tables of microdata three times: counts as they are, counts with noise, and counts with noise
 * of those tables alone that the gates let pass. A simulation: noise is drawn from keys that are kept nowhere.
 */
import { averagingGate } from '../gates/averaging.ts'
import type { TableDefinition } from '../gates/definition.ts'
import { differencingGate } from '../gates/differencing.ts'
import type { Finding, Rule } from '../gates/finding.ts'
import { LIMITS } from '../gates/limits.ts'
import { populationGate } from '../gates/population.ts'
import { sparsenessGate } from '../gates/sparseness.ts'
import { makePTable } from '../perturbation/p-table.ts'
import type { Parameters } from '../perturbation/parameters.ts'
import { type Averages, averagesIn } from './averages.ts'
import {
  type Again,
  anew,
  type Differences,
  differencesIn,
  frozen,
  type OnePersonMore,
  onePersonMore,
} from './differences.ts'
import { counterOf, type Microdata } from './microdata.ts'
import { type AreaResult, protectedBy, type Reading, searchAreas, unprotected } from './small-areas.ts'
import { inWords, tablesOf, type World, worldOf } from './world.ts'

export interface Learnt {
  readonly tables: number
  readonly cells: number
  /** Cells that, as they are read, can be nothing but one person. */
  readonly singledOut: number
  readonly differences: Differences
  readonly onePersonMore: OnePersonMore
  readonly areas: AreaResult
  /** Null where there is no noise, or too many cells. */
  readonly averages: Averages | null
}

export interface Played {
  readonly records: number
  readonly persons: number
  readonly parameters: Parameters
  readonly area: string
  readonly asTheyAre: Learnt & { readonly example: string | null }
  readonly withNoise: Learnt
  readonly withGates: Learnt & {
    readonly refused: readonly { readonly table: string; readonly rules: readonly Rule[] }[]
  }
}

export interface Options {
  readonly parameters: Parameters
  /** As typed; all tables of up to three columns where absent. */
  readonly tables?: string
  /** The column whose codes are small areas. */
  readonly area?: string
}

/** Refuses as `tablesOf` and `makePTable` do. */
export async function playAttacks(data: Microdata, { parameters, tables: typed, area }: Options): Promise<Played> {
  const pTable = makePTable(parameters, 'simulation')
  const tables = tablesOf(data, typed, parameters.variance)
  const where = areaOf(tables, data, area)
  const world = worldOf(data, tables, pTable)
  const single = world.cells.find(({ members }) => members.length === 1)
  const { released, refused } = await throughGates(data, tables)
  const gated = worldOf(data, released, pTable)
  const protectedLearnt = (some: World, again: Again): Learnt => ({
    ...learnt(some, protectedBy(pTable)),
    onePersonMore: onePersonMore(some, pTable, again),
    areas: searchAreas(data, some, where, protectedBy(pTable)),
    averages: averagesIn(some),
  })
  return {
    records: data.records.length,
    persons: world.keys.length,
    parameters,
    area: where,
    asTheyAre: {
      ...learnt(world, unprotected),
      onePersonMore: onePersonMore(world, null, anew),
      areas: searchAreas(data, world, where, unprotected),
      averages: null,
      example: single === undefined ? null : inWords(single.cell),
    },
    withNoise: protectedLearnt(world, anew),
    withGates: { ...protectedLearnt(gated, frozen), refused },
  }
}

function learnt(world: World, reading: Reading) {
  return {
    tables: world.tables.length,
    cells: world.cells.length,
    singledOut: world.cells.map(reading).filter(({ from, to }) => from === 1 && to === 1).length,
    differences: differencesIn(world),
  }
}

/** The column asked for, or the one with most codes: where people are fewest. */
function areaOf(
  tables: readonly TableDefinition[],
  { dimensions, records }: Microdata,
  asked: string | undefined,
): string {
  const used = dimensions.filter((id) => tables.some((table) => table.dimensions.some((one) => one.id === id)))
  if (asked !== undefined && used.includes(asked)) return asked
  const codes = (id: string) => new Set(records.map((record) => record.codes[id])).size
  return (used.length > 0 ? used : dimensions).toSorted((a, b) => codes(b) - codes(a))[0] ?? ''
}

/** One table after another, as releases come: what has passed is held against what comes later. */
async function throughGates(data: Microdata, tables: readonly TableDefinition[]) {
  const counter = counterOf(data)
  const released: TableDefinition[] = []
  const refused: { table: string; rules: readonly Rule[] }[] = []
  for (const table of tables) {
    const found = await findingsOf(table, released, counter)
    if (found.length === 0) released.push(table)
    else refused.push({ table: table.id, rules: [...new Set(found.map(({ rule }) => rule))] })
  }
  return { released, refused }
}

/** The first gate that refuses ends it: a file does not say what is sensitive, so that gate is not asked. */
async function findingsOf(
  table: TableDefinition,
  released: readonly TableDefinition[],
  counter: ReturnType<typeof counterOf>,
): Promise<readonly Finding[]> {
  const gates = [
    () => sparsenessGate(table, counter, LIMITS),
    () => populationGate(table, released, counter, LIMITS),
    () => averagingGate(table, released, counter),
    () => differencingGate(table, released, counter),
  ]
  for (const gate of gates) {
    const found = await gate()
    if (found.length > 0) return found
  }
  return []
}

/** What is published of microdata: tables, their cells with the persons in them, true and protected counts. */
import {
  type Cell,
  cellsOf,
  type Dimension,
  spelt,
  type TableDefinition,
  TOTAL,
  type Where,
} from '../gates/definition.ts'
import type { PTable } from '../perturbation/p-table.ts'
import { cellKeyOf, perturb } from '../perturbation/perturb.ts'
import { type Microdata, NotMicrodata } from './microdata.ts'

export interface WorldCell {
  readonly cell: Cell
  readonly table: TableDefinition
  /** Distinct persons, as positions. */
  readonly members: readonly number[]
  readonly published: number
}

export interface World {
  readonly tables: readonly TableDefinition[]
  /** Each set of conditions once, however many tables show it. */
  readonly cells: readonly WorldCell[]
  /** One a person. */
  readonly keys: readonly number[]
}

const MOST_DEFAULT_DIMENSIONS = 3
/** Beyond this nobody waits for the end. */
const MOST_CELLS = 20_000

/**
 * Tables as they are typed: `sex,region; sex [age=15-17|18-64]`. Dimensions, and in brackets a population. Without any,
 * all tables of up to three dimensions. Refuses dimensions and codes that the file does not have.
 */
export function tablesOf(data: Microdata, typed: string | undefined, variance: number): readonly TableDefinition[] {
  const dimensions = new Map(data.dimensions.map((id) => [id, dimensionOf(data, id)]))
  const known = (id: string) => {
    const found = dimensions.get(id)
    if (found === undefined)
      throw new NotMicrodata(`The file has no column “${id}”; it has ${[...dimensions.keys()].join(', ')}.`)
    return found
  }
  const specs =
    typed === undefined
      ? subsets(data.dimensions).map((ids) => ({ ids, population: {} as Where }))
      : typed.split(';').map((one) => specOf(one, known))
  const tables = specs.map(
    ({ ids, population }): TableDefinition => ({
      id: [
        ids.join(' × ') || 'everybody',
        ...Object.entries(population).map(([id, codes]) => `${id} ${codes.join(' or ')}`),
      ].join(', '),
      unit: 'persons',
      population,
      dimensions: ids.map(known),
      margins: 'all',
      variance,
    }),
  )
  const size = tables.reduce(
    (sum, table) => sum + table.dimensions.reduce((product, { categories }) => product * (categories.length + 1), 1),
    0,
  )
  if (size > MOST_CELLS)
    throw new NotMicrodata(
      `These ${tables.length} tables have ${size} cells, more than ${MOST_CELLS}; name fewer with --tables.`,
    )
  return tables
}

function dimensionOf({ records }: Microdata, id: string): Dimension {
  const finest = [...new Set(records.map(({ codes }) => codes[id] ?? ''))].toSorted()
  return { id, kind: 'plain', classification: id, finest, categories: finest.map((code) => ({ code, holds: [code] })) }
}

function specOf(typed: string, known: (id: string) => Dimension) {
  const [, names = '', conditions] = /^([^[]*)(?:\[(.*)\])?\s*$/.exec(typed) ?? [typed, typed]
  const population: Record<string, readonly string[]> = {}
  for (const condition of conditions?.split(',') ?? []) {
    const [id = '', some = ''] = condition.split('=').map((part) => part.trim())
    const codes = some.split('|').map((code) => code.trim())
    const missing = codes.find((code) => !known(id).finest.includes(code))
    if (missing !== undefined) throw new NotMicrodata(`The column “${id}” has no “${missing}”.`)
    population[id] = codes
  }
  const ids = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  for (const id of ids) known(id)
  if (new Set(ids).size < ids.length) throw new NotMicrodata(`A table counts by each column once: “${typed.trim()}”.`)
  return { ids, population: population satisfies Where }
}

function subsets(ids: readonly string[]): readonly (readonly string[])[] {
  return ids
    .reduce<readonly (readonly string[])[]>(
      (found, id) => found.flatMap((some) => (some.length < MOST_DEFAULT_DIMENSIONS ? [some, [...some, id]] : [some])),
      [[]],
    )
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => a.length - b.length)
}

/** Counts every cell once and protects it. */
export function worldOf(data: Microdata, tables: readonly TableDefinition[], pTable: PTable): World {
  const positions = new Map<string, number>()
  const keys: number[] = []
  for (const { person, key } of data.records)
    if (!positions.has(person)) {
      positions.set(person, keys.length)
      keys.push(key)
    }
  const cells = new Map<string, WorldCell>()
  for (const table of tables) {
    const members = membersByPlace(data, table, positions)
    for (const cell of cellsOf(table)) {
      const conditions = spelt(cell)
      if (cells.has(conditions)) continue
      const some = [...(members.get(placeOf(table, cell.at)) ?? [])]
      const published = perturb(some.length, cellKeyOf(some.map((member) => keys[member] ?? 0)), pTable)
      cells.set(conditions, { cell, table, members: some, published })
    }
  }
  return { tables, cells: [...cells.values()], keys }
}

function membersByPlace({ records }: Microdata, table: TableDefinition, positions: ReadonlyMap<string, number>) {
  const members = new Map<string, Set<number>>()
  const kept = table.dimensions.reduce<readonly (readonly boolean[])[]>(
    (found, _) =>
      found.flatMap((some) => [
        [...some, true],
        [...some, false],
      ]),
    [[]],
  )
  for (const { person, codes } of records) {
    if (!Object.entries(table.population).every(([id, some]) => some.includes(codes[id] ?? ''))) continue
    for (const keeps of kept) {
      const place = JSON.stringify(table.dimensions.map(({ id }, at) => (keeps[at] ? codes[id] : TOTAL)))
      const some = members.get(place) ?? new Set()
      members.set(place, some.add(positions.get(person) ?? 0))
    }
  }
  return members
}

function placeOf({ dimensions }: TableDefinition, at: Cell['at']): string {
  return JSON.stringify(dimensions.map(({ id }) => at[id]))
}

/** "sex f, age 18+": the conditions of a cell for people. */
export function inWords({ where }: Pick<Cell, 'where'>): string {
  const conditions = Object.entries(where).map(([id, codes]) => `${id} ${codes.join(' or ')}`)
  return conditions.length === 0 ? 'everybody' : conditions.join(', ')
}

/**
 * What a table counts, as the gates see it: cells are conjunctions of category sets, and so are their intersections.
 * Where the records lie and who counts them is the caller's: `Counter`.
 */

/** Dimension → its finest codes; a dimension that is not named is not restricted. */
export type Where = Readonly<Record<string, readonly string[]>>

/** Dimension → code of a category; `_T` where all are counted together. */
export type At = Readonly<Record<string, string>>

export const TOTAL = '_T'

export interface Category {
  readonly code: string
  /** The finest codes that it puts together; none where it is merged into another. */
  readonly holds: readonly string[]
  /** It holds whatever has no category of its own, or is not stated. */
  readonly rest?: 'other' | 'notStated'
}

export interface Dimension {
  readonly id: string
  /** About the person, about what the State did, or neither. */
  readonly kind: 'plain' | 'sensitive' | 'conduct'
  readonly role?: 'time' | 'area' | 'age' | 'citizenship' | 'sex'
  /** Of areas: how fine they are. */
  readonly level?: 'country' | 'region' | 'finer'
  /** Classification and version: one set of areas and of ages for all tables. */
  readonly classification: string
  readonly finest: readonly string[]
  readonly categories: readonly Category[]
  /** Of areas: where each goes that is too small, always the same. */
  readonly goesInto?: Readonly<Record<string, string>>
  /** Coarser sets of categories, the finest first. */
  readonly coarser?: readonly (readonly Category[])[]
}

export interface TableDefinition {
  readonly id: string
  readonly unit: 'persons' | 'cases' | 'events'
  readonly population: Where
  /** Of which records it is a table at all (their kind, their period), where releases of several are held against one another. */
  readonly of?: Where
  readonly dimensions: readonly Dimension[]
  /** Sets of dimensions that margins keep, `[]` for the grand total; every set, or those named. The full crossing is always there. */
  readonly margins: 'all' | readonly (readonly string[])[]
  /** Structural zeros: categories that cannot come together, as the classification declares. */
  readonly impossible?: readonly At[]
  /** Dimensions of which each category has a page of its own. */
  readonly pages?: readonly string[]
  /** The stock in which areas and nationalities are large enough; all records where absent. */
  readonly stock?: Where
  /** V of its p-table; 0 of an exact figure. */
  readonly variance: number
  /** Of an exact figure: sets of other tables whose count it tells as well, though their records are others. */
  readonly tells?: readonly Told[]
  /** Of a protected table of a year: what of it exact figures tell, or will tell; by dimension the codes that are counted together. */
  readonly told?: readonly Where[]
  /** A release as of another time counts other records: where this differs, the sets may. */
  readonly asOf?: string
  /** Cells (as `nameOf` has them) that are published as they were in another release, with the release whose records they count. */
  readonly kept?: ReadonlyMap<string, string>
}

export interface Told {
  readonly unit: TableDefinition['unit']
  readonly where: Where
}

/** What a counter needs to know of a cell. */
export interface Counting {
  readonly where: Where
  readonly unit: TableDefinition['unit']
  readonly asOf?: string
}

export interface Cell extends Counting {
  readonly table: string
  readonly at: At
  /** Not a margin. */
  readonly interior: boolean
  readonly variance: number
}

export interface Counted {
  /** Distinct persons. */
  readonly persons: number
  /** Persons, cases or events, as the unit says. */
  readonly units: number
}

export interface Differing {
  /** Distinct persons in exactly one of the two. */
  readonly persons: number
  /** Distinct persons with a unit (person, case, event) in exactly one of the two. */
  readonly withUnit: number
  /** Whether some unit is in both. */
  readonly share: boolean
}

/** Counts true records; in the product a function of the database that alone may. Answers in the order of the questions. */
export interface Counter {
  count(cells: readonly Counting[]): Awaitable<readonly Counted[]>
  differing(pairs: readonly (readonly [Counting, Counting])[]): Awaitable<readonly Differing[]>
}

export type Awaitable<T> = T | Promise<T>

/** Every cell of a table, margins included, structural zeros left out. */
export function cellsOf(definition: TableDefinition): readonly Cell[] {
  return places(definition.dimensions)
    .filter((at) => isPublished(definition, keptBy(definition, at)) && !isImpossible(definition, at))
    .map((at) => cellAt(definition, at))
}

export function interiorOf(definition: TableDefinition): readonly Cell[] {
  return cellsOf({ ...definition, margins: [] }).filter((cell) => cell.interior)
}

export function cellAt(definition: TableDefinition, at: At): Cell {
  const { id, unit, dimensions, variance, kept } = definition
  const asOf = kept?.get(nameOf(at)) ?? definition.asOf
  return {
    table: id,
    unit,
    at,
    where: whereOf(definition, at),
    interior: keptBy(definition, at).length === dimensions.length,
    variance,
    ...(asOf === undefined ? {} : { asOf }),
  }
}

/** Whether cells that keep these dimensions, and no others, are in the table. */
export function isPublished({ margins, dimensions }: TableDefinition, kept: readonly string[]): boolean {
  if (margins === 'all' || kept.length === dimensions.length) return true
  return margins.some((margin) => margin.length === kept.length && margin.every((id) => kept.includes(id)))
}

/** Whether the categories of a place cannot come together. */
export function isImpossible({ impossible }: TableDefinition, at: At): boolean {
  return (impossible ?? []).some((never) => Object.entries(never).every(([id, code]) => at[id] === code))
}

/** Whether a place lies inside what an exact figure tells. */
export function isWithinTold(at: At, told: Where): boolean {
  return Object.entries(told).every(([id, codes]) => codes.includes(at[id] ?? TOTAL))
}

/** One spelling for each set of conditions, so that equal ones are found. */
export function spelt({ where, unit, asOf }: Counting): string {
  const conditions = Object.keys(where)
    .toSorted()
    .map((id) => [id, (where[id] ?? []).toSorted()])
  return JSON.stringify([unit, asOf ?? null, conditions])
}

/** The same whatever the release whose records are counted. */
export function ofAnyRelease({ where, unit }: Counting): string {
  return spelt({ where, unit })
}

/** One name a place, in whatever order it is written: "AGE=_T,SEX=F". */
export function nameOf(at: At): string {
  return Object.entries(at)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([dimension, code]) => `${dimension}=${code}`)
    .join(',')
}

/** Whether no unit can be in both, whatever the records: some dimension has no code in common. */
export function excludeEachOther(one: Where, other: Where): boolean {
  return Object.entries(one).some(([id, codes]) => {
    const theirs = other[id]
    return theirs !== undefined && !codes.some((code) => theirs.includes(code))
  })
}

/** All places of a crossing, the total of each dimension among them. */
export function places(dimensions: readonly Dimension[]): readonly At[] {
  return dimensions.reduce<readonly At[]>(
    (found, { id, categories }) =>
      found.flatMap((at) => [...categories.map(({ code }) => code), TOTAL].map((code) => ({ ...at, [id]: code }))),
    [{}],
  )
}

export function keptBy({ dimensions }: TableDefinition, at: At): readonly string[] {
  return dimensions.map(({ id }) => id).filter((id) => (at[id] ?? TOTAL) !== TOTAL)
}

function whereOf({ of, population, dimensions }: TableDefinition, at: At): Where {
  const where: Record<string, readonly string[]> = { ...of, ...population }
  for (const { id, finest, categories } of dimensions) {
    const holds = categories.find(({ code }) => code === at[id])?.holds ?? finest
    const codes = holds.filter((code) => population[id]?.includes(code) ?? true)
    // No restriction is spelt one way, so that the total of one table is that of another.
    if (finest.every((code) => codes.includes(code))) delete where[id]
    else where[id] = codes
  }
  return where
}

/** A declared table as the gates see it. */
import type { Dimension as Judged, TableDefinition } from '../gates/definition.ts'
import type { Declared, Source } from '../gates/forbidden.ts'
import { codesOf, type Dimension, type Table, valuesOf } from '../vocabulary/table.ts'
import { kindsOf } from './kinds.ts'
import { marginsOf } from './sql.ts'
import { toldBy, toldOf } from './told.ts'

export interface Held {
  /** "2025", "2025-Q3". */
  readonly period: string
  /** V of the p-table. */
  readonly variance: number
  /** Names the run whose records the cells count; absent for the table asked for. */
  readonly asOf?: string
  /** Cells that are published as they were in another run, which it names. */
  readonly kept?: ReadonlyMap<string, string>
}

/** The table of a period, such that it can be held against every other that was released. */
export function definitionOf(table: Table, { period, variance, asOf, kept }: Held): TableDefinition {
  const { only, impossible = [] } = table
  const never = [...impossible, ...table.by.flatMap(merged)]
  const narrowed = {
    ...(only === undefined ? {} : { [only.column]: only.oneOf }),
    // Part of what a table counts in which a case stands each time.
    ...(table.repeated === 'last' ? { REPEATED: ['last'] } : {}),
  }
  const tells = toldBy(table, quartersOf(period))
  const told = toldOf(table)
  return {
    id: table.name,
    unit: table.unit,
    population: {},
    of: { PERIOD: quartersOf(period), RECORDS: kindsOf(table), ...narrowed },
    dimensions: table.by.map(judged),
    margins: table.margins === 'all' ? 'all' : namedMargins(table),
    // Who looks at one area of a table has a table of that area.
    pages: table.by.flatMap(({ id, role }) => (role === 'area' ? [id] : [])),
    variance: table.exact === undefined ? variance : 0,
    ...(tells.length === 0 ? {} : { tells }),
    ...(told.length === 0 ? {} : { told }),
    ...(never.length === 0 ? {} : { impossible: never }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(kept === undefined ? {} : { kept }),
  }
}

/** Where a merged category would stand: nobody is counted there. */
function merged({ id, categories }: Dimension): readonly Readonly<Record<string, string>>[] {
  return categories.flatMap((one) => ('within' in one && one.within !== undefined ? [{ [id]: one.code }] : []))
}

/** A year is its quarters, so that one is held against the other. */
function quartersOf(period: string): readonly string[] {
  return /^\d{4}$/.test(period) ? [1, 2, 3, 4].map((quarter) => `${period}-Q${quarter}`) : [period]
}

function namedMargins(table: Table): readonly (readonly string[])[] {
  return marginsOf(table).map((margin) => table.by.flatMap(({ id }, at) => (margin.has(at) ? [id] : [])))
}

/** Areas are held against one another by the units that they are made of, whatever has merged between two releases. */
function judged(dimension: Dimension): Judged {
  const { id, bearing, role, classification, rest, goesInto } = dimension
  const holds = heldBy(dimension)
  const codes = codesOf(dimension)
  return {
    id,
    kind: bearing,
    ...(role === undefined ? {} : { role }),
    // Units are of the first level: the country pack has no finer ones.
    ...(role === 'area' ? { level: 'region' as const } : {}),
    ...(goesInto === undefined ? {} : { goesInto }),
    classification: classification ?? `${id}(1.0)`,
    finest: codes.flatMap((code) => holds[code] ?? []),
    categories: codes.map((code) => ({
      code,
      holds: holds[code] ?? [],
      ...(code === rest ? { rest: 'other' as const } : {}),
    })),
  }
}

/** The finest codes of each category. */
export function heldBy(dimension: Dimension): Readonly<Record<string, readonly string[]>> {
  const areas = dimension.role === 'area' ? dimension.categories : []
  return Object.fromEntries([
    ...codesOf(dimension).map((code) => [code, [code]] as const),
    ...areas.map((area) => [area.code, valuesOf(area)] as const),
  ])
}

/** What of procedures the gates need to know. */
export interface Procedures {
  /** On which side of the wall its records arise. */
  readonly sourceOf: (procedure: string) => Source
  /** Its figures are of the whole country, and of no part of it. */
  readonly isNationwide: (procedure: string) => boolean
}

export function declaredOf(table: Table, { sourceOf, isNationwide }: Procedures): Declared {
  const { only } = table
  const natures = Object.fromEntries([
    ...table.by.map(({ id, nature }) => [id, nature] as const),
    ...(only === undefined ? [] : [[only.column, only.nature] as const]),
  ])
  return {
    natures,
    hiddenGroup: table.hiddenGroup === true,
    sources: [sourceOf(table.of)],
    nationwide: isNationwide(table.of),
    approvedCrossing: false,
  }
}

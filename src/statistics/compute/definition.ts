/** A declared table as the gates see it. */
import type { Dimension as Judged, TableDefinition } from '../gates/definition.ts'
import type { Declared, Source } from '../gates/forbidden.ts'
import { codesOf, type Dimension, type Table } from '../vocabulary/table.ts'
import { kindsOf } from './kinds.ts'
import { marginsOf } from './sql.ts'
import { toldBy } from './told.ts'

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
  const told = toldBy(table, quartersOf(period))
  return {
    id: table.name,
    unit: table.unit,
    population: {},
    of: { PERIOD: quartersOf(period), RECORDS: kindsOf(table), ...narrowed },
    dimensions: table.by.map(judged),
    margins: table.margins === 'all' ? 'all' : namedMargins(table),
    variance: table.exact === undefined ? variance : 0,
    ...(told.length === 0 ? {} : { tells: told }),
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

function judged(dimension: Dimension): Judged {
  const finest = codesOf(dimension)
  return {
    id: dimension.id,
    kind: dimension.bearing,
    ...(dimension.role === undefined ? {} : { role: dimension.role }),
    ...(dimension.role === 'area' ? { level: 'region' as const } : {}),
    classification: `${dimension.id}(1.0)`,
    finest,
    categories: finest.map((code) => ({
      code,
      holds: [code],
      ...(code === dimension.rest ? { rest: 'other' as const } : {}),
    })),
  }
}

/** `sourceOf`: on which side of the wall a procedure's records arise. */
export function declaredOf(table: Table, sourceOf: (procedure: string) => Source): Declared {
  const natures = Object.fromEntries(table.by.map(({ id, nature }) => [id, nature]))
  return {
    natures,
    hiddenGroup: table.hiddenGroup === true,
    sources: [sourceOf(table.of)],
    approvedCrossing: false,
  }
}

/** A declared table as the gates see it. */
import type { Dimension as Judged, TableDefinition } from '../gates/definition.ts'
import type { Declared, Source } from '../gates/forbidden.ts'
import { codesOf, type Dimension, type Table } from '../vocabulary/table.ts'
import { marginsOf } from './sql.ts'

/** `asOf` names the run whose records the cells count; absent for the table asked for. `variance`: V of the p-table. */
export function definitionOf(table: Table, variance: number, asOf?: string): TableDefinition {
  return {
    id: table.name,
    unit: table.unit,
    population: {},
    dimensions: table.by.map(judged),
    margins: table.margins === 'all' ? 'all' : namedMargins(table),
    variance: table.exact === undefined ? variance : 0,
    ...(asOf === undefined ? {} : { asOf }),
  }
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

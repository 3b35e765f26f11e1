/** The dimensions that the tables of one procedure share, so that they have one data structure (statistics.md 7.1). */
import { TABLES } from '../tables/catalogue.ts'
import { AGE, CITIZENSHIP, SEX } from '../tables/dimensions.ts'
import { codesOf, REF_AREA, type Table } from '../vocabulary/table.ts'

export interface SharedDimension {
  /** "SEX". */
  readonly id: string
  /** Every code that a table of the procedure has, each once. */
  readonly codes: readonly string[]
}

/**
 * Sex, age and citizenship, then the procedure's own, in the order in which its tables are declared. A table that does
 * not use one stands at its total.
 */
export function sharedDimensions(table: Pick<Table, 'of' | 'by'>): readonly SharedDimension[] {
  const tables = [...TABLES.filter(({ of }) => of === table.of), table]
  const codes = new Map<string, Set<string>>()
  for (const dimension of [SEX, AGE, CITIZENSHIP, ...tables.flatMap(({ by }) => by)]) {
    // Place has its own position in every structure.
    if (dimension.id === REF_AREA) continue
    const known = codes.get(dimension.id) ?? new Set()
    codes.set(dimension.id, new Set([...known, ...codesOf(dimension)]))
  }
  return [...codes].map(([id, known]) => ({ id, codes: [...known] }))
}

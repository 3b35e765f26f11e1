/** From true counts to what may be published: noise by the contributors' keys, then what a table withholds as too few. */
import type { At } from '../gates/definition.ts'
import type { PTable } from '../perturbation/p-table.ts'
import { perturb } from '../perturbation/perturb.ts'
import { methodOf, type Table } from '../vocabulary/table.ts'
import type { TrueCell } from './true-cells.ts'

/** Impossible, in another category; provisional, revised, after a break, with another category. */
export type Mark = 'z' | 'k' | 'p' | 'r' | 'b' | 'w'

export interface ProtectedCell {
  readonly at: At
  /** Null: fewer than the table's least count, 0 included. */
  readonly value: number | null
  /** The run whose records it counts, where it is published again as it was. */
  readonly from?: string
  /** See `marks.ts`. */
  readonly mark?: Mark
}

/** An exact table's count is as it is: it has no dimension and no person's fact (the gates see to that). */
export function protect(table: Table, cells: readonly TrueCell[], pTable: PTable): readonly ProtectedCell[] {
  const isNoise = methodOf(table) === 'CKM'
  return cells.map(({ at, n, key }) => ({ at, value: shown(table, isNoise ? perturb(n, key, pTable) : n) }))
}

/** Null below the table's least count. */
export function shown({ leastCount = 0 }: Table, value: number): number | null {
  return value < leastCount ? null : value
}

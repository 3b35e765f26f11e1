/** Where the key of a case is read: on its row, or in what its events keep, since the row may be gone. */
import type { Procedure } from '../../procedures/index.ts'
import { keyOfAnchorSql } from '../tables/anchor.ts'
import { literal, sqlName } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

export type KeyedBy = 'rows' | 'events'

export interface KeyedCases {
  readonly procedure: Procedure
  readonly keyedBy: KeyedBy
}

/** What is selected from for `case_id` and `key_id`. */
export function keyedCases(procedure: Procedure, keyedBy: KeyedBy): string {
  return keyedBy === 'rows'
    ? projectionName(procedure)
    : `(select o.case_id, ${keyOfAnchorSql('o.anchor')} as key_id from ${sqlName(procedure.compartment)}.event o
        where o.procedure = ${literal(procedure.name)} and o.no = 1)`
}

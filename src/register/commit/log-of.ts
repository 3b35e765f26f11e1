/** Which log of the ledger an act is entered in. */
import type { LogName } from '../../ledger/index.ts'
import { HIDDEN_IN_NUMBER, type Procedure } from '../../procedures/index.ts'

/** The log that grows evenly, for a procedure of which not even the number of acts may be known. */
export function logOf({ compartment }: Pick<Procedure, 'compartment'>): LogName {
  return HIDDEN_IN_NUMBER.some((hidden) => hidden === compartment) ? 'complaints' : 'register'
}

/** Which log of the ledger an act is entered in. */
import type { LogName } from '../../ledger/index.ts'
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'

/** The log that grows evenly, for a procedure of which not even the number of acts may be known. */
export function logOf(procedure: Pick<Procedure, 'hiddenInNumber'>): LogName {
  return isHiddenInNumber(procedure) ? 'complaints' : 'register'
}

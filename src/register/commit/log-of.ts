/** Which log of the ledger an act is entered in. */
import type { LogName } from '../../ledger/index.ts'
import { type Compartment, isHiddenInNumber, type Procedure } from '../../procedures/index.ts'

/** The log that grows evenly, for a procedure of which not even the number of acts may be known. */
export function logOf(procedure: Pick<Procedure, 'hiddenInNumber'>): LogName {
  return isHiddenInNumber(procedure) ? 'complaints' : 'register'
}

/** Compartments of which nobody may know how much is done in them, nor how often somebody looks. */
export function hiddenCompartments(procedures: readonly Procedure[]): readonly Compartment[] {
  return [...new Set(procedures.filter(isHiddenInNumber).map(({ compartment }) => compartment))]
}

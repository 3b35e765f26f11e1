/**
 * Acting on a case that somebody has opened. What is refused is gone whole, with its transaction; that somebody looked must not be:
 * the reasons of a refusal tell of the case, and whoever collects them is to be seen and counted like any reader.
 */
import type { Purpose } from '../firewall/index.ts'
import type { Procedure } from '../procedures/index.ts'
import { StepRefused, type Tx } from '../store/index.ts'
import { openToDecide } from './case-file.ts'
import { Refused } from './refused.ts'
import { actingAs, type Register, type Who } from './register.ts'

export interface OnCase {
  readonly procedure: Procedure
  readonly caseId: string
  readonly purpose: Purpose
}

/** Runs work in one transaction, as `actingAs`; where it is refused, the look is recorded before anybody hears why. */
export async function actingOn<T>(
  register: Register,
  who: Who,
  { procedure, ...of }: OnCase,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await actingAs(register, who, work)
  } catch (error) {
    if (tellsOfTheCase(error)) await actingAs(register, who, (tx) => openToDecide(register, tx, procedure, of))
    throw error
  }
}

/** Whoever has seen too many people this hour was told nothing. */
function tellsOfTheCase(error: unknown): boolean {
  return error instanceof Refused || (error instanceof StepRefused && error.rule !== 'too-many-persons')
}

/**
 * A case about the person of another one: an officer who reads that case, or the person with its code, opens a new one, also
 * in a compartment where they read nothing. Who it is goes with it, sealed; bits cross from the first moment.
 */
import { openCase } from '../case-file.ts'
import { type Asked, carryOut, type Done } from '../command.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'

export interface OfWhom {
  readonly procedure: string
  readonly caseId: string
  /** Who reads that case, where it is not who opens the new one: whoever came with its code. */
  readonly reader?: Who
}

/** Opens a case about the person of that case. NotFound where whoever asks has nothing to do with it; the look is noted. */
export async function openAboutPersonOf(
  register: Register,
  who: Who,
  asked: Omit<Asked, 'person'>,
  { procedure, caseId, reader = who }: OfWhom,
): Promise<Done> {
  const declared = procedureNamed(register, procedure)
  const purpose = reader.as === 'officer' ? 'protect' : 'own-data'
  const { pointer } = await actingAs(register, reader, (tx) => openCase(register, tx, declared, { caseId, purpose }))
  return carryOut(register, who, { ...asked, person: pointer })
}

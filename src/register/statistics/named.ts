/** A case and whom it is about, as statistics alone know them: the keys lie apart from the data, so no dump leads back. */
import { createHmac } from 'node:crypto'
import { type BaseId, type KeyOf, pseudonymOf } from '../../firewall/index.ts'
import { isAboutSomebody, type Procedure } from '../../procedures/index.ts'

/** In hexadecimal, 160 bits each. No person where the case is about nobody. */
export interface NamedInStatistics {
  readonly case: string
  readonly person?: string
}

const BYTES = 20

export function namedInStatistics(
  keyOf: KeyOf,
  procedure: Procedure,
  { caseId, base }: { readonly caseId: string; readonly base: BaseId },
): NamedInStatistics {
  const ofCase = createHmac('sha256', keyOf('statistics-cases')).update(`${procedure.name}\0${caseId}`).digest()
  return {
    case: ofCase.subarray(0, BYTES).toString('hex'),
    ...(isAboutSomebody(procedure) ? { person: pseudonymOf(keyOf, 'statistics', base).toString('hex') } : {}),
  }
}

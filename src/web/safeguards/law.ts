/** Which procedures the State declares, and what the country pack says of their rules. */
import { PROCEDURES, type Procedure } from '../../procedures/index.ts'
import { type CountryModes, countryModes } from '../../register/index.ts'
import type { Exchange } from '../exchange.ts'

export interface Law {
  readonly procedures: readonly Procedure[]
  readonly modes: CountryModes
}

/** Of the installed country. */
export function lawOf({ country, today }: Exchange): Law {
  return { procedures: PROCEDURES, modes: countryModes(country.pack, PROCEDURES, today.toString()) }
}

/** The procedures that officers work on generic pages. Those of which not even the number of cases may be known have pages of their own, without times. */
import { isHiddenInNumber, type Procedure } from '../../procedures/index.ts'
import { NotFound } from '../../store/index.ts'
import type { Exchange } from '../exchange.ts'

export function isWorkedHere(procedure: Procedure): boolean {
  return !isHiddenInNumber(procedure)
}

/** The procedure in the address. NotFound for any that is none, or not worked here. */
export function procedureHere({ register, context }: Exchange): Procedure {
  const name = context.req.param('procedure')
  const found = register.procedures.find((one) => one.name === name)
  if (found === undefined || !isWorkedHere(found)) throw new NotFound()
  return found
}

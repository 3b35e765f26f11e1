/** The room of statistics as a request or the server needs it. */
import { enforcementOrProtected } from '../../procedures/index.ts'
import type { Register } from '../../register/index.ts'
import { type Statistics, TABLES } from '../../statistics/index.ts'
import type { Store } from '../../store/index.ts'
import type { Country } from '../exchange.ts'

/** Of a request, or of the server. */
interface Room {
  readonly store: Store
  readonly register: Register
  readonly country: Pick<Country, 'pack'>
}

/** Tables whose procedure this State runs. */
export function openStatistics({ store, register, country: { pack } }: Room): Statistics {
  const running = new Map(register.procedures.map(({ name, compartment }) => [name, compartment]))
  return {
    store,
    firewall: register.firewall,
    pack,
    tables: TABLES.filter(({ of }) => running.has(of)),
    sourceOf: (procedure) => enforcementOrProtected(running.get(procedure)),
  }
}

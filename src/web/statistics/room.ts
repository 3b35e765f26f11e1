/** The room of statistics as this request needs it. */
import { enforcementOrProtected } from '../../procedures/index.ts'
import type { Register } from '../../register/index.ts'
import { type Statistics, TABLES } from '../../statistics/index.ts'
import type { Store } from '../../store/index.ts'
import type { Country, Exchange } from '../exchange.ts'

export function statisticsFor({
  store,
  register,
  country,
}: Pick<Exchange, 'store' | 'register' | 'country'>): Statistics {
  return openStatistics(store, register, country)
}

/** Tables whose procedure this State runs. */
export function openStatistics(store: Store, register: Register, { pack }: Pick<Country, 'pack'>): Statistics {
  const running = new Map(register.procedures.map(({ name, compartment }) => [name, compartment]))
  return {
    store,
    firewall: register.firewall,
    pack,
    tables: TABLES.filter(({ of }) => running.has(of)),
    sourceOf: (procedure) => enforcementOrProtected(running.get(procedure)),
  }
}

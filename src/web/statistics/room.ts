/** The room of statistics as a request or the server needs it. */
import { enforcementOrProtected, type Procedure } from '../../procedures/index.ts'
import type { Register } from '../../register/index.ts'
import { breachTable, type Statistics, TABLES, tablesWith } from '../../statistics/index.ts'
import type { Store } from '../../store/index.ts'
import type { Country } from '../exchange.ts'

/** Of a request, or of the server. */
interface Room {
  readonly store: Store
  readonly register: Register
  readonly country: Pick<Country, 'pack'>
}

/** Nothing is told without noise of a procedure whose very numbers are hidden. */
export function hasBreachTables({ statistics }: Procedure): boolean {
  return statistics.release?.hiddenInNumber !== true
}

/** Tables whose procedure this State runs, and the breaches of its safeguards. */
export function openStatistics({ store, register, country: { pack } }: Room): Statistics {
  const running = new Map(register.procedures.map((one) => [one.name, one]))
  const breaches = register.procedures
    .filter(hasBreachTables)
    .flatMap(({ name, safeguards }) => Object.keys(safeguards).map((safeguard) => breachTable(name, safeguard)))
  return {
    store,
    firewall: register.firewall,
    pack,
    tables: tablesWith(pack.areas, [...TABLES.filter(({ of }) => running.has(of)), ...breaches]),
    sourceOf: (procedure) => enforcementOrProtected(running.get(procedure)?.compartment),
    isNationwide: (procedure) => running.get(procedure)?.statistics.release?.nationwide === true,
  }
}

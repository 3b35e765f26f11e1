/** Counting what was open at the end of a period and what fell due in it, once it is over. */
import { sql } from 'kysely'
import { openPointer } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Register } from '../register.ts'
import { sqlName } from '../tables/names.ts'
import { namedInStatistics } from './named.ts'

/** Counts the last period that is over, where nobody has; gives how many records that made. */
export async function countPeriod(register: Register, procedure: Procedure): Promise<number> {
  const name = sqlName(procedure.name)
  return register.firewall.asSystem(async (tx) => {
    const concerned = await sql<{ caseId: string; pointer: Buffer }>`
      select case_id as "caseId", pointer from ${sql.id('statistics', `concerned_by_${name}`)}()`.execute(tx)
    const named = Object.fromEntries(
      concerned.rows.map(({ caseId, pointer }) => [
        caseId,
        namedInStatistics(register.keyOf, procedure, { caseId, base: openPointer(register.keyOf, pointer) }),
      ]),
    )
    const { rows } = await sql<{ counted: number }>`
      select ${sql.id('statistics', `count_period_of_${name}`)}(${JSON.stringify(named)}) as counted`.execute(tx)
    return rows[0]?.counted ?? 0
  })
}

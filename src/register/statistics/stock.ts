/** Counting what is open at the end of a period, once it is over. */
import { sql } from 'kysely'
import type { Firewall } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import { sqlName } from '../tables/names.ts'

/** Takes the stock of the last period that is over, where nobody has; gives how many cases it counted. */
export async function takeStock(asSystem: Firewall['asSystem'], procedure: Procedure): Promise<number> {
  if (procedure.statistics.stock === undefined) return 0
  const { rows } = await asSystem((tx) =>
    sql<{
      counted: number
    }>`select ${sql.id('statistics', `take_stock_of_${sqlName(procedure.name)}`)}() as counted`.execute(tx),
  )
  return rows[0]?.counted ?? 0
}

/** Lifts bits that have had their time: a bit that outlasts its state falls by itself, and one that may not last does too. */
import { sql } from 'kysely'
import type { Procedure } from '../procedures/index.ts'
import type { AsSystem } from './scheduler.ts'
import { sqlName } from './tables/names.ts'

/** What a tick carries: the person's pseudonyms in the compartments that heed the bit, by compartment. */
export type PseudonymsOf = (caseId: string) => Promise<{ readonly pseudonyms: Readonly<Record<string, string>> }>

/** Looks at every bit whose time has come, each case in its own transaction; gives how many cases it looked at. */
export async function endHolds(asSystem: AsSystem, procedure: Procedure, pseudonymsOf: PseudonymsOf): Promise<number> {
  const schema = sqlName(procedure.compartment)
  const { rows } = await asSystem((tx) =>
    sql<{ caseId: string }>`
      select distinct h.case_id as "caseId" from ${sql.id(schema, 'placed_hold')} h
      where h.procedure = ${procedure.name} and h.lifted_at is null
        and least(h.least_until, h.most_until) <= clock_timestamp()`.execute(tx),
  )
  for (const { caseId } of rows) {
    const command = JSON.stringify(await pseudonymsOf(caseId))
    const tick = sql.id(schema, `tick_${sqlName(procedure.name)}`)
    await asSystem((tx) => sql`select ${tick}(${caseId}, ${command})`.execute(tx))
  }
  return rows.length
}

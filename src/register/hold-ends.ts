/** Lifts bits that have had their time: a bit that outlasts its state falls by itself, and one that may not last does too. */
import type pg from 'pg'
import type { Procedure } from '../procedures/index.ts'
import { sqlName } from './tables/names.ts'

/** What a tick carries: the person's pseudonyms in the compartments that heed the bit, by compartment. */
export type PseudonymsOf = (caseId: string) => Promise<{ readonly pseudonyms: Readonly<Record<string, string>> }>

/** Looks at every bit whose time has come; gives how many cases it looked at. `client` signs in as the system. */
export async function endHolds(
  client: pg.ClientBase,
  procedure: Procedure,
  pseudonymsOf: PseudonymsOf,
): Promise<number> {
  const schema = sqlName(procedure.compartment)
  const { rows } = await client.query<{ caseId: string }>(
    `select distinct h.case_id as "caseId" from ${schema}.placed_hold h
     where h.procedure = $1 and h.lifted_at is null and least(h.least_until, h.most_until) <= clock_timestamp()`,
    [procedure.name],
  )
  for (const { caseId } of rows)
    await client.query(`select ${schema}.tick_${sqlName(procedure.name)}($1, $2)`, [
      caseId,
      JSON.stringify(await pseudonymsOf(caseId)),
    ])
  return rows.length
}

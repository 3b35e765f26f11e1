/** What steps bring about on other cases of the same procedure: taken by the system, each once, where it is open still. */
import { sql } from 'kysely'
import type { Compartment, Procedure } from '../procedures/index.ts'
import { NotFound, StepRefused, type Tx } from '../store/index.ts'
import type { Asked } from './command.ts'
import { stepNamed } from './judgement/index.ts'
import { Refused } from './refused.ts'
import { procedureNamed, type Register } from './register.ts'
import { sqlName } from './tables/names.ts'

/** Takes a step as the system. */
export type TakeThere = (of: Pick<Asked, 'procedure' | 'kind' | 'step' | 'on' | 'key'>) => Promise<unknown>

interface Waiting {
  readonly id: string
  readonly procedure: string
  readonly caseId: string
  readonly step: string
}

/** Takes whatever waits in the compartment; gives how many. Where the case has changed meanwhile, the next round looks anew. */
export async function carryReached(register: Register, compartment: Compartment, take: TakeThere): Promise<number> {
  const schema = sqlName(compartment)
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<Waiting>`select reach_id as id, procedure, case_id as "caseId", step from ${sql.id(schema, 'reached')} limit 500`.execute(
      tx,
    ),
  )
  let carried = 0
  for (const one of rows) {
    if (!(await taken(register, one, take))) continue
    await register.firewall.asSystem((tx) => sql`select ${sql.id(schema, 'arrived')}(${one.id})`.execute(tx))
    carried++
  }
  return carried
}

/** Refusals after which nothing is left to do: taken before under this key, or the case stands where it is not open. */
const DONE = ['key-used-before', 'not-open-from-here']

async function taken(register: Register, { id, procedure, caseId, step }: Waiting, take: TakeThere): Promise<boolean> {
  const declared = procedureNamed(register, procedure)
  const event = await register.firewall.asSystem((tx) => eventOf(tx, declared, caseId))
  const kind = stepNamed(declared, step)?.kind
  if (event === null || kind === undefined) return true
  try {
    await take({ procedure, kind, step, on: { caseId, event }, key: id })
  } catch (error) {
    if (error instanceof NotFound) return true // erased meanwhile
    if (error instanceof StepRefused) return DONE.includes(error.rule)
    if (error instanceof Refused) return error.refusals.some(({ rule }) => rule === 'not-from-here')
    throw error
  }
  return true
}

async function eventOf(tx: Tx, { compartment, name }: Procedure, caseId: string): Promise<number | null> {
  const { rows } = await sql<{ event: number }>`
    select event_no as event from ${sql.id(sqlName(compartment), sqlName(name))} where case_id = ${caseId} and not erased`.execute(
    tx,
  )
  return rows[0]?.event ?? null
}

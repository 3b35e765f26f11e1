/** The dates the State owes something by, with where they stand. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { DEADLINE_STATES, type DeadlineState, type Standing, standingOf } from './standing.ts'

export interface Deadline {
  readonly id: string
  readonly code: string
  readonly what: string
  readonly owedTo: string
  readonly dueOn: string | null
  /** "within two years": what the document says beside the date, or instead of it. */
  readonly dueAsStated: string | null
  readonly source: string
  readonly symbol: string | null
  readonly reportKind: string | null
  readonly wordLimit: number | null
  readonly state: DeadlineState
  readonly sentOn: string | null
  readonly receivedOn: string | null
  readonly evidence: string | null
  readonly version: number
  readonly standing: Standing
}

/** Every deadline: those still running by date, then those without a date, then those received. */
export async function deadlines(tx: Tx, { asOf }: { readonly asOf: Temporal.PlainDate }): Promise<readonly Deadline[]> {
  const rows = await select(tx)
    .orderBy(sql`d.state in ('received', 'considered')`)
    .orderBy(sql`d.due_on nulls last`)
    .orderBy('d.code')
    .execute()
  return rows.map((row) => standing(row, asOf))
}

/** One deadline by its code; undefined where there is none. */
export async function deadline(
  tx: Tx,
  code: string,
  { asOf }: { readonly asOf: Temporal.PlainDate },
): Promise<Deadline | undefined> {
  const row = await select(tx).where('d.code', '=', code).executeTakeFirst()
  return row === undefined ? undefined : standing(row, asOf)
}

function select(tx: Tx) {
  return tx
    .selectFrom('deadline as d')
    .leftJoin('document', 'document.id', 'd.document')
    .select(['d.id', 'd.code', 'd.what', 'd.owed_to as owedTo', 'd.due_on as dueOn', 'd.due_as_stated as dueAsStated'])
    .select(['d.source', 'document.symbol', 'd.report_kind as reportKind', 'd.word_limit as wordLimit', 'd.state'])
    .select(['d.sent_on as sentOn', 'd.received_on as receivedOn', 'd.evidence', 'd.version'])
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function standing(row: Row, asOf: Temporal.PlainDate): Deadline {
  const state = stateOf(row.state)
  return { ...row, state, standing: standingOf({ ...row, state }, asOf) }
}

function stateOf(text: string): DeadlineState {
  const state = DEADLINE_STATES.find((known) => known === text)
  if (state === undefined) throw new Error(`unknown state of a deadline: ${text}`)
  return state
}

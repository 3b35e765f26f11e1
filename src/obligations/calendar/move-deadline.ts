/** Moving a deadline through its states, and setting a date where the document states none. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, Invalid, NotFound, type Problem, StepRefused, type Tx } from '../../store/index.ts'
import { DEADLINE_STATES, type DeadlineState, nextStates } from './standing.ts'

/** The secretariat keeps the calendar. */
export function mayKeepCalendar(viewer: Viewer): boolean {
  return viewer.role === 'secretariat'
}

/** Fields bear the names of the columns, so that a conflict can be shown against what was typed. */
export const DeadlineMove = z.object({
  id: z.uuid(),
  version: z.coerce.number().int(),
  state: z.enum(DEADLINE_STATES),
  sent_on: z.iso.date().optional(),
  received_on: z.iso.date().optional(),
  /** What shows that it was sent or received. */
  evidence: z.uuid().optional(),
})
export type DeadlineMove = z.output<typeof DeadlineMove>

/**
 * Moves a deadline. Sent needs its day, received the day of receipt, both need evidence, and no day lies after `today`.
 * Refuses a state that cannot follow.
 */
export async function moveDeadline(
  tx: Tx,
  viewer: Viewer,
  input: DeadlineMove,
  { today }: { readonly today: Temporal.PlainDate },
): Promise<void> {
  if (!mayKeepCalendar(viewer)) throw new StepRefused('not-your-task')
  const current = await lock(tx, input)
  if (!nextStates(current.state as DeadlineState).includes(input.state))
    // checked by the column
    throw new StepRefused('state-cannot-follow', { from: current.state, to: input.state })
  const values = valuesAfter(input, current)
  const problems = problemsOf(input.state, values, today)
  if (problems.length > 0) throw new Invalid(problems)
  await refuseUnknownEvidence(tx, values.evidence)
  await tx
    .updateTable('deadline')
    .set({ ...values, state: input.state, version: sql<number>`version + 1` })
    .where('id', '=', input.id)
    .execute()
}

export const DeadlineDate = z.object({
  id: z.uuid(),
  version: z.coerce.number().int(),
  due_on: z.iso.date(),
})
export type DeadlineDate = z.output<typeof DeadlineDate>

/** Sets the day of a deadline that the coordinating body dates itself. A date that a document states is not moved. */
export async function dateDeadline(tx: Tx, viewer: Viewer, input: DeadlineDate): Promise<void> {
  if (!mayKeepCalendar(viewer)) throw new StepRefused('not-your-task')
  const current = await lock(tx, input)
  if (current.report_kind !== null && current.due_on !== null) throw new StepRefused('stated-date-wins')
  await tx
    .updateTable('deadline')
    .set({ due_on: input.due_on, version: sql<number>`version + 1` })
    .where('id', '=', input.id)
    .execute()
}

async function lock(tx: Tx, { id, version }: { id: string; version: number }) {
  const row = await tx.selectFrom('deadline').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new NotFound()
  if (row.version !== version) throw new Conflict(row)
  return row
}

interface Proof {
  readonly sent_on: string | null
  readonly received_on: string | null
  readonly evidence: string | null
}

/** What was recorded stays unless it is typed anew; going back takes back what no longer holds. */
function valuesAfter(input: DeadlineMove, current: Proof): Proof {
  const isSent = input.state === 'sent' || input.state === 'received' || input.state === 'considered'
  const isReceived = input.state === 'received' || input.state === 'considered'
  return {
    sent_on: isSent ? (input.sent_on ?? current.sent_on) : null,
    received_on: isReceived ? (input.received_on ?? current.received_on) : null,
    evidence: isSent ? (input.evidence ?? current.evidence) : null,
  }
}

function problemsOf(state: DeadlineState, values: Proof, today: Temporal.PlainDate): Problem[] {
  const { sent_on, received_on, evidence } = values
  const isAfter = (day: string | null, limit: string) => day !== null && day > limit
  return [
    ...(state === 'sent' && sent_on === null ? [{ field: 'sent_on', rule: 'missing' }] : []),
    ...(state === 'received' && received_on === null ? [{ field: 'received_on', rule: 'missing' }] : []),
    ...((state === 'sent' || state === 'received') && evidence === null
      ? [{ field: 'evidence', rule: 'missing' }]
      : []),
    ...(isAfter(sent_on, today.toString()) ? [{ field: 'sent_on', rule: 'in-the-future' }] : []),
    ...(isAfter(received_on, today.toString()) ? [{ field: 'received_on', rule: 'in-the-future' }] : []),
    ...(sent_on !== null && received_on !== null && isAfter(sent_on, received_on)
      ? [{ field: 'received_on', rule: 'before-it-was-sent' }]
      : []),
  ]
}

async function refuseUnknownEvidence(tx: Tx, evidence: string | null): Promise<void> {
  if (evidence === null) return
  const known = await tx.selectFrom('evidence').select('id').where('id', '=', evidence).executeTakeFirst()
  if (known === undefined) throw new Invalid([{ field: 'evidence', rule: 'unknown' }])
}

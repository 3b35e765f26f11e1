/**
 * The State's decision on a recommendation: accepted, in part, or not; by whom, when, why. Until there is one, nothing
 * can be claimed. The database turns it into the state of each obligation that answers the recommendation.
 */
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, type Tx } from '../store/index.ts'
import { isSecretariat, refuseUnless } from './rights.ts'
import { stale } from './stale.ts'

export const DECISIONS = ['accepted', 'in-part', 'not-accepted'] as const

export const decisionBy = {
  decided_on: z.iso.date(),
  /** The body that decided, in words. */
  decided_by: z.string().trim().min(1).max(300),
}

const decided = {
  decision: z.enum(DECISIONS),
  ...decisionBy,
  reason: z.string().trim().min(1).max(10_000),
}

/** First decisions, on one recommendation or on many at once. */
export const Decision = z.object({ recommendations: z.array(z.uuid()).min(1).max(500), ...decided })
export type Decision = z.output<typeof Decision>

/** Another decision in place of an earlier one; the earlier stays in the history. */
export const Redecision = z.object({ recommendation: z.uuid(), ...decided, version: z.coerce.number().int() })
export type Redecision = z.output<typeof Redecision>

/** Records the decision on recommendations that have none. One that has is a conflict: it was decided in between. */
export async function decide(tx: Tx, viewer: Viewer, input: Decision, today: Temporal.PlainDate): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  refuseFuture(input.decided_on, today)
  const { recommendations, ...rest } = input
  const known = await tx.selectFrom('recommendation').select('id').where('id', 'in', recommendations).execute()
  if (known.length < new Set(recommendations).size) throw new NotFound()
  const decided = await tx
    .insertInto('decision')
    .values(known.map(({ id }) => ({ recommendation: id, ...rest })))
    .onConflict((conflict) => conflict.column('recommendation').doNothing())
    .returning('recommendation')
    .execute()
  const done = new Set(decided.map(({ recommendation }) => recommendation))
  const taken = recommendations.find((recommendation) => !done.has(recommendation))
  if (taken !== undefined) throw stale(await decisionOn(tx, taken))
}

/** Decides again. */
export async function redecide(tx: Tx, viewer: Viewer, input: Redecision, today: Temporal.PlainDate): Promise<void> {
  refuseUnless(isSecretariat(viewer))
  refuseFuture(input.decided_on, today)
  const { recommendation, version, ...rest } = input
  const changed = await tx
    .updateTable('decision')
    .set({ ...rest, version: version + 1 })
    .where('recommendation', '=', recommendation)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (changed === undefined) throw stale(await decisionOn(tx, recommendation))
}

/** The decision in force. */
export function decisionOn(tx: Tx, recommendation: string) {
  return tx.selectFrom('decision').selectAll().where('recommendation', '=', recommendation).executeTakeFirst()
}

/** A decision has been made: its day has come. */
export function refuseFuture(decidedOn: string, today: Temporal.PlainDate): void {
  if (Temporal.PlainDate.compare(decidedOn, today) > 0)
    throw new Invalid([{ field: 'decided_on', rule: 'in-the-future' }])
}

/** Many first decisions at once, each its own with its own reason: all of them are saved, or none. */
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, type Problem, type Tx } from '../store/index.ts'
import { DECISIONS, decisionBy, refuseFuture } from './decision.ts'
import { isSecretariat, refuseUnless } from './rights.ts'

export const Decisions = z.object({
  ...decisionBy,
  rows: z
    .array(
      z.object({
        recommendation: z.uuid(),
        decision: z.enum(DECISIONS),
        reason: z.string().trim().min(1).max(10_000),
      }),
    )
    .min(1)
    .max(100),
})
export type Decisions = z.output<typeof Decisions>

/**
 * Records the decisions in one transaction. Recommendations that somebody has decided meanwhile, or that are gone, are
 * named one by one (`decision-ID`), and then nothing is saved: nobody's decision is written over.
 */
export async function decideEach(tx: Tx, viewer: Viewer, input: Decisions, today: Temporal.PlainDate): Promise<number> {
  refuseUnless(isSecretariat(viewer))
  refuseFuture(input.decided_on, today)
  const { rows, ...shared } = input
  const ids = rows.map(({ recommendation }) => recommendation)
  const known = await tx
    .selectFrom('recommendation')
    .select('id')
    .where('id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .execute()
  const here = new Set(known.map(({ id }) => id))
  const done = await tx
    .insertInto('decision')
    .values(rows.filter(({ recommendation }) => here.has(recommendation)).map((row) => ({ ...row, ...shared })))
    .onConflict((conflict) => conflict.column('recommendation').doNothing())
    .returning('recommendation')
    .execute()
  const saved = new Set(done.map(({ recommendation }) => recommendation))
  const problems: Problem[] = ids
    .filter((id) => !saved.has(id))
    .map((id) => ({ field: `decision-${id}`, rule: here.has(id) ? 'decided-meanwhile' : 'unknown' }))
  if (problems.length > 0) throw new Invalid(problems)
  return saved.size
}

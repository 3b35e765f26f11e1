/** The State's answer to a contribution: what it says, and whether the contribution was taken up. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { Conflict, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { mayRunRounds } from './permission.ts'

/** Fields bear the names of the columns. */
export const ContributionAnswer = z.object({
  contribution: z.uuid(),
  answer: z.string().trim().min(1).max(20_000),
  taken_up: z.enum(['yes', 'in-part', 'no']),
  /** Of the answer that is changed; absent for the first. */
  version: z.coerce.number().int().optional(),
})
export type ContributionAnswer = z.output<typeof ContributionAnswer>

/** Answers, or changes the answer; the history keeps both. A contribution to the Committee alone is `NotFound` here. */
export async function answerContribution(tx: Tx, viewer: Viewer, input: ContributionAnswer): Promise<void> {
  if (!mayRunRounds(viewer) || viewer.account === null) throw new StepRefused('not-your-task')
  const { contribution, version, ...given } = input
  const found = await tx
    .selectFrom('contribution')
    .select('id')
    .where('id', '=', contribution)
    .where('audience', '<>', 'committee')
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  const values = { ...given, answered_by: viewer.account }
  const done =
    version === undefined
      ? await tx
          .insertInto('contribution_answer')
          .values({ contribution, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('contribution_answer')
          .set({ ...values, answered_at: sql<string>`now()`, version: version + 1 })
          .where('contribution', '=', contribution)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (done !== undefined) return
  const current = await tx
    .selectFrom('contribution_answer')
    .selectAll()
    .where('contribution', '=', contribution)
    .executeTakeFirst()
  throw current === undefined ? new NotFound() : new Conflict(current)
}

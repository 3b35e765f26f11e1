/**
 * Completion is earned: evidence that others see, every indicator at its target, no low grade of the Committee, and a
 * second person's word. The database computes the state from these; here are the two human steps and what is missing.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, StepRefused, type Tx } from '../store/index.ts'
import { standingOf } from './indicator-standing.ts'
import { partsOf } from './participation.ts'
import { accountOf, mayClaim, mayValidate, refuseUnless } from './rights.ts'
import { stale } from './stale.ts'

/** What stands between an obligation and its completion; keys of the catalogue with what fills their sentences. */
export type Missing =
  | { readonly key: 'decision' | 'acceptance' | 'evidence' | 'claim' | 'validation' }
  | { readonly key: 'target' | 'value' | 'cases'; readonly indicator: string }
  | {
      readonly key: 'indicator-short'
      readonly indicator: string
      readonly period: string
      readonly value: string
      readonly target: string
      readonly direction: string
    }
  | { readonly key: 'committee-grade'; readonly grade: string; readonly givenOn: string }

/**
 * Everything that is missing, in the order in which people get it. Empty for a completed obligation. To whoever may not
 * see a figure, it is missing: the state comes from what officials see.
 */
export async function missingForCompletion(tx: Tx, obligation: string): Promise<readonly Missing[]> {
  const standing = await tx.selectFrom('standing').selectAll().where('obligation', '=', obligation).executeTakeFirst()
  if (standing === undefined) throw new NotFound()
  if (standing.decision === null) return [{ key: 'decision' }]
  if (standing.decision === 'not-accepted') return [{ key: 'acceptance' }]
  return [
    ...(standing.has_evidence === true ? [] : [{ key: 'evidence' } as const]),
    ...(await missingFigures(tx, obligation)),
    ...(standing.graded_low === true ? await lowGrade(tx, obligation) : []),
    ...missingSteps(standing.claimed_at !== null, standing.answer),
  ]
}

function missingSteps(claimed: boolean, answer: string | null): readonly Missing[] {
  if (!claimed || answer === 'returned') return [{ key: 'claim' }, { key: 'validation' }]
  return answer === null ? [{ key: 'validation' }] : []
}

async function missingFigures(tx: Tx, obligation: string): Promise<Missing[]> {
  const rows = await tx
    .selectFrom('obligation_indicator as b')
    .innerJoin('indicator as i', 'i.name', 'b.indicator')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('indicator_value as v')
          .select(['v.id', 'v.period', 'v.value', 'v.withdrawn_on'])
          .whereRef('v.indicator', '=', 'i.name')
          .where('v.superseded_by', 'is', null)
          .where('v.audience', 'in', ['public', 'officials'])
          .orderBy('v.period', 'desc')
          .orderBy('v.entered_at', 'desc')
          .limit(1)
          .as('l'),
      (join) => join.onTrue(),
    )
    .select(['i.name', 'i.direction', 'i.target', 'l.id', 'l.period', 'l.value', 'l.withdrawn_on'])
    .where('b.obligation', '=', obligation)
    .orderBy('i.name')
    .execute()
  return rows.flatMap((row): Missing[] => {
    const indicator = row.name
    switch (standingOf(row, row.id === null ? null : row)) {
      case 'no-target':
        return [{ key: 'target', indicator }]
      case 'withdrawn':
      case 'no-value':
        return [{ key: 'value', indicator }]
      case 'no-cases':
        return [{ key: 'cases', indicator }]
      case 'short':
        return [
          {
            key: 'indicator-short',
            indicator,
            target: row.target ?? '',
            direction: row.direction,
            period: row.period ?? '',
            value: row.value ?? '',
          },
        ]
      default:
        return []
    }
  })
}

/** The low grade in force; the state shows it even to whoever may not read the assessment. */
async function lowGrade(tx: Tx, obligation: string): Promise<Missing[]> {
  const low = await tx
    .selectFrom('assessment')
    .select(['grade', 'given_on'])
    .where('obligation', '=', obligation)
    .where('assessor', '=', 'committee')
    .where('audience', 'in', ['public', 'officials'])
    .where('grade', 'in', ['C', 'D', 'E'])
    .orderBy('given_on', 'desc')
    .orderBy('entered_at', 'desc')
    .executeTakeFirst()
  return [{ key: 'committee-grade', grade: low?.grade ?? '', givenOn: low?.given_on ?? '' }]
}

export const Claim = z.object({ obligation: z.uuid(), statement: z.string().trim().min(1).max(10_000) })
export type Claim = z.output<typeof Claim>

/** Claims that an obligation is met, and gives the claim's id. Refuses while anything is missing but the validation. */
export async function claimCompletion(tx: Tx, viewer: Viewer, input: Claim): Promise<string> {
  const known = await lockObligation(tx, input.obligation)
  refuseUnless(mayClaim(viewer, await partsOf(tx, [input.obligation])))
  if (known.state === 'completed') throw new StepRefused('already-completed')
  if (known.state === 'awaiting-validation') throw new StepRefused('already-claimed')
  await refuseUnearned(tx, input.obligation)
  const { id } = await tx
    .insertInto('validation')
    .values({ ...input, claimed_by: accountOf(viewer) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const Answer = z.object({
  /** The claim. */
  id: z.uuid(),
  version: z.coerce.number().int(),
  answer: z.enum(['validated', 'returned']),
  /** Always given with a return. */
  reasons: z.string().trim().max(10_000).optional(),
})
export type Answer = z.output<typeof Answer>

/**
 * A second person's answer to a claim. Refuses the claimant, whoever is not the lead's validator, and a validation
 * while something has gone missing since the claim: that can only be returned.
 */
export async function answerClaim(tx: Tx, viewer: Viewer, input: Answer): Promise<void> {
  const claim = await tx.selectFrom('validation').selectAll().where('id', '=', input.id).executeTakeFirst()
  if (claim === undefined) throw new NotFound()
  await lockObligation(tx, claim.obligation)
  if (viewer.account === claim.claimed_by) throw new StepRefused('own-claim')
  refuseUnless(mayValidate(viewer, await partsOf(tx, [claim.obligation]), claim.claimed_by))
  if (input.answer === 'returned' && (input.reasons ?? '') === '')
    throw new Invalid([{ field: 'reasons', rule: 'required' }])
  if (input.answer === 'validated') await refuseUnearned(tx, claim.obligation)
  const answered = await tx
    .updateTable('validation')
    .set({
      answer: input.answer,
      reasons: input.reasons ?? null,
      answered_by: accountOf(viewer),
      answered_at: sql<string>`clock_timestamp()`,
      version: input.version + 1,
    })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .where('answer', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (answered === undefined)
    throw stale(await tx.selectFrom('validation').selectAll().where('id', '=', input.id).executeTakeFirst())
}

/** Claims and answers, newest first. */
export function validationsOf(tx: Tx, obligation: string) {
  return tx
    .selectFrom('validation as v')
    .innerJoin('account as c', 'c.id', 'v.claimed_by')
    .leftJoin('account as a', 'a.id', 'v.answered_by')
    .select(['v.id', 'v.version', 'v.statement', 'v.claimed_at', 'v.claimed_by', 'c.name as claimed_by_name'])
    .select(['v.answer', 'v.answered_at', 'a.name as answered_by_name', 'v.reasons', 'v.demonstration'])
    .where('v.obligation', '=', obligation)
    .orderBy('v.claimed_at', 'desc')
    .execute()
}

async function refuseUnearned(tx: Tx, obligation: string): Promise<void> {
  const missing = await missingForCompletion(tx, obligation)
  if (missing.some(({ key }) => key === 'decision' || key === 'acceptance')) throw new StepRefused('not-accepted')
  const unearned = missing.filter(({ key }) => key !== 'claim' && key !== 'validation')
  if (unearned.length > 0) throw new StepRefused('not-yet-earned', { missing: unearned.length })
}

/** One claim at a time, and none against figures that change meanwhile. */
async function lockObligation(tx: Tx, id: string) {
  const found = await tx
    .selectFrom('obligation')
    .select(['id', 'state'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined) throw new NotFound()
  return found
}

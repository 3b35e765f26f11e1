/**
 * What civil society and the human rights institution say to a draft. A contribution to the Committee alone is seen by
 * who wrote it and by the Committee, and by nobody else: the row policy says so, on every route.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { contributorOf, mayContribute } from './permission.ts'
import { round } from './round.ts'

export const CONTRIBUTION_AUDIENCES = ['public', 'officials', 'committee'] as const

export interface Contribution {
  readonly id: string
  readonly round: string
  readonly organization: string
  readonly organizationName: string
  /** Code and summary of the obligation it is about; null for the draft as a whole. */
  readonly obligation: string | null
  readonly summary: string | null
  readonly body: string
  readonly audience: string
  readonly givenAt: Temporal.Instant
  readonly demonstration: boolean
  readonly answer: Answer | null
}

export interface Answer {
  readonly text: string
  readonly takenUp: 'yes' | 'in-part' | 'no'
  readonly by: string
  readonly at: Temporal.Instant
  readonly version: number
}

export const NewContribution = z.object({
  round: z.uuid(),
  obligation: z.uuid().optional(),
  body: z.string().trim().min(1).max(50_000),
  audience: z.enum(CONTRIBUTION_AUDIENCES),
})
export type NewContribution = z.output<typeof NewContribution>

/** Contributes to a round that is open on `today`; gives the contribution's id. What was said is not changed later. */
export async function contribute(
  tx: Tx,
  viewer: Viewer,
  input: NewContribution,
  { today }: { readonly today: Temporal.PlainDate },
): Promise<string> {
  const organization = contributorOf(viewer)
  if (!mayContribute(viewer) || organization === null) throw new StepRefused('not-your-task')
  const { standing } = await round(tx, input.round, { asOf: today })
  if (standing !== 'open') throw new StepRefused('round-not-open')
  await refuseUnknown(tx, input.obligation)
  const { id } = await tx
    .insertInto('contribution')
    .values({ ...input, organization, author: viewer.account })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface ContributionQuery {
  /** One contribution's id. */
  readonly id?: string
  readonly round?: string
  /** The obligation's id. */
  readonly obligation?: string
  readonly standing?: 'answered' | 'unanswered'
  readonly limit?: number
  readonly offset?: number
}

/** One page of the contributions that the reader may see, each with its answer, the latest first. */
export async function contributions(
  tx: Tx,
  { id, round: of, obligation, standing, limit = 50, offset = 0 }: ContributionQuery,
): Promise<{ readonly rows: readonly Contribution[]; readonly total: number }> {
  const rows = await tx
    .selectFrom('contribution as c')
    .innerJoin('organization as g', 'g.code', 'c.organization')
    .leftJoin('obligation as o', 'o.id', 'c.obligation')
    .leftJoin('contribution_answer as a', 'a.contribution', 'c.id')
    .leftJoin('account as p', (join) => join.on(sql`p.id::text`, '=', sql.ref('a.answered_by')))
    .select(['c.id', 'c.round', 'c.organization', 'g.name as organizationName', 'o.code as obligation', 'o.summary'])
    .select(['c.body', 'c.audience', 'c.given_at as givenAt', 'c.demonstration'])
    .select(['a.answer', 'a.taken_up', 'a.answered_at', 'a.version'])
    .select(sql<string | null>`coalesce(p.name, a.answered_by)`.as('answered_by'))
    .select(sql<string>`count(*) over ()`.as('total'))
    .$if(id !== undefined, (query) => query.where('c.id', '=', id ?? ''))
    .$if(of !== undefined, (query) => query.where('c.round', '=', of ?? ''))
    .$if(obligation !== undefined, (query) => query.where('c.obligation', '=', obligation ?? ''))
    .$if(standing !== undefined, (query) =>
      query.where('a.contribution', standing === 'answered' ? 'is not' : 'is', null),
    )
    .$if(standing === 'unanswered', (query) => query.where('c.audience', '<>', 'committee'))
    .orderBy('c.given_at', 'desc')
    .orderBy('c.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return { rows: rows.map(shown), total: Number(rows[0]?.total ?? 0) }
}

type Row = Omit<Contribution, 'answer'> & {
  readonly answer: string | null
  readonly taken_up: string | null
  readonly answered_by: string | null
  readonly answered_at: Temporal.Instant | null
  readonly version: number | null
  readonly total: string
}

function shown({ answer, taken_up, answered_by, answered_at, version, total: _, ...rest }: Row): Contribution {
  if (answer === null || answered_by === null || answered_at === null || version === null)
    return { ...rest, answer: null }
  const takenUp = taken_up === 'yes' || taken_up === 'in-part' ? taken_up : 'no'
  return { ...rest, answer: { text: answer, takenUp, by: answered_by, at: answered_at, version } }
}

async function refuseUnknown(tx: Tx, obligation: string | undefined): Promise<void> {
  if (obligation === undefined) return
  const known = await tx.selectFrom('obligation').select('id').where('id', '=', obligation).executeTakeFirst()
  if (known === undefined) throw new NotFound()
}

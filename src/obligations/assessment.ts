/**
 * Assessments: the State's, the NHRI's, civil society's, the Committee's, side by side and never merged. None is ever
 * changed; another judgment is another assessment.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Invalid, NotFound, type Tx } from '../store/index.ts'
import { GRADES } from './grade.ts'
import { partsOf } from './participation.ts'
import { type Assessor, accountOf, assessorsOf, refuseUnless } from './rights.ts'
import { audienceFor, SHARINGS } from './sharing.ts'

export const Assessment = z.object({
  obligation: z.uuid(),
  /** As whom; only the secretariat has a choice, since it types what the Committee has published. */
  assessor: z.enum(['state', 'nhri', 'civil-society', 'committee']),
  grade: z.enum(GRADES),
  reasons: z.string().trim().min(1).max(10_000),
  given_on: z.iso.date(),
  /** Where the Committee published it. */
  source: z.string().trim().max(500).optional(),
  sharing: z.enum(SHARINGS).default('public'),
})
export type Assessment = z.output<typeof Assessment>

/** Gives an assessment as oneself, and its id. Refuses another's name, a day to come, and a Committee's grade without source. */
export async function assess(tx: Tx, viewer: Viewer, input: Assessment, today: Temporal.PlainDate): Promise<string> {
  const known = await tx.selectFrom('obligation').select('id').where('id', '=', input.obligation).executeTakeFirst()
  if (known === undefined) throw new NotFound()
  refuseUnless(assessorsOf(viewer, await partsOf(tx, [input.obligation])).includes(input.assessor))
  if (input.given_on > today.toString()) throw new Invalid([{ field: 'given_on', rule: 'in-the-future' }])
  const onBehalf = input.assessor === 'committee' && viewer.role !== 'committee'
  if (onBehalf && (input.source ?? '') === '') throw new Invalid([{ field: 'source', rule: 'required' }])
  const { id } = await tx
    .insertInto('assessment')
    .values({
      obligation: input.obligation,
      assessor: input.assessor,
      institution: onBehalf ? null : viewer.institution,
      organization: viewer.organization,
      grade: input.grade,
      reasons: input.reasons,
      given_on: input.given_on,
      source: input.source ?? null,
      given_by: accountOf(viewer),
      audience: audienceFor(viewer, input.sharing),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface ShownAssessment {
  readonly id: string
  readonly assessor: Assessor
  /** Code of the institution, or name of the organization; null for the Committee. */
  readonly by: string | null
  readonly grade: (typeof GRADES)[number]
  readonly reasons: string
  readonly given_on: string
  readonly source: string | null
  readonly audience: string
  readonly demonstration: boolean
}

/** All assessments that the reader may see, apart for each kind of assessor, newest first. */
export async function assessmentsOf(
  tx: Tx,
  obligation: string,
): Promise<Readonly<Record<Assessor, readonly ShownAssessment[]>>> {
  const { rows } = await sql<ShownAssessment>`
    select a.id, a.assessor, coalesce(g.name, a.institution) as by, a.grade, a.reasons, a.given_on, a.source, a.audience, a.demonstration
    from followup.assessment a left join followup.organization g on g.code = a.organization
    where a.obligation = ${obligation}::uuid
    order by a.given_on desc, a.entered_at desc`.execute(tx)
  const of = (assessor: Assessor) => rows.filter((row) => row.assessor === assessor)
  return { state: of('state'), nhri: of('nhri'), 'civil-society': of('civil-society'), committee: of('committee') }
}

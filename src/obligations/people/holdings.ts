/** What a person holds, and passing all of it to somebody else. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Viewer } from '../../firewall/index.ts'
import { Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { shut } from './account.ts'
import { headOf, mayHandOver, mayManageAccounts } from './permission.ts'

/** As far as the reader may see it: drafts and letters are their owner's alone. */
export interface Holdings {
  readonly posts: readonly { readonly institution: string; readonly post: string }[]
  readonly participations: readonly {
    readonly code: string
    readonly summary: string
    readonly institution: string
    readonly as: readonly string[]
  }[]
  readonly measures: readonly { readonly id: string; readonly title: string; readonly endsOn: string | null }[]
  /** Claims that wait for this person's answer. */
  readonly claims: readonly { readonly code: string; readonly summary: string; readonly claimedAt: Temporal.Instant }[]
  readonly importDrafts: readonly { readonly id: string; readonly fileName: string }[]
  /** Letters not sent yet. */
  readonly letters: number
}

/** Everything that an account holds. */
export async function holdings(tx: Tx, account: string): Promise<Holdings> {
  const [measures, importDrafts] = [
    await tx
      .selectFrom('measure')
      .select(['id', 'title', 'ends_on as endsOn'])
      .where('responsible', '=', account)
      .where('state', 'in', ['planned', 'under-way'])
      .orderBy('ends_on')
      .execute(),
    await tx
      .selectFrom('import_draft')
      .select(['id', 'file_name as fileName'])
      .where('account', '=', account)
      .execute(),
  ]
  const letters = await tx
    .selectFrom('letter')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('account', '=', account)
    .where('sent_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    posts: await tx
      .selectFrom('post')
      .select(['institution', 'post'])
      .where('account', '=', account)
      .orderBy('post')
      .execute(),
    participations: await participationsOf(tx, account),
    measures,
    claims: await claimsWaitingFor(tx, account),
    importDrafts,
    letters: letters.count,
  }
}

export const HandOver = z.object({
  from: z.uuid(),
  to: z.uuid(),
  /** Whether the account that is left empty closes. */
  afterwards: z.enum(['close', 'keep']),
})
export type HandOver = z.output<typeof HandOver>

/**
 * Passes everything that one person holds to another of the same institution, in one transaction, and closes the empty
 * account if the secretariat asks. Drafts that the viewer may not see pass too, unseen. Refuses a successor who would then stand on
 * both sides of a validation; the database refuses a closed one.
 */
export async function handOver(tx: Tx, viewer: Viewer, input: HandOver): Promise<void> {
  const { from, to } = await lockBoth(tx, input)
  if (!mayHandOver(viewer, from, await headOf(tx, from.institution))) throw new StepRefused('not-your-task')
  if (input.afterwards === 'close' && !mayManageAccounts(viewer)) throw new StepRefused('not-your-task')
  if (input.afterwards === 'close' && from.id === viewer.account) throw new StepRefused('not-your-own-account')
  if (from.id === to.id) throw new Invalid([{ field: 'to', rule: 'same-person' }])
  if (to.closed_at !== null) throw new StepRefused('account-closed')
  if (to.institution !== from.institution || to.organization !== from.organization)
    throw new Invalid([{ field: 'to', rule: 'of-another-institution' }])
  if (from.role === 'secretariat' && to.role !== 'secretariat')
    throw new Invalid([{ field: 'to', rule: 'of-another-role' }])
  await sql`select followup.hand_over(${from.id}, ${to.id})`.execute(tx)
  await refuseBothSides(tx, to.id)
  if (input.afterwards === 'close') await shut(tx, from.id)
}

/** In the order of their ids: two hand-overs in opposite directions queue and do not block each other for good. */
async function lockBoth(tx: Tx, input: HandOver) {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'institution', 'organization', 'role', 'closed_at'])
    .where('id', 'in', [input.from, input.to])
    .orderBy('id')
    .forUpdate()
    .execute()
  const [from, to] = [input.from, input.to].map((id) => rows.find((row) => row.id === id))
  if (from === undefined || to === undefined) throw new NotFound()
  return { from, to }
}

async function refuseBothSides(tx: Tx, account: string): Promise<void> {
  const { rows } = await sql<{ both: boolean }>`
    select exists (select from followup.participation where focal_point = ${account} and validator = ${account})
      or exists (select from followup.post a join followup.post b on b.institution = a.institution
        where a.account = ${account} and b.account = ${account} and a.post = 'focal-point' and b.post = 'validator') as both
  `.execute(tx)
  if (rows[0]?.both === true) throw new Invalid([{ field: 'to', rule: 'validator-is-focal-point' }])
}

async function participationsOf(tx: Tx, account: string): Promise<Holdings['participations']> {
  const rows = await tx
    .selectFrom('participation as p')
    .innerJoin('obligation as o', 'o.id', 'p.obligation')
    .select(['o.code', 'o.summary', 'p.institution', 'p.focal_point', 'p.alternate', 'p.validator'])
    .where((eb) => eb(eb.val(account), 'in', [eb.ref('p.focal_point'), eb.ref('p.alternate'), eb.ref('p.validator')]))
    .orderBy('o.position')
    .execute()
  return rows.map(({ code, summary, institution, focal_point, alternate, validator }) => ({
    code,
    summary,
    institution,
    as: Object.entries({ 'focal-point': focal_point, alternate, validator })
      .filter(([, holder]) => holder === account)
      .map(([part]) => part),
  }))
}

/** Their own by name, or by the institution's post where nobody is named. */
async function claimsWaitingFor(tx: Tx, account: string): Promise<Holdings['claims']> {
  return tx
    .selectFrom('validation as v')
    .innerJoin('obligation as o', 'o.id', 'v.obligation')
    .innerJoin('participation as p', (join) => join.onRef('p.obligation', '=', 'o.id').on('p.part', '=', 'lead'))
    .leftJoin('post', (join) => join.onRef('post.institution', '=', 'p.institution').on('post.post', '=', 'validator'))
    .select(['o.code', 'o.summary', 'v.claimed_at as claimedAt'])
    .where('v.answer', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('p.validator', 'post.account'), '=', account))
    .orderBy('v.claimed_at')
    .execute()
}

/** Comments on a draft, and the approvals that it needs before it becomes the State's word. */
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Conflict, NotFound, StepRefused, type Tx } from '../store/index.ts'
import { latestVersion, lockReport } from './draft.ts'
import { actingFor, mayReadDrafting, mayWriteWhole, refuseUnless } from './permission.ts'

export const Comment = z.strictObject({
  report: z.uuid(),
  /** The version commented on. */
  number: z.int().positive(),
  /** A section as `compareVersions` names it; left out for the whole. */
  section: z.string().max(200).optional(),
  body: z.string().trim().min(1).max(10_000),
})
export type Comment = z.infer<typeof Comment>

/** Adds a comment. Refuses one on a version that is not there, or on a frozen report. */
export async function comment(tx: Tx, viewer: Viewer, { report, number, section, body }: Comment): Promise<string> {
  const { account } = actingFor(viewer)
  await lockReport(tx, report)
  if (number > (await latestVersion(tx, report)).number) throw new NotFound()
  const { id } = await tx
    .insertInto('report_comment')
    .values({ report, number, section: section ?? null, body, author: account })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Marks a comment as dealt with: by its author, or by who writes the whole. */
export async function settleComment(
  tx: Tx,
  viewer: Viewer,
  { comment: id, report: of }: { readonly comment: string; readonly report: string },
): Promise<void> {
  const { account } = actingFor(viewer)
  const row = await tx
    .selectFrom('report_comment')
    .select(['report', 'author', 'settled_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.report !== of) throw new NotFound()
  const report = await lockReport(tx, row.report)
  refuseUnless(row.author === account || mayWriteWhole(viewer, report))
  if (row.settled_at !== null) return
  await tx
    .updateTable('report_comment')
    .set((eb) => ({ settled_at: eb.fn<string>('now'), settled_by: account }))
    .where('id', '=', id)
    .execute()
}

export const RequestApproval = z.strictObject({ report: z.uuid(), number: z.int().positive() })
export type RequestApproval = z.infer<typeof RequestApproval>

/** Puts the latest version before those who approve. */
export async function requestApproval(tx: Tx, viewer: Viewer, { report, number }: RequestApproval): Promise<void> {
  const row = await lockReport(tx, report)
  refuseUnless(mayWriteWhole(viewer, row))
  await refuseUnlessLatest(tx, report, number)
  if (row.state === 'in-approval') throw new StepRefused('already-in-approval')
  await tx
    .updateTable('report')
    .set({ state: 'in-approval', version: row.version + 1 })
    .where('id', '=', report)
    .execute()
}

/** Approves the latest version for the viewer's institution. Refuses a closed account, whatever session it still has. */
export async function approve(tx: Tx, viewer: Viewer, { report, number }: RequestApproval): Promise<void> {
  const { account, institution } = actingFor(viewer)
  const row = await lockReport(tx, report)
  if (row.state !== 'in-approval') throw new StepRefused('not-in-approval')
  await refuseUnlessLatest(tx, report, number)
  const open = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', account)
    .where('institution', '=', institution)
    .where('closed_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (open === undefined) throw new StepRefused('account-closed')
  const added = await tx
    .insertInto('report_approval')
    .values({ report, number, institution, account })
    .onConflict((conflict) => conflict.doNothing())
    .returning('institution')
    .executeTakeFirst()
  if (added === undefined) throw new StepRefused('already-approved')
}

/** Comments on a report, open ones first. None for who does not draft: they stay within the State. */
export async function commentsOf(tx: Tx, viewer: Viewer, report: string) {
  if (!mayReadDrafting(viewer)) return []
  return tx
    .selectFrom('report_comment as c')
    .innerJoin('account as a', 'a.id', 'c.author')
    .select([
      'c.id',
      'c.number',
      'c.section',
      'c.body',
      'c.written_at',
      'c.settled_at',
      'a.name as author',
      'a.institution',
    ])
    .where('c.report', '=', report)
    .orderBy('c.settled_at', (order) => order.desc().nullsFirst())
    .orderBy('c.written_at')
    .execute()
}

/** Which institutions have approved which version. */
export async function approvalsOf(tx: Tx, viewer: Viewer, report: string) {
  if (!mayReadDrafting(viewer)) return []
  return tx
    .selectFrom('report_approval as p')
    .innerJoin('account as a', 'a.id', 'p.account')
    .innerJoin('institution as i', 'i.code', 'p.institution')
    .select(['p.number', 'p.institution', 'i.name as institution_name', 'a.name as person', 'a.role', 'p.approved_at'])
    .where('p.report', '=', report)
    .orderBy('p.number', 'desc')
    .orderBy('p.approved_at')
    .execute()
}

/** Nobody approves, or freezes, words that they have not seen. */
export async function refuseUnlessLatest(tx: Tx, report: string, number: number): Promise<void> {
  const latest = await latestVersion(tx, report)
  if (latest.number !== number) throw new Conflict({ ...latest, saved_at: latest.saved_at.toString() })
}

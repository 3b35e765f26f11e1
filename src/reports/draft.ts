/** Drafting: a report begins from a deadline, and each save is a version that stays. */
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Conflict, Invalid, NotFound, StepRefused, type Tx } from '../store/index.ts'
import { type AssembleWith, assemble } from './assemble.ts'
import { EMPTY_CONTENT, ReportContent } from './content.ts'
import { WORD_LIMITS, type WordCount } from './limit.ts'
import { actingFor, mayDraft, mayWriteWhole, ownAudience, refuseUnless } from './permission.ts'
import { reportKind } from './subject.ts'
import { changedAnswers, changesFrame } from './version.ts'
import { countWords } from './word-count.ts'

export const CreateReport = z.strictObject({
  deadline: z.uuid(),
  title: z.string().trim().min(1).max(300),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en'),
})
export type CreateReport = z.infer<typeof CreateReport>

/** Begins a report for a deadline, as the institution's own draft, with an empty first version. */
export async function createReport(tx: Tx, viewer: Viewer, input: CreateReport, view: AssembleWith): Promise<string> {
  refuseUnless(mayDraft(viewer))
  const deadline = await tx
    .selectFrom('deadline')
    .select(['document', 'report_kind', 'word_limit'])
    .where('id', '=', input.deadline)
    .executeTakeFirst()
  if (deadline === undefined) throw new NotFound()
  const { document } = deadline
  const kind = reportKind(deadline.report_kind)
  if (document === null) throw new Invalid([{ field: 'deadline', rule: 'deadline-without-document' }])
  const { id } = await tx
    .insertInto('report')
    .values({
      kind,
      document,
      deadline: input.deadline,
      title: input.title,
      language: input.language,
      word_limit: deadline.word_limit ?? WORD_LIMITS[kind].words,
      audience: ownAudience(viewer),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addVersion(tx, viewer, { report: id, number: 1, content: EMPTY_CONTENT }, view)
  return id
}

export const SaveDraft = z.strictObject({
  report: z.uuid(),
  /** The version that the writer had before them. */
  basedOn: z.int().positive(),
  content: ReportContent,
})
export type SaveDraft = z.infer<typeof SaveDraft>

/**
 * Saves a new version. Refuses with what is there now when somebody saved first; refuses an official who touches what their
 * institution has no part in; refuses any change to a frozen report. A save takes the draft back from approval, since nobody
 * has approved these words.
 */
export async function saveDraft(
  tx: Tx,
  viewer: Viewer,
  { report, basedOn, content }: SaveDraft,
  view: AssembleWith,
): Promise<WordCount & { readonly number: number }> {
  refuseUnless(mayDraft(viewer))
  const row = await lockReport(tx, report)
  const latest = await latestVersion(tx, report)
  if (latest.number !== basedOn) throw new Conflict({ ...latest, saved_at: latest.saved_at.toString() })
  if (!mayWriteWhole(viewer, row)) await refuseForeignChange(tx, viewer, { before: latest.content, after: content })
  const number = basedOn + 1
  const count = await addVersion(tx, viewer, { report, number, content }, view)
  if (row.state === 'in-approval')
    await tx
      .updateTable('report')
      .set({ state: 'drafting', version: row.version + 1 })
      .where('id', '=', report)
      .execute()
  return { ...count, number }
}

export const ShareReport = z.strictObject({
  report: z.uuid(),
  version: z.int(),
  audience: z.enum(['officials', 'consultation', 'public']),
})
export type ShareReport = z.infer<typeof ShareReport>

/** Lets officials, those consulted or everybody see the report. A frozen one may still be published. */
export async function shareReport(tx: Tx, viewer: Viewer, { report, version, audience }: ShareReport): Promise<void> {
  const row = await lockReport(tx, report, 'frozen too')
  refuseUnless(mayWriteWhole(viewer, row))
  if (row.version !== version) throw new Conflict({ version: row.version, audience: row.audience, state: row.state })
  await tx
    .updateTable('report')
    .set({ audience, version: version + 1 })
    .where('id', '=', report)
    .execute()
}

/** The report's row, held until the transaction ends, so that saving, approving and freezing stand in a line. */
export async function lockReport(tx: Tx, report: string, which: 'open' | 'frozen too' = 'open') {
  const row = await tx.selectFrom('report').selectAll().where('id', '=', report).forUpdate().executeTakeFirst()
  if (row === undefined) throw new NotFound()
  if (which === 'open' && row.state === 'frozen') throw new StepRefused('report-frozen')
  return row
}

export async function latestVersion(tx: Tx, report: string) {
  const row = await tx
    .selectFrom('report_version')
    .select(['number', 'content', 'words', 'saved_by', 'saved_at'])
    .where('report', '=', report)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (row === undefined) throw new NotFound()
  return { ...row, content: ReportContent.parse(row.content) }
}

async function addVersion(
  tx: Tx,
  viewer: Viewer,
  { report, number, content }: { readonly report: string; readonly number: number; readonly content: ReportContent },
  view: AssembleWith,
): Promise<WordCount> {
  const count = countWords(await assemble(tx, report, content, view))
  const { account } = actingFor(viewer)
  await tx
    .insertInto('report_version')
    .values({ report, number, content: JSON.stringify(content), words: count.words, saved_by: account })
    .execute()
  return count
}

/** An official writes on the obligations in which their institution takes part, and on nothing else. */
async function refuseForeignChange(
  tx: Tx,
  viewer: Viewer,
  change: { readonly before: ReportContent; readonly after: ReportContent },
): Promise<void> {
  refuseUnless(!changesFrame(change.before, change.after))
  const changed = changedAnswers(change.before, change.after)
  if (changed.length === 0) return
  const own = await tx
    .selectFrom('participation as p')
    .innerJoin('obligation as o', 'o.id', 'p.obligation')
    .select('o.code')
    .where('p.institution', '=', actingFor(viewer).institution)
    .where('o.code', 'in', changed)
    .execute()
  refuseUnless(own.length === changed.length)
}

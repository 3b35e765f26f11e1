/** A report becomes the State's word: its file is made once, kept, and known by its hash. Nothing changes it afterwards. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '../firewall/index.ts'
import { Conflict, NotFound, record, StepRefused, type Tx } from '../store/index.ts'
import { type AssembleWith, assemble } from './assemble.ts'
import { lockReport } from './draft.ts'
import { mayFreeze, refuseUnless } from './permission.ts'
import { refuseUnlessLatest } from './review.ts'
import { contentOf } from './version.ts'
import { countWords } from './word-count.ts'
import { toDocx } from './writers.ts'

export const Freeze = z.strictObject({
  report: z.uuid(),
  /** The version to freeze: the latest, as the person has seen it. */
  number: z.int().positive(),
  /** The report row's, so that nobody freezes past a change of state. */
  version: z.int(),
  /** Why the report may be longer than its limit. */
  overLimitReason: z.string().trim().max(2000).optional(),
})
export type Freeze = z.infer<typeof Freeze>

/**
 * Freezes a version and gives the hash of its file. Refuses what the secretariat has not approved, and what is over its
 * limit unless a person says why; that reason is kept in the history.
 */
export async function freeze(tx: Tx, viewer: Viewer, input: Freeze, view: AssembleWith): Promise<string> {
  refuseUnless(mayFreeze(viewer))
  const { report, number } = input
  const row = await lockReport(tx, report)
  if (row.version !== input.version) throw new Conflict({ version: row.version, state: row.state })
  if (row.state !== 'in-approval') throw new StepRefused('not-in-approval')
  await refuseUnlessLatest(tx, report, number)
  await refuseWithoutApproval(tx, report, number)
  const model = await assemble(tx, report, await contentOf(tx, report, number), view)
  const count = countWords(model)
  const reason = input.overLimitReason ?? ''
  if (count.level === 'over' && reason === '')
    throw new StepRefused('over-word-limit', { words: count.words, limit: count.limit })
  const bytes = await toDocx(model)
  const sha256 = sha256Of(bytes)
  await keepFile(tx, sha256, bytes)
  await tx
    .updateTable('report')
    .set((eb) => ({
      state: 'frozen',
      frozen_at: eb.fn<string>('now'),
      frozen_sha256: sha256,
      frozen_file: sha256,
      version: row.version + 1,
    }))
    .where('id', '=', report)
    .execute()
  const details = {
    number,
    sha256,
    words: count.words,
    limit: count.limit,
    ...(reason === '' ? {} : { overLimitReason: reason }),
  }
  await record(tx, {
    action: 'report.freeze',
    objectKind: 'report',
    object: report,
    outcome: 'done',
    details,
    audience: historyAudience(row.audience),
  })
  return sha256
}

async function refuseWithoutApproval(tx: Tx, report: string, number: number): Promise<void> {
  const approved = await tx
    .selectFrom('report_approval as p')
    .innerJoin('account as a', 'a.id', 'p.account')
    .select('p.institution')
    .where('p.report', '=', report)
    .where('p.number', '=', number)
    .where('a.role', '=', 'secretariat')
    .executeTakeFirst()
  if (approved === undefined) throw new StepRefused('not-approved')
}

async function keepFile(tx: Tx, sha256: string, bytes: Uint8Array): Promise<void> {
  await tx
    .insertInto('stored_file')
    .values({ sha256, bytes: Buffer.from(bytes), size: bytes.length })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface FrozenReport {
  readonly report: string
  readonly title: string
  readonly frozenAt: Temporal.Instant
}

/** The frozen report whose file these bytes are; null where they are no such file, or not one that the reader sees. */
export async function verifyFrozen(tx: Tx, bytes: Uint8Array): Promise<FrozenReport | null> {
  const row = await tx
    .selectFrom('report')
    .select(['id', 'title', 'frozen_at'])
    .where('frozen_sha256', '=', sha256Of(bytes))
    .executeTakeFirst()
  if (row === undefined || row.frozen_at === null) return null
  return { report: row.id, title: row.title, frozenAt: row.frozen_at }
}

/** The bytes of a frozen report as they were frozen. Refuses to give what no longer has its hash. */
export async function frozenBytes(tx: Tx, sha256: string): Promise<Uint8Array> {
  const file = await tx.selectFrom('stored_file').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
  if (file === undefined) throw new NotFound()
  if (sha256Of(file.bytes) !== sha256) throw new Error(`the frozen file ${sha256} has other bytes than were frozen`)
  return new Uint8Array(file.bytes)
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** As the database's own record of changes has it: what is public to read is for officials to know who did. */
export function historyAudience(audience: string): string {
  return audience === 'public' || audience === 'consultation' ? 'officials' : audience
}

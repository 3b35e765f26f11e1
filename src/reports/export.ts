/** Files that leave the house. Each export is in the history, in the transaction that made it, with the hash of the bytes. */
import type { Viewer } from '../firewall/index.ts'
import { record, type Tx } from '../store/index.ts'
import { type AssembleWith, assemble } from './assemble.ts'
import { latestVersion } from './draft.ts'
import { frozenBytes, historyAudience, sha256Of } from './freeze.ts'
import type { Scope } from './gather.ts'
import { matrixRows } from './matrix.ts'
import { mayReadDrafting, refuseUnless } from './permission.ts'
import { reportFacts } from './subject.ts'
import { toDocx, toMatrix } from './writers.ts'

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface ExportedFile {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly fileName: string
  readonly mediaType: string
}

/** The report's file: exactly the frozen bytes once it is frozen, the latest version before. Refuses drafts to who does not draft. */
export async function exportReport(
  tx: Tx,
  viewer: Viewer,
  { report }: { readonly report: string },
  view: AssembleWith,
): Promise<ExportedFile> {
  const row = await reportFacts(tx, report)
  if (row.frozen_file === null) refuseUnless(mayReadDrafting(viewer))
  const { bytes, number } =
    row.frozen_file === null
      ? await draftBytes(tx, report, view)
      : { bytes: await frozenBytes(tx, row.frozen_file), number: null }
  const sha256 = sha256Of(bytes)
  const details = { sha256, state: row.state, ...(number === null ? {} : { number }) }
  await record(tx, {
    action: 'report.export',
    objectKind: 'report',
    object: report,
    outcome: 'done',
    details,
    audience: historyAudience(row.audience),
  })
  const suffix = row.frozen_file === null ? '-draft' : ''
  return { bytes, sha256, fileName: `${fileNameOf(row.symbol)}-${row.kind}${suffix}.docx`, mediaType: DOCX }
}

async function draftBytes(tx: Tx, report: string, view: AssembleWith) {
  const { content, number } = await latestVersion(tx, report)
  return { bytes: await toDocx(await assemble(tx, report, content, view)), number }
}

/** The implementation matrix of a document, or of all of them. */
export async function exportMatrix(
  tx: Tx,
  scope: Scope,
  view: { readonly language: string; readonly today: Temporal.PlainDate },
): Promise<ExportedFile> {
  const rows = await matrixRows(tx, scope, view)
  const bytes = await toMatrix(rows)
  const sha256 = sha256Of(bytes)
  const details = { sha256, rows: rows.length }
  const object = scope.document ?? 'all'
  await record(tx, {
    action: 'matrix.export',
    objectKind: 'document',
    object,
    outcome: 'done',
    details,
    audience: 'officials',
  })
  const symbol = scope.document === null ? 'all' : (rows[0]?.document ?? 'empty')
  return { bytes, sha256, fileName: `${fileNameOf(symbol)}-matrix.xlsx`, mediaType: XLSX }
}

function fileNameOf(symbol: string): string {
  return symbol.replace(/[^A-Za-z0-9]+/g, '-')
}

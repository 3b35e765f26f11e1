/** Reads an export of the Universal Human Rights Index (.xlsx, .json), with all the dirt that real ones have. */
import { textOf } from './cell-values.ts'
import type { IndexExport, IndexRow, RefusedRow } from './index-row.ts'
import { type JsonRecord, recordsOfJson } from './json.ts'
import { readRow } from './read-row.ts'
import { countWords } from './split-words.ts'
import { recordsOfWorkbook } from './workbook.ts'

export type {
  AnnotationType,
  DoubtCode,
  IndexDoubt,
  IndexExport,
  IndexRow,
  RefusalReason,
  RefusedRow,
  UprFacts,
} from './index-row.ts'

/**
 * Reads an export. Rows that cannot be taken in are named with their reason; what was read but is not certain is a doubt
 * of its row. Throws `Unreadable` for a file that is damaged or something else.
 */
export async function readIndexExport(content: Uint8Array | string, format: 'xlsx' | 'json'): Promise<IndexExport> {
  const records = await recordsOf(content, format)
  const words = countWords(records.map(({ cells }) => textOf(cells?.text ?? null)))
  const seen = new Map<string, number>()
  const rows: IndexRow[] = []
  const refused: RefusedRow[] = []
  for (const { row, cells } of records) {
    const read = cells === null ? notARecord(row) : readRow({ row, cells }, words)
    const result = 'reason' in read ? read : (refusalOfRepetition(read, seen) ?? read)
    if ('reason' in result) refused.push(result)
    else rows.push(result)
  }
  return { rows, refused }
}

async function recordsOf(content: Uint8Array | string, format: 'xlsx' | 'json'): Promise<readonly JsonRecord[]> {
  if (format === 'json') return recordsOfJson(typeof content === 'string' ? content : new TextDecoder().decode(content))
  return recordsOfWorkbook(typeof content === 'string' ? new TextEncoder().encode(content) : content)
}

function notARecord(row: number): RefusedRow {
  return { row, reason: 'not-a-record', detail: '' }
}

/** The first row with an identifier stands; a later one is refused and says which came first. */
function refusalOfRepetition({ row, annotationId }: IndexRow, seen: Map<string, number>): RefusedRow | null {
  if (annotationId === null) return null
  const first = seen.get(annotationId)
  if (first !== undefined) return { row, reason: 'duplicate-id', detail: String(first) }
  seen.set(annotationId, row)
  return null
}

/** Files that are taken into statistics by a command, and what is said of one that is refused: the sentences of the pages, in English. */
import { FileRefused, type RefusedRow } from '../statistics/index.ts'
import { textsIn } from '../web/texts.ts'
import { Refused } from './refused.ts'

const { named } = textsIn('en', 'UTC')

/** Runs work on the file; what the file is refused for becomes a sentence. */
export async function inWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileRefused) throw new Refused(`${path}: ${named(`import-file.${error.rule}`, error.data)}`)
    throw error
  }
}

/** "line 4, column Say: “many” is no number." */
export function rowInWords({ line, column, reason, data }: RefusedRow): string {
  return `line ${line}${column === null ? '' : `, column ${column}`}: ${named(`import-row.${reason}`, data)}`
}

/** Names each row that cannot be taken, and refuses the file where there is one. */
export function refuseRows(path: string, rows: readonly RefusedRow[]): void {
  if (rows.length === 0) return
  for (const row of rows) console.error(rowInWords(row))
  throw new Refused(`${path}: rows that cannot be taken in: ${rows.length}. Nothing was saved.`)
}

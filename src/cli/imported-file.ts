/** Files that are taken into statistics by a command, and what is said of one that is refused: the sentences of the pages, in English. */
import { readFile } from 'node:fs/promises'
import { FileRefused, type RefusedRow } from '../statistics/index.ts'
import { textsIn } from '../web/texts.ts'
import { Refused } from './refused.ts'

const { named } = textsIn('en', 'UTC')

export async function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new Refused(`${path} cannot be read.${missing ? ' There is no such file.' : ''}`)
  })
}

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

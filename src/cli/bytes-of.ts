/** A file that is named on the command line. */

import { readFileSync } from 'node:fs'
import { codeOf } from '../store/index.ts'
import { Refused } from './refused.ts'

const WHY_NOT: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder.',
  EACCES: 'You may not read it.',
}

/** The bytes of a file; refuses in one sentence, which says why there are none. */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Refused(`${path} cannot be read. ${WHY_NOT[codeOf(error)] ?? String(error)}`)
  }
}

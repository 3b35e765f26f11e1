/**
 * People and cases of an extract as statistics alone know them: a keyed function of the source and its own identifier. The same in
 * two extracts is the same here; who holds the records and not the key cannot try identifiers, and the identifier itself is kept nowhere.
 */
import { createHmac } from 'node:crypto'
import type { KeyOf } from '../../../firewall/index.ts'

const KEY = 'statistics-extracts'
const BYTES = 20

/** In hexadecimal, 160 bits. `of` keeps the cases of two procedures, and a case and a person, apart. */
export function namedInExtract(keyOf: KeyOf, { source, of, id }: { source: string; of: string; id: string }): string {
  const plain = id.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toUpperCase()
  // None of the parts has a byte 0: the reader of the file refuses it.
  return createHmac('sha256', keyOf(KEY))
    .update(`${source}\0${of}\0${plain}`)
    .digest()
    .subarray(0, BYTES)
    .toString('hex')
}

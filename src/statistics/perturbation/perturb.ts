/** The look-up: from a true count and the key of its contributors to the count that is published. Same contributors, same count. */
import { KEYS, type PTable } from './p-table.ts'

/** The sum of the contributors' record keys, modulo 2^32; null for an empty cell. Throws on what is no record key. */
export function cellKeyOf(recordKeys: Iterable<number>): number | null {
  let sum: number | null = null
  for (const key of recordKeys) {
    if (!isKey(key)) throw new RangeError('a record key is a whole number of 32 bits')
    sum = ((sum ?? 0) + key) % KEYS
  }
  return sum
}

/** What is published in place of a true count. An empty cell has no key and stays 0. */
export function perturb(count: number, cellKey: number | null, table: PTable): number {
  // Neither count nor key may be said: an error message is read by more people than a cell.
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('a count is a whole number from 0')
  if (count === 0) return 0
  if (cellKey === null || !isKey(cellKey)) throw new RangeError('a cell key is a whole number of 32 bits')
  const row = table.rows[Math.min(count, table.rows.length - 1)]
  const at = row?.bounds.findIndex((bound) => bound > cellKey) ?? -1
  const noise = row?.noises[at]
  if (noise === undefined) throw new Error(`the p-table ${table.version} has a row without an end`)
  return count + noise
}

function isKey(key: number): boolean {
  return Number.isInteger(key) && key >= 0 && key < KEYS
}

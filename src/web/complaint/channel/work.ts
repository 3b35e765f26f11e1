/**
 * Work that a sender does before a complaint goes in at once: cheap for one, dear for a flood. A nonce whose hash with the
 * task begins with so many zero bits. Runs in Node and in a browser.
 */
import { sha256 } from '@noble/hashes/sha2.js'

/** Two seconds on a cheap telephone, at most. */
export const HARDEST = 16

/** Finds the nonce; `HARDEST` bits take 65,536 hashes on average. */
export function doWork(task: string, bits: number): string {
  for (let nonce = 0; ; nonce++) if (isWorkDone(task, bits, String(nonce))) return String(nonce)
}

export function isWorkDone(task: string, bits: number, nonce: string): boolean {
  const hash = sha256(new TextEncoder().encode(`${task} ${nonce}`))
  const whole = bits >> 3
  return hash.subarray(0, whole).every((byte) => byte === 0) && (hash[whole] ?? 0) >> (8 - (bits & 7)) === 0
}

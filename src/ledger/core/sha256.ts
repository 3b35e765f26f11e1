/** SHA-256 in Node. The HTML verifier puts the same function from another library in this file's place. */
import { hash } from 'node:crypto'

export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = hash('sha256', bytes, 'buffer')
  // Not a Buffer: its `slice` shares memory, and a browser has none.
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length)
}

/** SHA-256 in a browser, where there is no `node:crypto`; stands in for core/sha256.ts. */
import { sha256 as sha256OfNoble } from '@noble/hashes/sha2.js'

export function sha256(bytes: Uint8Array): Uint8Array {
  return sha256OfNoble(bytes)
}

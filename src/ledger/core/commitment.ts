/**
 * Commitments: what stands in a leaf in place of content. Bound to the content by SHA-256, and hiding it behind 32 random
 * bytes, so that nobody can guess a name and try it. Once the salt is destroyed, nothing leads back.
 */
import { concat, toUtf8 } from './bytes.ts'
import { canonicalJson, type Json } from './canonical.ts'
import { type Hash, hashOf } from './hash.ts'
import { NotProved } from './not-proved.ts'

/** What is committed to: the content of an entry, or the thing it is about. */
export type Committed = 'payload' | 'object'

export const SALT_LENGTH = 32

/** SHA-256("observance/commitment/v1 KIND" || 0x0A || salt || canonical JSON) */
export function commitmentOf(kind: Committed, salt: Uint8Array, content: Json): Hash {
  if (salt.length !== SALT_LENGTH) throw new NotProved(`Salt: expected ${SALT_LENGTH} bytes, came ${salt.length}.`)
  return hashOf(concat(toUtf8(`observance/commitment/v1 ${kind}\n`), salt, toUtf8(canonicalJson(content))))
}

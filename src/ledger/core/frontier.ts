/**
 * The right edge of a growing tree: the roots of its perfect subtrees, largest first, one for each bit of the size.
 * That is all that is needed to add leaves and to know the root, whatever the size.
 *
 *        size 7 = 4 + 2 + 1        hashes = [ MTH(0..4), MTH(4..6), MTH(6..7) ]
 */
import { EMPTY_ROOT, type Hash, nodeHash } from './hash.ts'

export interface Frontier {
  readonly size: number
  readonly hashes: readonly Hash[]
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] }

/** The frontier with one more leaf: each pair of subtrees of one size becomes a larger one. */
export function withLeaf(frontier: Frontier, leaf: Hash): Frontier {
  const hashes = [...frontier.hashes]
  let joined = leaf
  for (let left = frontier.size; left % 2 === 1; left = (left - 1) / 2) {
    const sibling = hashes.pop()
    if (sibling === undefined) throw new Error('internal error: a frontier has fewer hashes than its size has bits')
    joined = nodeHash(sibling, joined)
  }
  return { size: frontier.size + 1, hashes: [...hashes, joined] }
}

export function withLeaves(frontier: Frontier, leaves: Iterable<Hash>): Frontier {
  let grown = frontier
  for (const leaf of leaves) grown = withLeaf(grown, leaf)
  return grown
}

/** MTH of the whole tree: the subtrees joined from the smallest up (RFC 9162, section 2.1.1). */
export function rootOf(frontier: Frontier): Hash {
  const [last, ...others] = frontier.hashes.toReversed()
  if (last === undefined) return EMPTY_ROOT
  return others.reduce((joined, left) => nodeHash(left, joined), last)
}

/** How many perfect subtrees a tree of this size has: the bits of the size. */
export function subtreesOf(size: number): number {
  let bits = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2
  return bits
}

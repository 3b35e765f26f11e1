/**
 * Where proofs get their hashes: any range of leaves has a root, and a proof is a list of such roots. Whoever keeps a
 * tree only says how it finds the root of an aligned, perfect range; the rest follows from RFC 9162, section 2.1.
 */
import { type Hash, leafHash, nodeHash } from './hash.ts'

/** MTH of the 2^level leaves from index × 2^level on: they must all be in the tree. */
export type PerfectNode = (level: number, index: number) => Hash

/** The largest power of two below `size`: where RFC 9162 splits a tree. For two leaves or more. */
export function splitOf(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

function levelOf(power: number): number {
  return Math.round(Math.log2(power))
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size)) && 2 ** levelOf(size) === size
}

/** MTH(D[start:end]) of any range that RFC 9162 speaks of: its start is a multiple of its largest perfect subtree. */
export function rangeRoot(nodeAt: PerfectNode, start: number, end: number): Hash {
  const size = end - start
  if (isPowerOfTwo(size)) return nodeAt(levelOf(size), start / size)
  const split = splitOf(size)
  return nodeHash(rangeRoot(nodeAt, start, start + split), rangeRoot(nodeAt, start + split, end))
}

/** The nodes of a tree that is in memory as its leaf hashes; each is computed once. */
export function nodesOf(leaves: readonly Hash[]): PerfectNode {
  const known = new Map<string, Hash>()
  const nodeAt: PerfectNode = (level, index) => {
    const leaf = leaves[index]
    if (level === 0 && leaf !== undefined) return leaf
    if (level === 0) throw new RangeError(`the tree has ${leaves.length} leaves, and none at ${index}`)
    const key = `${level}/${index}`
    const hash = known.get(key) ?? nodeHash(nodeAt(level - 1, index * 2), nodeAt(level - 1, index * 2 + 1))
    known.set(key, hash)
    return hash
  }
  return nodeAt
}

/** The same for leaves as they are written. */
export function nodesOfLeaves(leaves: readonly Uint8Array[]): PerfectNode {
  return nodesOf(leaves.map(leafHash))
}

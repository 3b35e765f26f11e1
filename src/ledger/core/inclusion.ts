/**
 * Inclusion proofs: that one leaf stands at one index of a tree (RFC 9162, section 2.1.3; RFC 6962, section 2.1.1).
 * Made from any tree, verified with nothing but the proof and the root.
 */
import { type Hash, hashToText, isSameHash, nodeHash } from './hash.ts'
import { type PerfectNode, rangeRoot, splitOf } from './nodes.ts'
import { NotProved } from './not-proved.ts'

export interface Inclusion {
  readonly index: number
  readonly size: number
  /** From the leaf's sibling up to the root's child. */
  readonly path: readonly Hash[]
}

/** PATH(m, D[0:n]) of RFC 9162, section 2.1.3.1. */
export function proveInclusion(nodeAt: PerfectNode, index: number, size: number): Inclusion {
  if (!(index >= 0 && index < size)) throw new RangeError(`a tree of ${size} leaves has none at ${index}`)
  return { index, size, path: pathIn(nodeAt, index, [0, size]) }
}

function pathIn(nodeAt: PerfectNode, index: number, [start, end]: readonly [number, number]): Hash[] {
  if (end - start === 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...pathIn(nodeAt, index, [start, middle]), rangeRoot(nodeAt, middle, end)]
    : [...pathIn(nodeAt, index, [middle, end]), rangeRoot(nodeAt, start, middle)]
}

/** Refuses, with a reason, a proof that does not lead from the leaf to the root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(leaf: Hash, { index, size, path }: Inclusion, root: Hash): void {
  if (index >= size) throw new NotProved(`The proof is for leaf ${index}, and the tree has only ${size} leaves.`)
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of path) {
    if (sn === 0) throw wrongLength(path)
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else r = nodeHash(r, p)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  if (sn !== 0) throw wrongLength(path)
  if (!isSameHash(r, root))
    throw new NotProved(
      `The leaf is not in this tree: its proof leads to the root ${hashToText(r)}, and the checkpoint has ${hashToText(root)}.`,
    )
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function wrongLength(path: readonly Hash[]): NotProved {
  return new NotProved(`The proof has ${path.length} hashes, which is not the number for its index and tree size.`)
}

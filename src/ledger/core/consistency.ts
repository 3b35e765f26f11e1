/**
 * Consistency proofs: that a tree holds all of an older one, unchanged and in the same order (RFC 9162, section 2.1.4;
 * RFC 6962, section 2.1.2). With them a witness needs to keep one size and one root.
 */
import { EMPTY_ROOT, type Hash, hashToText, isSameHash, nodeHash } from './hash.ts'
import { type PerfectNode, rangeRoot, splitOf } from './nodes.ts'
import { NotProved } from './not-proved.ts'

export interface TreeHead {
  readonly size: number
  readonly root: Hash
}

/** PROOF(m, D[0:n]) of RFC 9162, section 2.1.4.1; nothing for an empty old tree and for one that has not grown. */
export function proveConsistency(nodeAt: PerfectNode, oldSize: number, size: number): readonly Hash[] {
  if (!(oldSize >= 0 && oldSize <= size)) throw new RangeError(`a tree of ${size} leaves was never one of ${oldSize}`)
  return oldSize === 0 ? [] : subproof(nodeAt, oldSize, { start: 0, end: size, isOldRoot: true })
}

interface Range {
  readonly start: number
  readonly end: number
  /** Whether this range is the old tree itself, whose root the verifier has already. */
  readonly isOldRoot: boolean
}

function subproof(nodeAt: PerfectNode, old: number, { start, end, isOldRoot }: Range): Hash[] {
  if (old === end) return isOldRoot ? [] : [rangeRoot(nodeAt, start, end)]
  const middle = start + splitOf(end - start)
  return old <= middle
    ? [...subproof(nodeAt, old, { start, end: middle, isOldRoot }), rangeRoot(nodeAt, middle, end)]
    : [...subproof(nodeAt, old, { start: middle, end, isOldRoot: false }), rangeRoot(nodeAt, start, middle)]
}

/** Refuses, with a reason, two tree heads of which the second does not hold the first (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(before: TreeHead, after: TreeHead, proof: readonly Hash[]): void {
  if (before.size > after.size)
    throw new NotProved(`The tree has gone back: from ${before.size} leaves to ${after.size}.`)
  if (before.size === 0 || before.size === after.size) verifyWithoutProof(before, after, proof)
  else verifyGrowth(before, after, proof)
}

function verifyGrowth(before: TreeHead, after: TreeHead, proof: readonly Hash[]): void {
  // Step 2: where the old size is a power of two its root, which the verifier has, begins the proof.
  const [first, ...rest] = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof
  if (first === undefined) throw wrongLength(before, after, proof)
  let [fn, sn] = [before.size - 1, after.size - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [first, first]
  for (const c of rest) {
    if (sn === 0) throw wrongLength(before, after, proof)
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, c)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  if (sn !== 0) throw wrongLength(before, after, proof)
  refuseOther(fr, before)
  refuseOther(sr, after)
}

function verifyWithoutProof(before: TreeHead, after: TreeHead, proof: readonly Hash[]): void {
  if (proof.length !== 0) throw wrongLength(before, after, proof)
  if (before.size === 0) {
    if (!isSameHash(before.root, EMPTY_ROOT)) throw new NotProved('A tree without leaves has another root than this.')
    if (after.size > 0) return
  }
  if (!isSameHash(before.root, after.root))
    throw new NotProved(
      `Two trees of ${before.size} leaves have different roots: ${hashToText(before.root)} and ${hashToText(after.root)}. The log has been rewritten.`,
    )
}

function refuseOther(led: Hash, head: TreeHead): void {
  if (!isSameHash(led, head.root))
    throw new NotProved(
      `The trees are not consistent: the proof leads to the root ${hashToText(led)} at ${head.size} leaves, and the checkpoint has ${hashToText(head.root)}.`,
    )
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function isPowerOfTwo(size: number): boolean {
  return size === 1 || 2 * splitOf(size) === size
}

function wrongLength(before: TreeHead, after: TreeHead, proof: readonly Hash[]): NotProved {
  return new NotProved(
    `The proof has ${proof.length} hashes, which is not the number for ${before.size} and ${after.size} leaves.`,
  )
}

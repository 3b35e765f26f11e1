/** The tree, against the published vectors and against RFC 9162's recursive definitions, written here once more. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CONSISTENCIES, INCLUSIONS, LEAVES, ROOTS } from '../fixtures/reference-tree.ts'
import { proveConsistency, type TreeHead, verifyConsistency } from './consistency.ts'
import { EMPTY_FRONTIER, rootOf, subtreesOf, withLeaves } from './frontier.ts'
import { EMPTY_ROOT, type Hash, hashOf, leafHash, nodeHash } from './hash.ts'
import { proveInclusion, verifyInclusion } from './inclusion.ts'
import { nodesOf, nodesOfLeaves, rangeRoot } from './nodes.ts'
import { NotProved } from './not-proved.ts'

/** MTH as RFC 9162, section 2.1.1 defines it, word for word. */
function mth(leaves: readonly Hash[]): Hash {
  const [only] = leaves
  if (only === undefined) return EMPTY_ROOT
  if (leaves.length === 1) return only
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)))
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_, index) => leafHash(Uint8Array.of(index % 256, index >> 8)))
const rootAt = (size: number): Hash => ROOTS[size] ?? assert.fail()
const flipped = (hash: Hash, bit: number): Hash => {
  const other = hash.slice() as Hash
  other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return other
}

test('the published leaves give the published roots at each size from 0 to 8', () => {
  for (let size = 0; size <= 8; size++) {
    const hashes = LEAVES.slice(0, size).map(leafHash)
    assert.deepEqual(rootOf(withLeaves(EMPTY_FRONTIER, hashes)), rootAt(size))
    if (size > 0) assert.deepEqual(rangeRoot(nodesOf(hashes), 0, size), rootAt(size))
  }
})

test('the published inclusion proofs are made and verified', () => {
  const nodeAt = nodesOfLeaves(LEAVES)
  for (const { index, size, path } of INCLUSIONS) {
    assert.deepEqual(proveInclusion(nodeAt, index, size).path, path)
    verifyInclusion(leafHash(LEAVES[index] ?? assert.fail()), { index, size, path }, rootAt(size))
  }
})

test('the published consistency proofs are made and verified', () => {
  const nodeAt = nodesOfLeaves(LEAVES)
  for (const { from, to, proof } of CONSISTENCIES) {
    assert.deepEqual(proveConsistency(nodeAt, from, to), proof)
    verifyConsistency({ size: from, root: rootAt(from) }, { size: to, root: rootAt(to) }, proof)
  }
})

test('a tree that grows leaf by leaf has the root of the recursive definition', () => {
  fc.assert(
    fc.property(fc.nat(600), (size) => {
      const leaves = leavesOf(size)
      const frontier = withLeaves(EMPTY_FRONTIER, leaves)
      assert.deepEqual(rootOf(frontier), mth(leaves))
      assert.equal(frontier.hashes.length, subtreesOf(size))
    }),
    { numRuns: 60 },
  )
})

test('every leaf of every tree up to 70 leaves is proved, and at no other index, in no other tree', () => {
  const nodeAt = nodesOf(leavesOf(70))
  for (let size = 1; size <= 70; size++) {
    const root = mth(leavesOf(size))
    leavesOf(size).forEach((leaf, index) => {
      const proof = proveInclusion(nodeAt, index, size)
      verifyInclusion(leaf, proof, root)
      const other = { ...proof, index: (index + 1) % size }
      if (size > 1) assert.throws(() => verifyInclusion(leaf, other, root), NotProved)
      assert.throws(() => verifyInclusion(hashOf(leaf), proof, root), NotProved)
      assert.throws(() => verifyInclusion(leaf, { ...proof, index: size }, root), /only/)
      const longer = { ...proof, path: [...proof.path, root] }
      assert.throws(() => verifyInclusion(leaf, longer, root), /hashes, which is not the number/)
      const shorter = { ...proof, path: proof.path.slice(1) }
      if (size > 1) assert.throws(() => verifyInclusion(leaf, shorter, root), NotProved)
    })
  }
})

test('every tree up to 70 leaves is consistent with each older one, and with no other', () => {
  const leaves = leavesOf(70)
  const nodeAt = nodesOf(leaves)
  const heads: TreeHead[] = Array.from({ length: 71 }, (_, size) => ({ size, root: mth(leaves.slice(0, size)) }))
  for (const before of heads)
    for (const after of heads.slice(before.size)) {
      const proof = proveConsistency(nodeAt, before.size, after.size)
      verifyConsistency(before, after, proof)
      if (before.size > 0)
        assert.throws(() => verifyConsistency({ ...before, root: EMPTY_ROOT }, after, proof), NotProved)
      assert.throws(() => verifyConsistency(before, after, [...proof, after.root]), NotProved)
      if (proof.length > 0) assert.throws(() => verifyConsistency(before, after, proof.slice(1)), NotProved)
      if (before.size < after.size) assert.throws(() => verifyConsistency(after, before, proof), /gone back/)
    }
})

test('of 1,000 proofs with one bit of one hash flipped, none is taken', () => {
  const leaves = leavesOf(300)
  const nodeAt = nodesOf(leaves)
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(255), (size, a, b, bit) => {
      const root = rangeRoot(nodeAt, 0, size)
      const inclusion = proveInclusion(nodeAt, a % size, size)
      const at = b % inclusion.path.length
      const path = inclusion.path.map((hash, index) => (index === at ? flipped(hash, bit) : hash))
      assert.throws(() => verifyInclusion(leaves[a % size] ?? assert.fail(), { ...inclusion, path }, root), NotProved)
      const old = 1 + (a % (size - 1))
      const proof = proveConsistency(nodeAt, old, size)
      const bent = proof.map((hash, index) => (index === b % proof.length ? flipped(hash, bit) : hash))
      const before = { size: old, root: rangeRoot(nodeAt, 0, old) }
      assert.throws(() => verifyConsistency(before, { size, root }, bent), NotProved)
    }),
    { numRuns: 1000 },
  )
})

test('a proof of a small tree is none of a large one, though both sizes have the same root in it', () => {
  const nodeAt = nodesOf(leavesOf(4))
  const root = rangeRoot(nodeAt, 0, 4)
  const leaf = leafHash(Uint8Array.of(0, 0))
  const inclusion = proveInclusion(nodeAt, 0, 4)
  verifyInclusion(leaf, inclusion, root)
  assert.throws(() => verifyInclusion(leaf, { ...inclusion, size: 8 }, root), /not the number/)
  const before = { size: 2, root: rangeRoot(nodeAt, 0, 2) }
  const proof = proveConsistency(nodeAt, 2, 4)
  verifyConsistency(before, { size: 4, root }, proof)
  assert.throws(() => verifyConsistency(before, { size: 8, root }, proof), /not the number/)
})

test('a log of more than 2^32 leaves is proved like a small one', () => {
  // All leaves alike: the root of 2^level of them is known at once.
  const perfect = [leafHash(Uint8Array.of(1))]
  const nodeAt = (level: number): Hash => {
    const known = perfect[level]
    if (known !== undefined) return known
    const below = nodeAt(level - 1)
    const made = nodeHash(below, below)
    perfect[level] = made
    return made
  }
  const [old, size] = [2 ** 40 + 12345, 2 ** 45 + 7]
  const root = rangeRoot(nodeAt, 0, size)
  verifyInclusion(nodeAt(0), proveInclusion(nodeAt, old, size), root)
  verifyConsistency({ size: old, root: rangeRoot(nodeAt, 0, old) }, { size, root }, proveConsistency(nodeAt, old, size))
})

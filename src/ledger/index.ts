/** The append-only log over what happened: hashing, proofs, checkpoints, witnesses, offline verification. */
export { proveConsistency, type TreeHead, verifyConsistency } from './core/consistency.ts'
export { EMPTY_FRONTIER, type Frontier, rootOf, withLeaf, withLeaves } from './core/frontier.ts'
export { type Hash, hashToText, leafHash } from './core/hash.ts'
export { type Inclusion, proveInclusion, verifyInclusion } from './core/inclusion.ts'
export { NotProved } from './core/not-proved.ts'

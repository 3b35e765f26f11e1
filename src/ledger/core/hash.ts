/**
 * Merkle tree hashing (RFC 6962, section 2.1; RFC 9162, section 2.1.1): leaves and nodes are hashed with different first
 * bytes, so that a node can never be passed off as a leaf.
 */
import { areEqual, concat, fromBase64, toBase64 } from './bytes.ts'
import { NotProved } from './not-proved.ts'
import { sha256 } from './sha256.ts'

declare const hashBrand: unique symbol
/** 32 bytes that came out of SHA-256. */
export type Hash = Uint8Array & { readonly [hashBrand]: never }

export const HASH_LENGTH = 32
const LEAF = Uint8Array.of(0x00)
const NODE = Uint8Array.of(0x01)

/** Takes 32 bytes for a hash; refuses any other number of them. */
export function asHash(bytes: Uint8Array, what: string): Hash {
  if (bytes.length !== HASH_LENGTH)
    throw new NotProved(`${what}: expected a hash of ${HASH_LENGTH} bytes, came ${bytes.length}.`)
  return bytes as Hash // its length is the only thing a hash can be told by
}

export function hashOf(bytes: Uint8Array): Hash {
  return asHash(sha256(bytes), 'SHA-256')
}

/** MTH({d}) = SHA-256(0x00 || d) */
export function leafHash(leaf: Uint8Array): Hash {
  return hashOf(concat(LEAF, leaf))
}

/** SHA-256(0x01 || left || right) */
export function nodeHash(left: Hash, right: Hash): Hash {
  return hashOf(concat(NODE, left, right))
}

/** MTH({}) = SHA-256() */
export const EMPTY_ROOT: Hash = hashOf(new Uint8Array())

export function isSameHash(a: Hash, b: Hash): boolean {
  return areEqual(a, b)
}

export function hashToText(hash: Hash): string {
  return toBase64(hash)
}

export function hashFromText(text: string, what: string): Hash {
  return asHash(fromBase64(text, what), what)
}

/**
 * What follows from a code (HKDF, RFC 5869): under which name the complaint is found, what shows that one has the code, and
 * the key to which answers are encrypted. Neither of them leads back to the code, or to another. Runs in Node and in a browser.
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import { bytesOf, type Code, codeOf } from './code.ts'

const SALT = new TextEncoder().encode('observance complaint v1')

export interface CodeKeys {
  /** A code of its own shape: under its hash the server finds the case. */
  readonly lookup: Code
  /** 64 hexadecimal digits: shown with each request; the server keeps their hash. */
  readonly proof: string
  /** "AGE-SECRET-KEY-1…": opens the answers. Never leaves the browser where it was derived. */
  readonly identity: string
  /** "age1…": to which answers are encrypted. */
  readonly recipient: string
  /** A uuid: the same code sends one complaint, however often a bad line makes it be sent. */
  readonly submission: string
  /** The same of the file that came with it. */
  readonly fileSubmission: string
}

/** Derives all of it. */
export async function keysOf(code: Code): Promise<CodeKeys> {
  const secret = bytesOf(code)
  const derive = (purpose: string, length: number) =>
    hkdf(sha256, secret, SALT, new TextEncoder().encode(purpose), length)
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', derive('answers', 32)).toUpperCase()
  return {
    lookup: codeOf(derive('lookup', 15)),
    proof: bytesToHex(derive('proof', 32)),
    identity,
    recipient: await identityToRecipient(identity),
    submission: uuidOf(derive('submission', 16)),
    fileSubmission: uuidOf(derive('submission of the file', 16)),
  }
}

/** What is kept of a proof: its hash. 256 bits need no slow one (OWASP ASVS 5.0, 6.5.2). */
export function proofHash(proof: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(`observance complaint proof ${proof}`)))
}

/** RFC 9562, version 8: bits of one's own. */
function uuidOf(bytes: Uint8Array): string {
  const marked = Uint8Array.from(bytes, (byte, at) =>
    at === 6 ? (byte & 15) | 128 : at === 8 ? (byte & 63) | 128 : byte,
  )
  return bytesToHex(marked).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * The one file that a court gets: the record in its words, its salt, its leaf, the proof, and the policy. Verified with no
 * network and no access to us. One spelling: a file with any bit changed is refused.
 */
import { fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from './bytes.ts'
import { type Json, readableJson } from './canonical.ts'
import { commitmentOf } from './commitment.ts'
import { isSameHash, leafHash } from './hash.ts'
import { verifyInclusion } from './inclusion.ts'
import { type Leaf, leafFromText } from './leaf.ts'
import { NotProved } from './not-proved.ts'
import { type Attested, attestedCheckpoint, policyFromText } from './policy.ts'
import { proofFromText } from './proof-file.ts'
import { sha256 } from './sha256.ts'

export interface Bundle {
  readonly record: Json
  readonly salt: Uint8Array
  readonly leaf: string
  /** A `.tlog-proof` file. */
  readonly proof: string
  /** A tlog-policy file. */
  readonly policy: string
}

const FORMAT = 'observance-proof/v1'
const KEYS = ['format', 'leaf', 'policy', 'proof', 'record', 'salt']

export function bundleToText({ record, salt, leaf, proof, policy }: Bundle): string {
  return readableJson({ format: FORMAT, record, salt: toBase64(salt), leaf, proof, policy })
}

/** Reads a bundle; refuses any other spelling than the one that `bundleToText` gives. */
export function bundleFromText(text: string): Bundle {
  const value = parsed(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongForm('an object')
  const fields: { readonly [key: string]: Json } = value as { [key: string]: Json } // neither null nor a list
  if (Object.keys(fields).toSorted().join() !== KEYS.join()) throw wrongForm(`the fields ${KEYS.join(', ')}`)
  const { format, record = null } = fields
  if (format !== FORMAT) throw wrongForm(`the format "${FORMAT}"`)
  const bundle = {
    record,
    salt: fromBase64(textOf(fields, 'salt'), 'Salt'),
    leaf: textOf(fields, 'leaf'),
    proof: textOf(fields, 'proof'),
    policy: textOf(fields, 'policy'),
  }
  if (bundleToText(bundle) !== text)
    throw wrongForm('keys in order and two spaces a level, nothing twice, nothing else')
  return bundle
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongForm('JSON')
  }
}

function textOf(fields: { readonly [key: string]: Json }, key: string): string {
  const value = fields[key]
  if (typeof value !== 'string' || !value.isWellFormed()) throw wrongForm(`text under "${key}"`)
  return value
}

function wrongForm(expected: string): NotProved {
  return new NotProved(`Proof bundle: expected ${expected}, came something else. The file is damaged or not a bundle.`)
}

export interface Verdict {
  /** One sentence each, for people. */
  readonly proved: string
  readonly notProved: string
  readonly record: Json
  readonly leaf: Leaf
  readonly index: number
  readonly attested: Attested
  /** SHA-256 of the policy that was trusted, in hexadecimal. */
  readonly fingerprint: string
}

/**
 * Verifies a bundle under the policy of the reader, or under the one in it where the reader brings none: then they must
 * compare its fingerprint. Refuses with a reason.
 */
export function verifyBundle(file: string | Uint8Array, policyOfReader?: string): Verdict {
  const bundle = bundleFromText(typeof file === 'string' ? file : fromUtf8(file, 'Proof bundle'))
  const leaf = leafFromText(bundle.leaf)
  if (!isSameHash(commitmentOf('payload', bundle.salt, bundle.record), leaf.payload))
    throw new NotProved(
      'The record is not the one in the log: with this salt, these words do not give the commitment of the leaf.',
    )
  const policy = policyOfReader ?? bundle.policy
  const proof = proofFromText(bundle.proof)
  const attested = attestedCheckpoint(policyFromText(policy), proof.checkpoint)
  const { size, root } = attested.checkpoint
  verifyInclusion(leafHash(toUtf8(bundle.leaf)), { index: proof.index, size, path: proof.path }, root)
  const fingerprint = toHex(sha256(toUtf8(policy)))
  const verdict = { record: bundle.record, leaf, index: proof.index, attested, fingerprint }
  return { ...verdict, proved: provedBy(attested, proof.index), notProved: notProvedBy(fingerprint) }
}

function provedBy({ checkpoint, attestations }: Attested, index: number): string {
  const where = `This record, in these words, was entry ${index} of the log ${checkpoint.origin}`
  if (attestations.length === 0)
    return `${where}, by the word of the log alone: no witness has seen it and no time is attested.`
  const latest = Math.max(...attestations.map(({ at }) => at))
  return `${where} no later than ${timeOf(latest)}, attested by ${listed(attestations.map(({ witness }) => witness))}.`
}

function notProvedBy(fingerprint: string): string {
  return `It is not proved that what the record says is true, that anything not shown here never happened, or that the keys belong to those named: compare the policy's fingerprint, ${fingerprint.slice(0, 32)}, with the published one.`
}

export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const inUtc = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })

/** "2026-03-01 08:30:00 UTC" */
export function timeOf(seconds: number): string {
  if (seconds > 8.64e12) throw new NotProved(`Time: expected a time that a calendar has, came ${seconds} seconds.`)
  return `${inUtc.format(seconds * 1000)} UTC`
}

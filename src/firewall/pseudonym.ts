/**
 * How one person is known in many compartments without a thread between them. The base id is random and never leaves the
 * identity compartment; each compartment has a pseudonym under a key of its own; a pointer carries a base id across, sealed
 * anew each time. Nothing here is kept: whoever translates leaves an access record first.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

declare const baseBrand: unique symbol
declare const pseudonymBrand: unique symbol
declare const pointerBrand: unique symbol

/** 128 random bits. Derived from nothing: a name or a number of a document could be tried. */
export type BaseId = Buffer & { readonly [baseBrand]: never }

/** A person's identifier within one compartment: 160 bits. Those of two compartments cannot be mixed up, nor compared. */
export type Pseudonym<Compartment extends string> = Buffer & { readonly [pseudonymBrand]: Compartment }

/** A base id, sealed: two pointers to one person look like those of two. */
export type Pointer = Buffer & { readonly [pointerBrand]: never }

/** A key of 32 bytes by name: `store.key`. */
export type KeyOf = (name: string) => Buffer

const BASE_BYTES = 16
const PSEUDONYM_BYTES = 20
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Told to the cipher, so that what was sealed for another end does not open here. */
const POINTER = Buffer.from('observance pointer v1')

export function newBaseId(): BaseId {
  return randomBytes(BASE_BYTES) as BaseId // 128 random bits are what a base id is
}

/** The person's pseudonym in a compartment. Each compartment has a key file of its own, which another custodian may keep. */
export function pseudonymOf<Compartment extends string>(
  key: KeyOf,
  compartment: Compartment,
  base: BaseId,
): Pseudonym<Compartment> {
  if (!/^[a-z][a-z-]{1,62}$/.test(compartment)) throw new Error(`no name of a compartment: ${compartment}`)
  // The name has no byte 0, so no two names and base ids run into one message.
  const message = Buffer.concat([Buffer.from(`v1\0${compartment}\0`), base])
  const code = createHmac('sha256', key(`pseudonym-${compartment}`))
    .update(message)
    .digest()
  return code.subarray(0, PSEUDONYM_BYTES) as Pseudonym<Compartment> // made under that compartment's key
}

/** Seals a base id for a case row, with fresh randomness. Only the identity compartment's key opens it. */
export function sealPointer(key: KeyOf, base: BaseId): Pointer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', pointerKey(key, nonce), nonce)
  cipher.setAAD(POINTER)
  const sealed = Buffer.concat([cipher.update(base), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]) as Pointer // in the order that openPointer reads
}

/** The base id in a pointer. Refuses one that was changed, cut, or sealed under another key. */
export function openPointer(key: KeyOf, pointer: Uint8Array): BaseId {
  if (pointer.length !== NONCE_BYTES + BASE_BYTES + TAG_BYTES) throw new Error('the pointer is malformed')
  const bytes = Buffer.from(pointer)
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', pointerKey(key, nonce), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(POINTER)
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]) as BaseId // as it was sealed
  } catch {
    throw new Error('the pointer was not sealed here, or has been changed')
  }
}

/** A key for each nonce, so that the number of pointers is bound by no limit of the cipher (NIST SP 800-38D, 8.3). */
function pointerKey(key: KeyOf, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key('identity-pointer'), nonce, POINTER, 32))
}

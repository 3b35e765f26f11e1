/** Sealing: AES-256-GCM under the key of a case, bound to where the value lies, so that none can be put in another's place. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** What a sealed value belongs to: `['detention', caseId, 'event 3']`. Not secret; opening needs the same again. */
export type Place = readonly string[]

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Nonce, ciphertext, tag. */
export function seal(key: Buffer, place: Place, value: unknown): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(toBytes(place))
  return Buffer.concat([nonce, cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** The value. Throws where one bit, the key or the place is another. */
export function unseal(key: Buffer, place: Place, sealed: Buffer): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
  decipher.setAAD(toBytes(place))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  return JSON.parse(text.toString('utf8'))
}

/** JSON, since a place is a list: ['a', 'bc'] is not ['ab', 'c']. */
function toBytes(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place), 'utf8')
}

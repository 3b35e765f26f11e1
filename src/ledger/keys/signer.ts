/** Ed25519 keys that sign: a log's checkpoints (type 0x01) and a witness's cosignatures (type 0x04). Node only. */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { concat, toUtf8 } from '../core/bytes.ts'
import { cosignatureBytes, cosignedMessage, type Seconds } from '../core/cosignature.ts'
import {
  type KeyType,
  keyIdOf,
  LOG_KEY,
  refuseName,
  type SignatureLine,
  type VerifierKey,
  WITNESS_KEY,
} from '../core/note.ts'

export interface Signer {
  /** What others verify with. */
  readonly key: VerifierKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** What stands before the 32 bytes of an Ed25519 seed in its PrivateKeyInfo (RFC 8410, section 7). */
const PKCS8 = Uint8Array.from(Buffer.from('302e020100300506032b657004220420', 'hex'))

/** The key of a log, from 32 secret bytes; its name is the log's origin. */
export function logSigner(name: string, seed: Uint8Array): Signer {
  return signerOf(name, LOG_KEY, seed)
}

/** The key of a witness, from 32 secret bytes. */
export function witnessSigner(name: string, seed: Uint8Array): Signer {
  return signerOf(name, WITNESS_KEY, seed)
}

function signerOf(name: string, type: KeyType, seed: Uint8Array): Signer {
  refuseName(name)
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`)
  const key = createPrivateKey({ key: Buffer.from(concat(PKCS8, seed)), format: 'der', type: 'pkcs8' })
  const publicKey = publicBytes(key)
  return {
    key: { name, id: keyIdOf(name, type, publicKey), type, publicKey },
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}

function publicBytes(key: KeyObject): Uint8Array {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return Uint8Array.from(spki.subarray(-32))
}

/** The signature line of a log under a text. */
export function signText(text: string, { key, sign }: Signer): SignatureLine {
  return { name: key.name, id: key.id, signature: sign(toUtf8(text)) }
}

/** The signature line of a witness under a text, at a time. */
export function cosignText(text: string, time: Seconds, { key, sign }: Signer): SignatureLine {
  return { name: key.name, id: key.id, signature: cosignatureBytes(time, sign(cosignedMessage(text, time))) }
}

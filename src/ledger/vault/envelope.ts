/** Sealing content under a person's key: AES-256-GCM, bound to what it is, so that it cannot be moved to another row. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { concat, toUtf8 } from '../core/bytes.ts'
import { NotProved } from '../core/not-proved.ts'
import type { DataKey } from './key-vault.ts'

/** 0x01 || nonce of 12 bytes || ciphertext || tag of 16 bytes. A random nonce is good for 2^32 contents a key (NIST SP 800-38D). */
const VERSION = Uint8Array.of(1)
const [NONCE, TAG] = [12, 16]

/** `context` says where the content belongs ("detention.event 41…"): opening it under another is refused. */
export function seal(key: DataKey, context: string, content: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(concat(VERSION, toUtf8(context)))
  return concat(VERSION, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag())
}

/** Refuses what was not sealed under this key and context, and what has been changed since. */
export function open(key: DataKey, context: string, sealed: Uint8Array): Uint8Array {
  if (sealed[0] !== VERSION[0] || sealed.length < 1 + NONCE + TAG)
    throw new NotProved(
      `Sealed content: expected version 1 and at least ${1 + NONCE + TAG} bytes, came version ${sealed[0]} and ${sealed.length} bytes.`,
    )
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE))
    .setAAD(concat(VERSION, toUtf8(context)))
    .setAuthTag(sealed.subarray(-TAG))
  try {
    return concat(decipher.update(sealed.subarray(1 + NONCE, -TAG)), decipher.final())
  } catch {
    throw new NotProved('Sealed content: it was sealed under another key, for another place, or has been changed.')
  }
}

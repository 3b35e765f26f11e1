/** Ed25519 verification in a browser; stands in for core/ed25519.ts. Strict as RFC 8032 has it, like Node's. */
import { ed25519 } from '@noble/curves/ed25519.js'

export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

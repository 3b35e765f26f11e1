/**
 * Bytes in and out of text, strictly: each byte sequence has one encoding here, and any other is refused (RFC 4648,
 * sections 3.5 and 4), so that no bit of a proof can be changed without it being noticed. Runs in Node and in a browser.
 */
import { NotProved, shown } from './not-proved.ts'

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Not in constant time: nothing that is compared here is secret. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Refuses what is not base64, and what is not the base64 of its own bytes: white space, loose bits at the end. */
export function fromBase64(text: string, what: string): Uint8Array {
  const bytes = decoded(text)
  if (bytes === null || toBase64(bytes) !== text)
    throw new NotProved(`${what}: expected base64 (RFC 4648, section 4), came ${shown(text)}.`)
  return bytes
}

function decoded(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Refuses what is not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array, what: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new NotProved(`${what}: expected text in UTF-8, came other bytes.`)
  }
}

/** A whole number without leading zeroes, as every C2SP format writes them. Refuses what a computer cannot count exactly. */
export function fromDecimal(text: string, what: string): number {
  if (!/^(?:0|[1-9][0-9]*)$/.test(text))
    throw new NotProved(`${what}: expected a whole number without leading zeroes, came ${shown(text)}.`)
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new NotProved(`${what}: expected at most 2^53 - 1, came ${shown(text)}.`)
  return number
}

/** Eight bytes, the most significant first. */
export function toUint64(number: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number))
  return bytes
}

/**
 * A file that only the holders of keys read: an age file (age-encryption.org/v1), so that any age program opens it. Neither
 * how long it was nor what it was shows: it is filled up to one of nine sizes, and its kind stands inside, at the end, where
 * programs that show pictures or play recordings do not look. Runs in Node and in a browser.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { Decrypter, Encrypter } from 'age-encryption'
import { TooLong } from './seal.ts'

/** Sizes double: of a file that somebody else has too, its length says as little as can be. */
const SMALLEST = 64 * 1024
const LARGEST = 16 * 1024 * 1024
/** The last bytes: "observance file v1 jpg 123456", and spaces. */
const LABEL_BYTES = 64

/** What a file may have, before it is sealed. */
export const LARGEST_FILE = LARGEST - LABEL_BYTES
/** The same as people are told it. */
export const LARGEST_MEGABYTES = LARGEST / 1024 ** 2

export interface PlainFile {
  /** By which programs know it: "jpg". */
  readonly ending: string
  readonly bytes: Uint8Array
}

/** Encrypts to all of them; each alone can open it. Refuses (TooLong) what is larger than `LARGEST_FILE`. */
export async function sealFile({ ending, bytes }: PlainFile, recipients: readonly string[]): Promise<Uint8Array> {
  if (bytes.length > LARGEST_FILE) throw new TooLong(`${bytes.length} bytes, at most ${LARGEST_FILE}`)
  const filled = new Uint8Array(sizeFor(bytes.length + LABEL_BYTES))
  filled.set(bytes)
  const label = `observance file v1 ${ending} ${bytes.length}`.padEnd(LABEL_BYTES)
  filled.set(new TextEncoder().encode(label), filled.length - LABEL_BYTES)
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(filled)
}

/** Opens it with one of the keys; null where this key does not, or where it is damaged. */
export async function openFile(sealed: Uint8Array, identity: string): Promise<PlainFile | null> {
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const filled = await decrypter.decrypt(sealed)
    const label = new TextDecoder().decode(filled.subarray(-LABEL_BYTES))
    const [, ending, length] = /^observance file v1 ([a-z0-9]{1,5}) (\d{1,8}) *$/.exec(label) ?? []
    return ending === undefined ? null : { ending, bytes: filled.slice(0, Number(length)) }
  } catch {
    return null
  }
}

/** By which both sides know that the file arrived as it was sent: SHA-256, 64 hexadecimal digits. */
export function fileHash(sealed: Uint8Array): string {
  return bytesToHex(sha256(sealed))
}

function sizeFor(length: number): number {
  let size = SMALLEST
  while (size < length) size *= 2
  return size
}

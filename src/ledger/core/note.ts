/**
 * Signed notes (c2sp.org/signed-note): a text, a blank line, and a line for each signature. A signature names its key by
 * name and four bytes; what is signed by keys that nobody here knows is ignored, as the specification asks.
 */
import { areEqual, concat, fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from './bytes.ts'
import { isSignedBy } from './ed25519.ts'
import { NotProved, shown } from './not-proved.ts'
import { sha256 } from './sha256.ts'

/** Signature types that we know: a log's Ed25519, and a witness's Ed25519 with a time. 0x06 (ML-DSA-44) is to come. */
export const LOG_KEY = 0x01
export const WITNESS_KEY = 0x04
export type KeyType = typeof LOG_KEY | typeof WITNESS_KEY

export interface VerifierKey {
  readonly name: string
  /** The first four bytes of SHA-256(name || 0x0A || type || public key), in hexadecimal. */
  readonly id: string
  readonly type: KeyType
  readonly publicKey: Uint8Array
}

export interface SignatureLine {
  readonly name: string
  readonly id: string
  readonly signature: Uint8Array
}

export interface Note {
  /** What is signed, with its last line end. */
  readonly text: string
  readonly signatures: readonly SignatureLine[]
}

/** "At least 16" must be taken; a post-quantum signature has nearly 5 kB. */
const MOST_SIGNATURES = 64
const MOST_CHARACTERS = 1_000_000

/** Reads a note; verifies nothing. Refuses what is not formed as the specification says. */
export function parseNote(note: string | Uint8Array): Note {
  const whole = typeof note === 'string' ? note : fromUtf8(note, 'Signed note')
  if (whole.length > MOST_CHARACTERS) throw malformed(`at most ${MOST_CHARACTERS} characters`, String(whole.length))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the specification forbids
  const control = /[\x00-\x09\x0b-\x1f]/.exec(whole)
  if (control) throw malformed('no control characters', `U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}`)
  const end = whole.lastIndexOf('\n\n')
  if (end < 0) throw malformed('a blank line before the signatures', shown(whole))
  const lines = whole.slice(end + 2).split('\n')
  if (lines.pop() !== '' || lines.length === 0)
    throw malformed('signature lines that end with a line end', shown(whole.slice(end + 2)))
  if (lines.length > MOST_SIGNATURES) throw malformed(`at most ${MOST_SIGNATURES} signatures`, String(lines.length))
  return { text: whole.slice(0, end + 1), signatures: lines.map(signatureFrom) }
}

function signatureFrom(line: string): SignatureLine {
  const [, name, encoded] = /^\u2014 (\S+) (\S+)$/u.exec(line) ?? []
  if (name === undefined || encoded === undefined) throw malformed('"— name signature"', shown(line))
  refuseName(name)
  const bytes = fromBase64(encoded, 'Signature')
  if (bytes.length < 5) throw malformed('a key id of four bytes and a signature', `${bytes.length} bytes`)
  return { name, id: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) }
}

/** Key names hold neither white space nor "+". */
export function refuseName(name: string): void {
  if (!/^[^\s\u0085+]+$/u.test(name)) throw malformed('a key name without spaces and without "+"', shown(name))
}

function malformed(expected: string, came: string): NotProved {
  return new NotProved(`Signed note: expected ${expected}, came ${came}.`)
}

export function noteToText({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(signatureToText).join('')}`
}

export function signatureToText({ name, id, signature }: SignatureLine): string {
  return `— ${name} ${toBase64(concat(fromHexId(id), signature))}\n`
}

function fromHexId(id: string): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, index) => Number.parseInt(id.slice(index * 2, index * 2 + 2), 16))
}

/** The lines of one key. Refuses the whole note where one of them is not by that key. */
export function linesOf(note: Note, key: VerifierKey): readonly SignatureLine[] {
  return note.signatures.filter((line) => line.name === key.name && line.id === key.id)
}

/** Whether a log's key has signed the note; a signature in its name that is not its own refuses the whole note. */
export function isSignedByLog(note: Note, key: VerifierKey): boolean {
  const lines = linesOf(note, key)
  const message = toUtf8(note.text)
  for (const { signature } of lines)
    if (!isSignedBy(key.publicKey, message, signature))
      throw new NotProved(`The signature of ${key.name} is not on this text: text or signature has been changed.`)
  return lines.length > 0
}

export function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): string {
  return toHex(sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4))
}

/** A key as people pass it on: name+id+base64(type || public key). */
export function keyToText({ name, id, type, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(concat(Uint8Array.of(type), publicKey))}`
}

/** Reads such a key; refuses one whose id is not its own, and a type that is not known here. */
export function keyFromText(text: string): VerifierKey {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined)
    throw new NotProved(`Key: expected name+id+base64, came ${shown(text)}.`)
  refuseName(name)
  const bytes = fromBase64(encoded, `Key of ${name}`)
  const [type, publicKey] = [bytes[0], bytes.slice(1)]
  if (type !== LOG_KEY && type !== WITNESS_KEY)
    throw new NotProved(`Key of ${name}: expected an Ed25519 key (type 1 or 4), came type ${type}.`)
  if (publicKey.length !== 32) throw new NotProved(`Key of ${name}: expected 32 bytes, came ${publicKey.length}.`)
  const own = keyIdOf(name, type, publicKey)
  if (own !== id) throw new NotProved(`Key of ${name}: expected the id ${own} for this key, came ${id}.`)
  return { name, id, type, publicKey }
}

export function isSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return areEqual(a.publicKey, b.publicKey)
}

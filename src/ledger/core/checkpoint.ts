/** Checkpoints (c2sp.org/tlog-checkpoint): the head of a log's tree as three lines of text, signed as a note. */

import { fromDecimal } from './bytes.ts'
import type { TreeHead } from './consistency.ts'
import { hashFromText, hashToText } from './hash.ts'
import { NotProved, shown } from './not-proved.ts'
import { isSignedByLog, type Note, parseNote, type VerifierKey } from './note.ts'

declare const originBrand: unique symbol
/** The name by which a log is known to the world: "register.example.org/1". */
export type Origin = string & { readonly [originBrand]: never }

export interface Checkpoint extends TreeHead {
  readonly origin: Origin
  /** Lines that nobody can check. We write none. */
  readonly extensions: readonly string[]
}

/** Takes a text for an origin: one line, and usable as a key name. */
export function asOrigin(text: string): Origin {
  if (!/^[^\s\u0085+]+$/u.test(text))
    throw new NotProved(`Origin: expected a name without spaces and without "+", came ${shown(text)}.`)
  return text as Origin // what was just checked
}

/** The text that is signed. */
export function checkpointToText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), hashToText(root), ...extensions].map((line) => `${line}\n`).join('')
}

/** Reads the text of a checkpoint; refuses fewer than three lines and empty ones. */
export function checkpointFromText(text: string): Checkpoint {
  const lines = text.split('\n')
  const [origin, size, root, ...extensions] = lines.slice(0, -1)
  if (lines.at(-1) !== '' || origin === undefined || size === undefined || root === undefined)
    throw new NotProved(`Checkpoint: expected a line each for origin, size and root, came ${shown(text)}.`)
  if (extensions.includes('')) throw new NotProved('Checkpoint: expected no empty line, came one.')
  return {
    origin: asOrigin(origin),
    size: fromDecimal(size, 'Tree size'),
    root: hashFromText(root, 'Root'),
    extensions,
  }
}

export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly note: Note
}

/** Reads a checkpoint that one of these logs has signed in its own name; refuses any other. */
export function openCheckpoint(text: string | Uint8Array, logs: readonly VerifierKey[]): SignedCheckpoint {
  const note = parseNote(text)
  const checkpoint = checkpointFromText(note.text)
  const own = logs.filter((key) => key.name === checkpoint.origin)
  if (own.length === 0)
    throw new NotProved(`The log ${shown(checkpoint.origin)} is not among those that are known here.`)
  if (!own.map((key) => isSignedByLog(note, key)).includes(true))
    throw new NotProved(`The checkpoint does not bear the signature of ${checkpoint.origin}.`)
  return { checkpoint, note }
}

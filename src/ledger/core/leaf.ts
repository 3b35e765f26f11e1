/**
 * Leaves: what the log keeps of one act. No name, no free text, no place, and nothing that leads to another leaf of the
 * same person. Nine lines of text, one spelling each; docs/ledger-format.md is their specification.
 */
import { fromDecimal, fromUtf8, toUtf8 } from './bytes.ts'
import { type Hash, hashFromText, hashToText } from './hash.ts'
import { NotProved, shown } from './not-proved.ts'
import { LONGEST_ENTRY } from './tiles.ts'

export interface Leaf {
  /** POSIX seconds by the database's clock. */
  readonly recordedAt: number
  /** What was done, as a code: "detention.review". */
  readonly action: string
  /** Version of the rules it was judged by. */
  readonly policy: string
  readonly software: string
  /** "done", "refused", … */
  readonly outcome: string
  /** Who did it, under a name of this log's own. */
  readonly actor: Hash
  /** What it was done to, as a commitment. */
  readonly object: Hash
  readonly payload: Hash
}

const FIRST_LINE = 'observance-leaf/v1'
const CODE = /^[a-z0-9][a-z0-9.-]{0,63}$/
const VERSION = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/

export function leafToText(leaf: Leaf): string {
  const text = [
    FIRST_LINE,
    `time ${leaf.recordedAt}`,
    `action ${leaf.action}`,
    `policy ${leaf.policy}`,
    `software ${leaf.software}`,
    `outcome ${leaf.outcome}`,
    `actor ${hashToText(leaf.actor)}`,
    `object ${hashToText(leaf.object)}`,
    `payload ${hashToText(leaf.payload)}`,
    '',
  ].join('\n')
  leafFromText(text) // what cannot be read back is never written
  return text
}

export function leafToBytes(leaf: Leaf): Uint8Array {
  return toUtf8(leafToText(leaf))
}

export function leafFromBytes(bytes: Uint8Array): Leaf {
  if (bytes.length > LONGEST_ENTRY)
    throw new NotProved(`Leaf: expected at most ${LONGEST_ENTRY} bytes, came ${bytes.length}.`)
  return leafFromText(fromUtf8(bytes, 'Leaf'))
}

/** Reads a leaf; refuses any other spelling than the one. */
export function leafFromText(text: string): Leaf {
  const lines = text.split('\n')
  if (lines[0] !== FIRST_LINE)
    throw new NotProved(`Leaf, line 1: expected "${FIRST_LINE}", came ${shown(lines[0] ?? '')}.`)
  if (lines.length !== 10 || lines[9] !== '') throw new NotProved(`Leaf: expected 9 lines, came ${lines.length - 1}.`)
  const field = (line: number, name: string): string => {
    const value = lines[line] ?? ''
    if (!value.startsWith(`${name} `))
      throw new NotProved(`Leaf, line ${line + 1}: expected "${name}", came ${shown(value)}.`)
    return value.slice(name.length + 1)
  }
  return {
    recordedAt: fromDecimal(field(1, 'time'), 'Time of the leaf'),
    action: matching(field(2, 'action'), CODE, 'Action of the leaf'),
    policy: matching(field(3, 'policy'), VERSION, 'Policy of the leaf'),
    software: matching(field(4, 'software'), VERSION, 'Software of the leaf'),
    outcome: matching(field(5, 'outcome'), CODE, 'Outcome of the leaf'),
    actor: hashFromText(field(6, 'actor'), 'Actor of the leaf'),
    object: hashFromText(field(7, 'object'), 'Object of the leaf'),
    payload: hashFromText(field(8, 'payload'), 'Payload of the leaf'),
  }
}

function matching(value: string, pattern: RegExp, what: string): string {
  if (!pattern.test(value)) throw new NotProved(`${what}: expected ${pattern.source}, came ${shown(value)}.`)
  return value
}

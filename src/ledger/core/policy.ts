/**
 * Trust policies (c2sp.org/tlog-policy): which logs, which witnesses, and how many of them must have seen a checkpoint.
 * A policy is what the reader trusts; it must come to them from somebody else than the log.
 */
import { openCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { cosignedAt, type Seconds } from './cosignature.ts'
import { NotProved, shown } from './not-proved.ts'
import { isSameKey, keyFromText, LOG_KEY, type VerifierKey, WITNESS_KEY } from './note.ts'

export interface Witness {
  readonly name: string
  readonly key: VerifierKey
  readonly url: string | null
}

export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly name: string }
  | { readonly kind: 'group'; readonly atLeast: number; readonly members: readonly Quorum[] }

export interface Policy {
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly Witness[]
  readonly quorum: Quorum
}

interface Reading {
  readonly logs: VerifierKey[]
  readonly witnesses: Witness[]
  readonly known: Map<string, Quorum>
  /** Names that stand in a group already: each counts once. */
  readonly members: Set<string>
  quorum: Quorum | null
}

const MOST_LINES = 1000

/** Reads a policy; refuses, by line, whatever the specification does not know. */
export function policyFromText(text: string): Policy {
  const reading: Reading = { logs: [], witnesses: [], known: new Map(), members: new Set(), quorum: null }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the specification forbids
  if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text)) throw new NotProved('Policy: expected no control characters, came one.')
  const lines = text.split('\n')
  if (lines.length > MOST_LINES)
    throw new NotProved(`Policy: expected at most ${MOST_LINES} lines, came ${lines.length}.`)
  lines.forEach((line, index) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words[0] === undefined || words[0].startsWith('#')) return
    try {
      readLine(reading, words)
    } catch (error) {
      if (error instanceof NotProved) throw new NotProved(`Policy, line ${index + 1}: ${error.message}`)
      throw error
    }
  })
  if (reading.quorum === null) throw new NotProved('Policy: expected a line "quorum", came none.')
  return { logs: reading.logs, witnesses: reading.witnesses, quorum: reading.quorum }
}

const READERS: Readonly<Record<string, (reading: Reading, words: readonly string[]) => void>> = {
  log: readLog,
  witness: readWitness,
  group: readGroup,
  quorum: readQuorum,
}

function readLine(reading: Reading, [keyword = '', ...words]: readonly string[]): void {
  const read = Object.hasOwn(READERS, keyword) ? READERS[keyword] : undefined
  if (read === undefined) throw new NotProved(`expected log, witness, group or quorum, came ${shown(keyword)}.`)
  read(reading, words)
}

function readLog({ logs }: Reading, words: readonly string[]): void {
  const [text] = words
  if (text === undefined || words.length > 2)
    throw new NotProved(`expected "log key [address]", came ${words.length} words.`)
  const key = keyFromText(text)
  if (key.type !== LOG_KEY) throw new NotProved(`expected a log's key (type 1), came one of type ${key.type}.`)
  if (logs.some((other) => isSameKey(other, key)))
    throw new NotProved(`expected each log once, came ${key.name} again.`)
  logs.push(key)
}

function readWitness({ witnesses, known }: Reading, words: readonly string[]): void {
  const [name, text, url] = words
  if (name === undefined || text === undefined || words.length > 3)
    throw new NotProved(`expected "witness name key [address]", came ${words.length} words.`)
  refuseTaken(known, name)
  const key = keyFromText(text)
  if (key.type !== WITNESS_KEY) throw new NotProved(`expected a witness's key (type 4), came one of type ${key.type}.`)
  if (witnesses.some((other) => isSameKey(other.key, key)))
    throw new NotProved(`expected each witness once, came the key of ${name} again.`)
  witnesses.push({ name, key, url: url ?? null })
  known.set(name, { kind: 'witness', name })
}

function readGroup({ known, members: taken }: Reading, words: readonly string[]): void {
  const [name, threshold, ...names] = words
  if (name === undefined || threshold === undefined || names.length === 0)
    throw new NotProved('expected "group name all|any|number member…", came fewer words.')
  refuseTaken(known, name)
  const members = names.map((member) => {
    if (taken.has(member)) throw new NotProved(`expected each name in one group, came ${shown(member)} again.`)
    taken.add(member)
    return knownAs(known, member)
  })
  known.set(name, { kind: 'group', atLeast: atLeastOf(threshold, members.length), members })
}

function atLeastOf(threshold: string, members: number): number {
  if (threshold === 'all') return members
  if (threshold === 'any') return 1
  const atLeast = /^[1-9][0-9]{0,3}$/.test(threshold) ? Number(threshold) : 0
  if (atLeast < 1 || atLeast > members)
    throw new NotProved(`expected all, any or a number from 1 to ${members}, came ${shown(threshold)}.`)
  return atLeast
}

function readQuorum(reading: Reading, words: readonly string[]): void {
  const [name] = words
  if (name === undefined || words.length !== 1)
    throw new NotProved(`expected "quorum name", came ${words.length} words.`)
  if (reading.quorum !== null) throw new NotProved('expected one quorum, came a second.')
  reading.quorum = name === 'none' ? { kind: 'none' } : knownAs(reading.known, name)
}

function refuseTaken(known: ReadonlyMap<string, Quorum>, name: string): void {
  if (name === 'none' || known.has(name)) throw new NotProved(`expected a name of its own, came ${shown(name)} again.`)
}

function knownAs(known: ReadonlyMap<string, Quorum>, name: string): Quorum {
  const quorum = known.get(name)
  if (quorum === undefined) throw new NotProved(`expected a name from a line above, came ${shown(name)}.`)
  return quorum
}

export interface Attestation {
  readonly witness: string
  readonly at: Seconds
}

export interface Attested extends SignedCheckpoint {
  /** Every known witness that cosigned, in the order of the policy. */
  readonly attestations: readonly Attestation[]
}

/** Reads a checkpoint that the policy takes: signed by a log of it, seen by enough of its witnesses. Refuses any other. */
export function attestedCheckpoint(policy: Policy, text: string | Uint8Array): Attested {
  const signed = openCheckpoint(text, policy.logs)
  const attestations = policy.witnesses.flatMap(({ name, key }) => {
    const at = cosignedAt(signed.note, key)
    return at === null ? [] : [{ witness: name, at }]
  })
  const names = attestations.map(({ witness }) => witness)
  if (!isReached(policy.quorum, new Set(names)))
    throw new NotProved(
      `Too few witnesses have seen this checkpoint: ${names.length === 0 ? 'none' : names.join(', ')} of ${policy.witnesses.map(({ name }) => name).join(', ')}.`,
    )
  return { ...signed, attestations }
}

export function isReached(quorum: Quorum, seenBy: ReadonlySet<string>): boolean {
  switch (quorum.kind) {
    case 'none':
      return true
    case 'witness':
      return seenBy.has(quorum.name)
    case 'group':
      return quorum.members.filter((member) => isReached(member, seenBy)).length >= quorum.atLeast
  }
}

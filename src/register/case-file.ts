/** The file of a case, opened: its events unsealed, where it stands, its clocks. Opening leaves an access record first. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../firewall/index.ts'
import { type HoldName, type Procedure, versionOf } from '../procedures/index.ts'
import { NotFound, type Tx } from '../store/index.ts'
import { type ListedFile, listedFile, StoredFile } from './attachments/listed.ts'
import { type BreachWord, WORDS } from './breaches/functions.ts'
import { decideName, openName } from './commit/open.ts'
import {
  type CaseActor,
  type CaseEvent,
  type CaseState,
  clocksOf,
  type Facts,
  isTheTime,
  project,
  type StandingClock,
  type StandingHolds,
  stepNamed,
} from './judgement/index.ts'
import type { Register } from './register.ts'
import { unseal } from './seal/seal.ts'
import type { KeyId } from './seal/vault.ts'

/** What a step is judged on. */
export interface DecidedFile {
  readonly procedure: Procedure
  readonly caseId: string
  readonly keyId: KeyId
  readonly pointer: Buffer
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
  readonly clocks: readonly StandingClock[]
  readonly holds: StandingHolds
  /** The submissions that its events answered. */
  readonly keys: ReadonlySet<string>
  /** The database's time when it was opened; never before what is recorded of the case. */
  readonly now: Temporal.Instant
  /** The rows that it was made from, facts sealed. */
  readonly rows: DecidedRows
}

export interface CaseFile extends DecidedFile {
  readonly caseNumber: string
  /** Bits that this case itself has placed, and that stand. */
  readonly placed: readonly PlacedHold[]
  readonly breaches: readonly FoundBreach[]
  readonly files: readonly ListedFile[]
  /** What somebody has proposed, and a second person has yet to confirm. */
  readonly proposals: readonly Proposal[]
  /** What each event left in the log: SHA-256 of its sealed record, by its number. */
  readonly commitments: ReadonlyMap<number, Buffer>
  /** Why something was corrected, as the corrector says it, by the number of the event. */
  readonly reasons: ReadonlyMap<number, string>
}

export interface Proposal {
  readonly id: string
  readonly step: string
  readonly by: CaseActor
  readonly at: Temporal.Instant
  readonly facts: Facts
  readonly assertedAt: Temporal.Instant | null
  readonly nationalLawBasis: string | null
  readonly reasonsLong: string | null
}

export interface PlacedHold {
  readonly hold: HoldName
  readonly rule: string
  readonly placedAt: Temporal.Instant
  /** It stands until then at least, whatever becomes of the case. */
  readonly leastUntil: Temporal.Instant | null
}

export interface FoundBreach {
  readonly id: string
  readonly rule: string
  readonly level: string
  readonly mode: string
  readonly state: string
  readonly foundAt: Temporal.Instant
  /** When the time was over; null where the rule has none. */
  readonly dueAt: Temporal.Instant | null
  /** What was said of it afterwards, in that order. */
  readonly words: readonly WordOfBreach[]
}

export interface WordOfBreach {
  readonly word: BreachWord
  readonly by: CaseActor
  readonly at: Temporal.Instant
  /** Null for whoever does not read the whole case. */
  readonly text: string | null
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
/** As JSON has it: "\x" and hexadecimal. */
const bytes = z.string().transform((text) => Buffer.from(text.slice(2), 'hex'))

/** A row of `event`, as JSON. */
export const StoredEvent = z.object({
  no: z.number(),
  kind: z.enum(['open', 'take', 'enter', 'correct', 'person']),
  step: z.string(),
  from_state: z.string().nullable(),
  to_state: z.string(),
  asserted_at: instant,
  recorded_at: instant,
  role: z.string(),
  officer: z.string().nullable(),
  office: z.string().nullable(),
  given: z.array(z.string()),
  sealed: bytes.nullable(),
  commitment: bytes,
  key: z.string(),
  version: z.string().nullable(),
})
export type StoredEvent = z.infer<typeof StoredEvent>

const Word = z.object({
  ...{ word_id: z.string(), word: z.enum(WORDS), at: instant, sealed: bytes.nullable() },
  ...{ role: z.string(), officer: z.string(), office: z.string().nullable() },
})

const Decided = z.object({
  case: z.object({ key_id: z.string(), person_pointer: bytes }),
  events: z.array(StoredEvent),
  holds: z.array(z.object({ hold: z.string(), since: instant, mode: z.enum(['enforce', 'record']) })),
  now: instant,
})

/** What a step is judged on, as it lies in the database. */
export type DecidedRows = Pick<z.infer<typeof Decided>, 'case' | 'events' | 'holds'>

const Answer = Decided.extend({
  case: Decided.shape.case.extend({ case_number: z.string() }),
  breaches: z.array(
    z.object({
      ...{ breach_id: z.string(), rule: z.string(), level: z.string(), mode: z.string(), state: z.string() },
      ...{ found_at: instant, due_at: instant.nullable(), words: z.array(Word) },
    }),
  ),
  proposals: z.array(
    z.object({
      ...{ proposal_id: z.string(), step: z.string(), at: instant, sealed: bytes },
      ...{ role: z.string(), officer: z.string(), office: z.string().nullable() },
    }),
  ),
  placed: z.array(
    z.object({ rule: z.string(), hold: z.string(), placed_at: instant, least_until: instant.nullable() }),
  ),
  files: z.array(StoredFile),
})

interface Opening {
  readonly caseId: string
  readonly purpose: Purpose
}

/** Opens of the file what a step is judged on. Refuses and leaves an access record as `openCase` does, for half the work. */
export async function openToDecide(
  register: Register,
  tx: Tx,
  procedure: Procedure,
  { caseId, purpose }: Opening,
): Promise<DecidedFile> {
  const opened = await sql<{ answer: unknown }>`
    select ${sql.raw(decideName(procedure))}(${caseId}, ${purpose}) as answer`.execute(tx)
  const answer = Decided.parse(answerIn(opened))
  register.memory.hear(answer.now)
  return fileFrom(register, procedure, { caseId, answer })
}

/** The file of what the database gave, now or before. Throws `KeyDestroyed` where the key of the case is gone. */
export function fileFrom(
  register: Register,
  procedure: Procedure,
  { caseId, answer }: { readonly caseId: string; readonly answer: DecidedRows & { readonly now: Temporal.Instant } },
): DecidedFile {
  const key = register.vault.read(answer.case.key_id as KeyId) // as the vault gave it
  return decidedOn(register, procedure, { caseId, key, answer })
}

function answerIn({ rows }: { readonly rows: readonly { readonly answer: unknown }[] }): unknown {
  if (rows[0] === undefined) throw new NotFound()
  return rows[0].answer
}

interface Opened {
  readonly caseId: string
  readonly key: Buffer
  readonly answer: DecidedRows & { readonly now: Temporal.Instant }
}

function decidedOn(register: Register, procedure: Procedure, { caseId, key, answer }: Opened): DecidedFile {
  const events = answer.events.map((event) => eventFrom(procedure, caseId, key, event))
  const modes = register.modesOf(procedure)
  const now = latest(
    answer.now,
    events.map(({ recordedAt }) => recordedAt),
  ) // as the commit function has it
  return {
    ...{ procedure, caseId, events },
    keyId: answer.case.key_id as KeyId, // as the vault gave it
    pointer: answer.case.person_pointer,
    state: project(procedure, events),
    clocks: clocksOf(procedure, modes, register.calendar, events, now),
    holds: Object.fromEntries(answer.holds.map(({ hold, since, mode }) => [hold as HoldName, { since, mode }])),
    keys: new Set(answer.events.map((event) => event.key)),
    now,
    rows: { case: answer.case, events: answer.events, holds: answer.holds },
  }
}

/** The database's time, but no sooner than what is recorded: a clock that went back makes nothing that is over run again. */
function latest(now: Temporal.Instant, recorded: readonly Temporal.Instant[]): Temporal.Instant {
  return recorded.reduce((last, at) => (Temporal.Instant.compare(at, last) > 0 ? at : last), now)
}

/** Opens the file for a purpose. Refuses (NotFound) whoever has nothing to do with the case, as if there were none. */
export async function openCase(
  register: Register,
  tx: Tx,
  procedure: Procedure,
  { caseId, purpose }: Opening,
): Promise<CaseFile> {
  const opened = await sql<{ answer: unknown }>`
    select ${sql.raw(openName(procedure))}(${caseId}, ${purpose}) as answer`.execute(tx)
  const answer = Answer.parse(answerIn(opened))
  const key = register.vault.read(answer.case.key_id as KeyId) // as the vault gave it
  // What was found late has come late, whatever the database's clock says since.
  const now = latest(
    answer.now,
    answer.breaches.map(({ found_at }) => found_at),
  )
  return {
    ...decidedOn(register, procedure, { caseId, key, answer: { ...answer, now } }),
    caseNumber: answer.case.case_number,
    placed: answer.placed.map(({ hold, rule, placed_at, least_until }) => ({
      ...{ hold: hold as HoldName, rule, placedAt: placed_at, leastUntil: least_until }, // bits are written by rules alone
    })),
    breaches: answer.breaches.map(({ breach_id: id, found_at: foundAt, due_at: dueAt, words, ...breach }) => ({
      ...{ id, ...breach, foundAt, dueAt },
      words: words.map((one) => wordFrom(procedure, caseId, key, one)),
    })),
    files: answer.files.flatMap((one) => listedFile(register.vault, key, one)),
    proposals: answer.proposals.map(({ proposal_id: id, step, at, sealed, role, officer, office }) => ({
      ...{ id, step, at, by: { role: role as CaseActor['role'], id: officer, office } }, // written by the function alone
      ...Proposed.parse(unseal(key, placeOfProposal(procedure, caseId, id), sealed)),
    })),
    commitments: new Map(answer.events.map(({ no, commitment }) => [no, commitment])),
    reasons: new Map(answer.events.flatMap((event) => reasonOf(procedure, caseId, key, event))),
  }
}

function wordFrom(procedure: Procedure, caseId: string, key: Buffer, one: z.infer<typeof Word>): WordOfBreach {
  const { word, at, sealed, role, officer, office } = one
  const by = { role: role as CaseActor['role'], id: officer, office } // written by the function alone
  const text =
    sealed === null ? null : SaidText.parse(unseal(key, placeOfWord(procedure, caseId, one.word_id), sealed)).text
  return { word, by, at, text }
}

/** What is sealed of a word on a breach. */
export const SaidText = z.object({ salt: z.string(), text: z.string() })

/** Where the text belongs: it opens nowhere else. */
export const placeOfWord = (procedure: Procedure, caseId: string, id: string) => [procedure.name, caseId, `word ${id}`]

const Proposed = z.object({
  facts: z.record(z.string(), z.unknown()).transform((facts) => facts as Facts), // judged before they were sealed
  assertedAt: instant.nullable(),
  nationalLawBasis: z.string().nullable(),
  reasonsLong: z.string().nullable(),
})

/** Where a proposal belongs. */
export const placeOfProposal = (procedure: Procedure, caseId: string, id: string) => [
  procedure.name,
  caseId,
  `proposal ${id}`,
]

/** What is sealed of an event. */
export const SealedEvent = z.object({
  salt: z.string(),
  facts: z.record(z.string(), z.unknown()),
  nationalLawBasis: z.string().nullable(),
  reasonsLong: z.string().nullable(),
})
export type SealedEvent = z.infer<typeof SealedEvent>

/** Where the payload of an event belongs: it opens nowhere else. */
export const placeOfEvent = (procedure: Procedure, caseId: string, no: number) => [
  procedure.name,
  caseId,
  `event ${no}`,
]

/** The event, with what was sealed of it. */
export function eventFrom(procedure: Procedure, caseId: string, key: Buffer, event: StoredEvent): CaseEvent {
  const payload =
    event.sealed === null || event.sealed.length === 0
      ? null
      : SealedEvent.parse(unseal(key, placeOfEvent(procedure, caseId, event.no), event.sealed))
  return {
    no: event.no,
    kind: event.kind,
    step: event.step,
    from: event.from_state,
    to: event.to_state,
    assertedAt: event.asserted_at,
    recordedAt: event.recorded_at,
    actor: {
      role: event.role as CaseEvent['actor']['role'], // written by the commit function, which knows no other
      id: event.officer,
      office: event.office,
    },
    facts: {
      ...((payload?.facts ?? {}) as CaseEvent['facts']), // read by their schemas before they were sealed
      ...timesGivenBy(procedure, event),
    },
    version: event.version,
  }
}

function reasonOf(procedure: Procedure, caseId: string, key: Buffer, event: StoredEvent): [number, string][] {
  if (event.kind !== 'correct' || event.sealed === null || event.sealed.length === 0) return []
  const payload = SealedEvent.parse(unseal(key, placeOfEvent(procedure, caseId, event.no), event.sealed))
  return payload.reasonsLong === null ? [] : [[event.no, payload.reasonsLong]]
}

/** A moment that the step itself gives is the database's: what was sealed beside it is when the officer's page was made. */
function timesGivenBy(procedure: Procedure, event: StoredEvent): Facts {
  const law = versionOf(procedure, event.version)
  const times = Object.entries(stepNamed(law, event.step)?.gives ?? {}).filter(
    ([fact, given]) => isTheTime(given) && procedure.facts[fact]?.is.kind === 'instant',
  )
  return Object.fromEntries(times.map(([fact]) => [fact, event.asserted_at.toString()]))
}

/** Looks up what lies around a case before a step is judged: other cases, earlier texts, the country's list of places. */
import { sql } from 'kysely'
import { z } from 'zod'
import { openPointer, type Pointer, pseudonymOf } from '../firewall/index.ts'
import type { Condition, PlaceQuality, Procedure } from '../procedures/index.ts'
import { type AtHand, needed } from './at-hand.ts'
import { aroundName, conditionsOfKind } from './commit/elsewhere.ts'
import { officerFacts } from './commit/officers.ts'
import {
  type Compared,
  type Elsewhere,
  type Facts,
  NO_WORDS,
  NOTHING_ELSEWHERE,
  type OwnWords,
  textsOf,
} from './judgement/index.ts'
import { wordingOf } from './own-words.ts'
import type { Register, Who } from './register.ts'

export interface Around {
  readonly ownWords: OwnWords
  readonly elsewhere: Elsewhere
  /** Facts that name an officer who is none, or who has no part in the procedure. */
  readonly unknownOfficers: readonly string[]
}

export interface Looked {
  /** Null where there is no case yet. */
  readonly caseId: string | null
  readonly person: Buffer | null
  readonly step: string
  readonly who: Who
  /** As given with the step. */
  readonly given: Readonly<Record<string, unknown>>
  /** Those that stand and those that are given with the step, as typed. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Those that stood before it. */
  readonly stood: Facts
  readonly now: Temporal.Instant
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const Answer = z.object({
  cases: z.array(z.object({ state: z.string(), since: instant.nullable(), facts: z.record(z.string(), z.string()) })),
  alike: z.array(z.number()),
  named: z.record(z.string(), z.string()),
  officers: z.array(z.string()),
  words: z.array(z.object({ similarity: z.number(), caseNumber: z.string().nullable() })),
})

/** What is looked for among the cases of the person alone. */
const OF_THE_PERSON = ['earlier-case', 'other-case', 'spent-at-most', 'case-stands'] as const

/** Looks for what the rules of this step ask. The database is asked only where there may be something to find. */
export async function lookAround(
  register: Register,
  tx: AtHand,
  procedure: Procedure,
  looked: Looked,
): Promise<Around> {
  const facts = looked.facts as Facts // as typed: whatever has not the shape of the fact is found nowhere
  const places = placesOf(register, procedure, looked)
  const words = conditionsOfKind(procedure, 'in-own-words', looked.step).flatMap(({ fact, text, against }) =>
    textsOf(facts[fact], text).map((written) => ({ fact, written, against })),
  )
  const officers = officersNamed(procedure, looked)
  if (words.length === 0 && Object.keys(officers).length === 0 && !asksForCases(procedure, looked))
    return { ownWords: NO_WORDS, elsewhere: { ...NOTHING_ELSEWHERE, ...places }, unknownOfficers: [] }
  const alike = conditionsOfKind(procedure, 'fewer-alike').map(({ same }) => picked(facts, same))
  const named = picked(facts, [
    ...conditionsOfKind(procedure, 'case-stands').map(({ fact }) => fact),
    ...conditionsOfKind(procedure, 'other-case').flatMap((one) => one.named ?? []),
  ])
  const asked = {
    pseudonym: looked.person === null ? null : pseudonymFor(register, procedure, looked.person),
    alike,
    named,
    officers,
    words: words.map(({ fact, written, against }) => ({
      ...wordingOf(register.keyOf, procedure, fact, written),
      ...(against === 'same-day' ? {} : { lastCases: against.lastCases }),
    })),
  }
  const { rows } = await sql<{ answer: unknown }>`
    select ${sql.raw(aroundName(procedure))}(${looked.caseId}, ${JSON.stringify(asked)}) as answer`.execute(needed(tx))
  const answer = Answer.parse(rows[0]?.answer)
  const nearest = new Map(words.map((one, index) => [keyOf(one, one.written), answer.words[index] ?? null]))
  const counts = new Map(alike.map((one, index) => [JSON.stringify(one), answer.alike[index] ?? 0]))
  const states = new Map(Object.entries(answer.named).map(([fact, state]) => [named[fact], state]))
  return {
    ownWords: { nearest: (compared, written) => nearest.get(keyOf(compared, written)) ?? null },
    elsewhere: {
      cases: answer.cases,
      countAlike: (of) => counts.get(JSON.stringify(of)) ?? 0,
      stateOf: (caseId) => states.get(caseId) ?? null,
      stateOfNumber: (caseNumber) => states.get(caseNumber) ?? null,
      ...places,
    },
    unknownOfficers: answer.officers,
  }
}

/** Officers whom the step names, but for whoever takes it: that they are there nobody need ask. */
function officersNamed(procedure: Procedure, { given, who }: Looked): Readonly<Record<string, string>> {
  const mine = who.as === 'officer' ? who.id : null
  return Object.fromEntries(
    officerFacts(procedure).flatMap(({ fact }) => {
      const id = given[fact]
      return typeof id === 'string' && UUID.test(id) && id !== mine ? [[fact, id] as const] : []
    }),
  )
}

/** Whatever else was typed is no reference, and its own schema says so. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Of somebody whom no case knows yet there is none to be found. */
function asksForCases(procedure: Procedure, { caseId, person, step }: Looked): boolean {
  const asks = (kind: Condition['is']) => conditionsOfKind(procedure, kind, step).length > 0
  return asks('fewer-alike') || ((caseId !== null || person !== null) && OF_THE_PERSON.some(asks))
}

function picked(facts: Facts, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = facts[name]
      // An id or a code: whatever else was typed is no such fact, and its own schema says so.
      return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? [[name, value] as const] : []
    }),
  )
}

function keyOf({ fact, against }: Compared, written: string): string {
  return JSON.stringify([fact, against, written])
}

function pseudonymFor({ keyOf: key }: Register, { compartment }: Procedure, person: Buffer): string {
  return pseudonymOf(key, compartment, openPointer(key, person as Pointer)).toString('hex') // sealed, or it does not open
}

/** "The same court district" is that of the place where the person is now. */
function placesOf({ places, calendar }: Register, procedure: Procedure, { stood, now }: Looked) {
  const until = Object.values(
    picked(
      stood,
      conditionsOfKind(procedure, 'place-is').map(({ fact }) => fact),
    ),
  )
  return {
    placeIs: (place: string, quality: PlaceQuality) =>
      quality === 'same-court-district'
        ? until.some((one) => places.areInOneDistrict(one, place))
        : places.has(place, quality),
    isUnderMoratorium: (country: string) =>
      places.isUnderMoratorium(country, now.toZonedDateTimeISO(calendar.timeZone).toPlainDate()),
  }
}

/**
 * Plays the demonstration cases: each step is taken by whoever takes it, on their own login, judged and committed like any
 * other. Every submission has a name that follows from its place in the content, so that a play that broke off goes on.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type {
  DemonstrationCase,
  DemonstrationCases,
  DemonstrationPutOn,
  DemonstrationStep,
} from '../../countries/index.ts'
import { isOfficerRole } from '../../procedures/index.ts'
import { NotFound, StepRefused } from '../../store/index.ts'
import { type CaseFile, openCase } from '../case-file.ts'
import { type CaseCode, caseOfCode, codeFrom, hashOfCode } from '../codes.ts'
import { type Asked, carryOut } from '../command.ts'
import { stepNamed } from '../judgement/index.ts'
import { recordPerson } from '../people/names.ts'
import { putOn } from '../people/speakers.ts'
import { Refused } from '../refused.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { confirm, propose } from '../second.ts'
import { sqlName } from '../tables/names.ts'
import { factsOn, hoursAfter, type On } from './facts.ts'

export type Actor = Who & { readonly as: 'officer' }

export interface Play {
  readonly content: DemonstrationCases
  /** The officer of that key. */
  readonly officer: (key: string) => Actor
  /** What a case opened by a person, who comes back with the code, is given beside its facts: a channel has its own way. */
  readonly comingWith: (procedure: string, code: CaseCode) => Promise<Coming>
  readonly now: Temporal.Instant
  readonly until: AbortSignal
}

export interface Coming {
  /** The code under which the register finds the case. */
  readonly code: CaseCode
  readonly facts: Readonly<Record<string, string>>
}

/** A case that did not go on, with the step that was refused. The next play tries it again. */
export interface LeftCase {
  readonly key: string
  readonly step: string
  readonly why: string
}

/** The code with which one comes to a case of the demonstration: no secret, since all of it is invented. */
export function demonstrationCode(name: string): CaseCode {
  return codeFrom(createHash('sha256').update(`demonstration ${name}`).digest())
}

/** Plays what has not been played yet, in order; gives the cases that did not go on. Throws where it is told to stop. */
export async function playDemonstration(register: Register, play: Play): Promise<readonly LeftCase[]> {
  const files = new Map<string, CaseFile>()
  const left: LeftCase[] = []
  for (const one of play.content.cases) {
    const stopped = await playCase(register, play, one, files)
    if (stopped !== null) left.push(stopped)
  }
  return left
}

async function playCase(
  register: Register,
  play: Play,
  one: DemonstrationCase,
  files: Map<string, CaseFile>,
): Promise<LeftCase | null> {
  let at = 'open'
  try {
    play.until.throwIfAborted()
    const file = await openedCase(register, play, one, files)
    files.set(one.key, file)
    await nameOnce(register, play, one, file)
    let event = file.state.eventNo
    for (const [index, step] of one.steps.entries()) {
      play.until.throwIfAborted()
      at = 'putOn' in step ? 'putOn' : step.step
      const key = keyOf(one, `step ${index + 1}`)
      if ('putOn' in step) await putOnCase(register, play, file, step)
      else if (!file.keys.has(key)) event = await take(register, play, { one, step, file, files, key, event })
    }
    return null
  } catch (error) {
    if (error instanceof Refused || error instanceof StepRefused || error instanceof NotFound)
      return { key: one.key, step: at, why: error instanceof StepRefused ? error.rule : error.message || error.name }
    throw error
  }
}

/** The case, opened now or by an earlier play. */
async function openedCase(
  register: Register,
  play: Play,
  one: DemonstrationCase,
  files: ReadonlyMap<string, CaseFile>,
): Promise<CaseFile> {
  const { code, facts } = await play.comingWith(one.procedure, demonstrationCode(one.comesAs ?? one.key))
  const known = (await caseOfCode(register, code))?.caseId ?? (await openedBefore(register, one))
  if (known !== null) return fileOf(register, one, known)
  const openedAt = hoursAfter(play.now, -one.ago).round('second')
  const alike = play.content.cases.find(({ key, person }) => person !== null && person === one.person && files.has(key))
  const { caseId } = await carryOut(register, whoOf(play, one.by, uuidOf(`nobody ${one.key}`)), {
    ...{ procedure: one.procedure, kind: 'open', step: 'open', key: keyOf(one, 'open'), on: null },
    ...{ facts: { ...factsOn(one.facts, onOf(register, play, files, openedAt)), ...facts }, assertedAt: openedAt },
    ...{ nationalLawBasis: null, reasonsLong: null, purpose: purposeOf(one.by), code: hashOfCode(code) },
    person: alike === undefined ? null : (files.get(alike.key)?.pointer ?? null),
  })
  return fileOf(register, one, caseId)
}

/** A case that nobody comes back to has no code: it is known by its opening. */
async function openedBefore(register: Register, one: DemonstrationCase): Promise<string | null> {
  const { compartment } = procedureNamed(register, one.procedure)
  const { rows } = await register.firewall.asWatchdog((tx) =>
    sql<{
      case_id: string
    }>`select case_id from ${sql.id(sqlName(compartment), 'event')} where key = ${keyOf(one, 'open')}::uuid`.execute(
      tx,
    ),
  )
  return rows[0]?.case_id ?? null
}

/** By the system's own login: what is looked for is where the case stands, and which steps it has taken. */
function fileOf(register: Register, { procedure }: DemonstrationCase, caseId: string): Promise<CaseFile> {
  const declared = procedureNamed(register, procedure)
  return actingAs(register, { as: 'system' }, (tx) => openCase(register, tx, declared, { caseId, purpose: 'decide' }))
}

async function nameOnce(register: Register, play: Play, one: DemonstrationCase, file: CaseFile): Promise<void> {
  const person = play.content.people.find(({ key }) => key === one.person)
  if (person === undefined) return
  const { timeZone } = register.calendar
  await recordPerson(register, whoOf(play, one.by, file.caseId), {
    ...{ procedure: one.procedure, caseId: file.caseId, purpose: purposeOf(one.by), key: keyOf(one, 'name'), after: 0 },
    given: {
      names: person.names,
      born: String(openingOf(file).toZonedDateTimeISO(timeZone).year - person.age),
    },
  })
}

async function putOnCase(register: Register, play: Play, file: CaseFile, step: DemonstrationPutOn): Promise<void> {
  const { id, role } = play.officer(step.putOn)
  if (!isOfficerRole(role)) throw new Error(`the demonstration puts ${step.putOn} on a case, who is no officer`)
  const of = { caseNumber: file.caseNumber }
  await putOn(register, whoOf(play, step.by, file.caseId), { procedure: file.procedure.name, of, officer: id, role })
}

interface Taking {
  readonly one: DemonstrationCase
  readonly step: DemonstrationStep
  /** As it stood when its play began, but for a look since. */
  readonly file: CaseFile
  readonly files: ReadonlyMap<string, CaseFile>
  readonly key: string
  /** Number of the event on which it is taken. */
  readonly event: number
}

const MOST_LOOKS = 5

/** The law itself may take a step in between: then the case is looked at again. Gives the number of the event. */
async function take(register: Register, play: Play, taking: Taking): Promise<number> {
  let { file, event } = taking
  for (let looks = 1; ; looks++) {
    try {
      return await takeOnce(register, play, { ...taking, file, event })
    } catch (error) {
      if (!(error instanceof StepRefused) || error.rule !== 'case-changed' || looks === MOST_LOOKS) throw error
      file = await fileOf(register, taking.one, file.caseId)
      event = file.state.eventNo
    }
  }
}

async function takeOnce(register: Register, play: Play, taking: Taking): Promise<number> {
  const { one, step, files, key, event } = taking
  const { caseId, procedure, proposals } = taking.file
  const who = whoOf(play, step.by, caseId)
  const openedAt = openingOf(taking.file)
  const asked: Asked = {
    ...{ procedure: one.procedure, kind: stepNamed(procedure, step.step)?.kind ?? 'take', step: step.step, key },
    ...{ on: { caseId, event }, facts: factsOn(step.facts, onOf(register, play, files, openedAt)) },
    ...{ assertedAt: step.after === null ? null : hoursAfter(openedAt, step.after), purpose: purposeOf(step.by) },
    ...{ nationalLawBasis: step.law, reasonsLong: step.because, person: null, code: null },
  }
  if (step.with === null) return (await carryOut(register, who, asked)).event
  const proposal = keyOf(one, `proposal of ${key}`)
  if (!proposals.some(({ id }) => id === proposal)) await propose(register, who, { ...asked, key: proposal })
  const on = { procedure: one.procedure, caseId, proposal, event, key, purpose: purposeOf(step.with) }
  return (await confirm(register, whoOf(play, step.with, caseId), on)).event
}

function onOf(register: Register, play: Play, files: ReadonlyMap<string, CaseFile>, openedAt: Temporal.Instant): On {
  const fileOf = (key: string) => {
    const found = files.get(key)
    if (found === undefined) throw new NotFound() // it was refused itself
    return found
  }
  return {
    openedAt,
    timeZone: register.calendar.timeZone,
    officer: (key) => play.officer(key).id,
    caseOf: (key) => fileOf(key).caseId,
    numberOf: (key) => fileOf(key).caseNumber,
  }
}

function openingOf({ events: [first] }: Pick<CaseFile, 'events'>): Temporal.Instant {
  if (first === undefined) throw new Error('internal error: a case without an event')
  return first.assertedAt
}

function whoOf(play: Play, by: string, caseId: string): Who {
  return by === 'person' ? { as: 'person', caseId } : play.officer(by)
}

function purposeOf(by: string): Asked['purpose'] {
  return by === 'person' ? 'own-data' : 'decide'
}

function keyOf({ key }: DemonstrationCase, what: string): string {
  return uuidOf(`${key} ${what}`)
}

/** The same name gives the same id. RFC 9562, version 8. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(`demonstration ${name}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

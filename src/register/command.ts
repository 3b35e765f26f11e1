/**
 * Carrying out a command: read the case, judge, and hand it to the commit function, all in one transaction. What is refused
 * is refused with every reason at once, and leaves nothing behind but its access record.
 */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { newBaseId, openPointer, type Purpose, pseudonymOf, sealPointer } from '../firewall/index.ts'
import { canonicalJson, type Json } from '../ledger/index.ts'
import { type Compartment, NEW_LAW, type Procedure } from '../procedures/index.ts'
import { AND_COMMIT, StepRefused, type Tx } from '../store/index.ts'
import { actingOn } from './acting-on.ts'
import { type Looked, lookAround } from './around.ts'
import { notAttached } from './attachments/attachment.ts'
import { type DecidedFile, openToDecide } from './case-file.ts'
import { commitName } from './commit/function.ts'
import { contextOf, notOpenAt } from './context.ts'
import { databaseTime } from './database-time.ts'
import {
  type Breach,
  type CaseActor,
  type Command,
  type Judgement,
  judge,
  NOT_OPENED,
  type Refusal,
  stepNamed,
} from './judgement/index.ts'
import { officesFor } from './offices.ts'
import { wordingsOf } from './own-words.ts'
import { carryPassages, letterOf } from './passage.ts'
import { Refused } from './refused.ts'
import { actingAs, actorOf, procedureNamed, type Register, type Who } from './register.ts'
import { seal } from './seal/seal.ts'
import { settleCase, unsettledCases } from './settle.ts'
import { sealedDimensions } from './statistics/dimension.ts'
import { sealedMeasures } from './statistics/measure.ts'
import { submissionOf } from './submission.ts'
import { isPlain, plainColumns } from './tables/columns.ts'
import { openUnread } from './unread.ts'

export interface Asked extends Omit<Command, 'actor' | 'countersigner'> {
  readonly procedure: string
  /** The sender's own name for this submission: sent again, it is answered again and done once. */
  readonly key: string
  /** Null opens a case. */
  readonly on: { readonly caseId: string; readonly event: number } | null
  readonly purpose: Purpose
  /** Whom a new case is about, where they are known: a pointer. Null for somebody whom no case knows yet. */
  readonly person: Buffer | null
  /** Hash of the code with which the person comes to a new case; null where they get none now. */
  readonly code: Buffer | null
  /** The facts as they came, where they were sealed on the way here, each time anew: by these a repetition is known. */
  readonly cameAs?: Readonly<Record<string, unknown>>
  /** Whoever acts has no passkey, since they are invented, and has not yet confirmed otherwise that they mean a serious act. */
  readonly unconfirmed?: boolean
}

export interface Done {
  readonly caseId: string
  readonly event: number
  readonly state: string
  readonly recordedAt: string
  readonly breaches: readonly Breach[]
}

/** Carries it out as `who`. Refuses: `Refused` with all reasons; `StepRefused` where the database knew better; NotFound. */
export function carryOut(register: Register, who: Who, asked: Asked): Promise<Done> {
  return carryOutSigned(register, who, asked, null)
}

/** What the second of two confirms: the step is that of the first. */
export interface Signed {
  readonly proposal: string
  readonly first: CaseActor
}

/** The same of a step that needs two people: `who` is the second. */
export async function carryOutSigned(register: Register, who: Who, asked: Asked, signed: Signed | null): Promise<Done> {
  const { unsettled, passing, ...done } = await carryOutAlone(register, who, asked, signed)
  // What fails here is noted still, and the next round takes it: what was asked has been done.
  if (passing) await carry(register, procedureNamed(register, asked.procedure).compartment).catch(() => undefined)
  if (unsettled) await settle(register, asked.procedure, done.caseId).catch(() => undefined)
  return done
}

/** Opens the cases of other procedures that steps in the compartment have opened; gives how many. */
function carry(register: Register, compartment: Compartment): Promise<number> {
  return carryPassages(register, compartment, ({ procedure, ...of }) =>
    carryOut(
      register,
      { as: 'system' },
      {
        ...{ procedure, kind: 'open', step: 'open', on: null, purpose: 'protect', assertedAt: null, ...of },
        ...{ nationalLawBasis: null, reasonsLong: null, code: null },
      },
    ),
  )
}

/** Carries what is left to carry out of every compartment: a part of each round. */
export async function carryAll(register: Register): Promise<number> {
  let carried = 0
  for (const compartment of new Set(register.procedures.map((one) => one.compartment)))
    carried += await carry(register, compartment)
  return carried
}

/** Takes what the law makes happen by itself on the case now; gives how many steps that were. */
export function settle(register: Register, name: string, caseId: string): Promise<number> {
  return settleCase(register, procedureNamed(register, name), caseId, ({ event, step }) =>
    carryOutAlone(
      register,
      { as: 'system' },
      {
        ...{
          procedure: name,
          kind: step === NEW_LAW ? 'enter' : 'take',
          step,
          key: randomUUID(),
          on: { caseId, event },
          purpose: 'decide',
        },
        ...{ facts: {}, assertedAt: null, nationalLawBasis: null, reasonsLong: null, person: null, code: null },
      },
    ),
  )
}

/** Takes what is left to take on every case of every procedure: a part of each round. */
export async function settleAll(register: Register): Promise<number> {
  let taken = 0
  for (const procedure of register.procedures)
    for (const caseId of await unsettledCases(register, procedure))
      taken += await settle(register, procedure.name, caseId)
  return taken
}

/** Done, and whether the law may make more happen by itself. */
interface DoneAlone extends Done {
  readonly unsettled: boolean
  /** Whether it opened a case elsewhere, which is still to be carried there. */
  readonly passing: boolean
}

async function carryOutAlone(
  register: Register,
  who: Who,
  asked: Asked,
  signed: Signed | null = null,
): Promise<DoneAlone> {
  const procedure = procedureNamed(register, asked.procedure)
  const { on, step, purpose } = asked
  // Before the transaction of whoever acts: nobody holds one connection while waiting for another.
  const unread = on === null ? null : await openUnread(register, procedure, { who, step, purpose, ...on })
  const act = async (tx: Tx) => {
    const file = on === null ? null : (unread ?? (await openToDecide(register, tx, procedure, { ...on, purpose })))
    if (file?.keys.has(asked.key)) {
      const { answer } = await commit(tx, procedure, { key: asked.key, bodyHash: bodyHash(register, asked) })
      return { unsettled: false, passing: false, ...answer, breaches: [] }
    }
    if (file !== null && file.state.eventNo !== asked.on?.event) throw new StepRefused('case-changed')
    const countersigner = signed === null ? null : actorOf(who)
    const first: Who = signed === null ? who : whoIs(signed.first)
    const judgement = await judgementOf(register, tx, { who: first, asked, file, countersigner })
    if (judgement.refusals.length > 0) throw new Refused(judgement.refusals, procedure.name)
    confirmed(register, asked)
    const { answer } = await commit(tx, procedure, {
      ...commandOf(register, procedure, { who: first, asked, file, judgement }),
      proposal: signed?.proposal ?? null,
    })
    return { unsettled: false, passing: false, ...answer, breaches: judgement.breaches }
  }
  return on === null || unread !== null
    ? actingAs(register, who, act)
    : actingOn(register, who, { procedure, caseId: on.caseId, purpose }, act)
}

/** Signatures are asked for by the database; this is for those who cannot sign. */
export function confirmed(register: Register, asked: Asked): void {
  const step = stepNamed(procedureNamed(register, asked.procedure), asked.step)
  if (asked.unconfirmed === true && step?.serious === true)
    throw new StepRefused('signature-missing', { detail: bodyHash(register, asked) })
}

/** A fact that is a file names one that was kept for this case. */
async function missingFiles(
  tx: Tx,
  procedure: Procedure,
  of: Parameters<typeof notAttached>[2],
): Promise<readonly Refusal[]> {
  const missing = await notAttached(tx, procedure, of)
  return missing.map((fact) => ({ rule: 'no-such-file', fact, safeguard: null, cite: [], params: {} }))
}

interface Given {
  readonly who: Who
  readonly asked: Asked
  readonly file: DecidedFile | null
}

/** What the judgement of this command looks at beside its case. */
function lookedFor(asked: Asked, file: DecidedFile | null, now: Temporal.Instant): Looked {
  const stood = file?.state.facts ?? {}
  return {
    caseId: file?.caseId ?? null,
    person: file === null ? asked.person : null,
    step: asked.step,
    facts: { ...stood, ...asked.facts },
    stood,
    now,
  }
}

/** An officer who has proposed, as one who acts. */
function whoIs({ id, role, office }: CaseActor): Who {
  if (id === null) throw new Error('internal error: only officers propose')
  return { as: 'officer', id, role, office: office ?? '' }
}

/** What is to be said of the command, on the case and on what lies around it. */
export async function judgementOf(
  register: Register,
  tx: Tx,
  { who, asked, file, countersigner }: Given & { readonly countersigner: CaseActor | null },
): Promise<Judgement> {
  const procedure = procedureNamed(register, asked.procedure)
  const standing = file ?? notOpenAt(await databaseTime(tx))
  const around = await lookAround(register, tx, procedure, lookedFor(asked, file, standing.now))
  const context = contextOf(register, standing, around)
  const command: Command = { ...asked, actor: actorOf(who), countersigner }
  const judgement = judge(procedure, register.modesOf(procedure), file?.state ?? NOT_OPENED, command, context)
  const missing = await missingFiles(tx, procedure, { caseId: file?.caseId ?? null, given: judgement.given })
  return { ...judgement, refusals: [...judgement.refusals, ...missing] }
}

/** What the commit function takes. */
function commandOf(register: Register, procedure: Procedure, given: Given & { readonly judgement: Judgement }): object {
  const { asked, file, judgement } = given
  const opening = file === null ? openingOf(register, procedure, asked) : null
  const caseId = file?.caseId ?? opening?.caseId ?? ''
  const key = opening?.key ?? register.vault.read((file as DecidedFile).keyId) // one of the two is there
  const no = (file?.state.eventNo ?? 0) + 1
  const content = { facts: judgement.given, nationalLawBasis: asked.nationalLawBasis, reasonsLong: asked.reasonsLong }
  const pointer = file?.pointer ?? opening?.pointer ?? Buffer.alloc(0) // one of the two is there
  return {
    ...opening?.columns,
    ...(asked.code === null ? {} : { code: asked.code.toString('hex') }),
    key: asked.key,
    bodyHash: bodyHash(register, asked),
    step: asked.step,
    caseId,
    expected: asked.on?.event ?? 0,
    assertedAt: asked.assertedAt?.toString() ?? null,
    // The database works it out by itself, and refuses what was judged by another.
    ...(procedure.versions === undefined ? {} : { version: judgement.version }),
    ...factsOf(procedure, judgement, { key, caseId }),
    passage: file === null ? null : letterOf(register, procedure, asked.step, file.pointer),
    offices: officesFor(procedure, register.offices, { opens: file === null, who: given.who, facts: judgement.given }),
    dimensions: {
      ...sealedDimensions(procedure, judgement.facts),
      ...(file === null
        ? {}
        : sealedMeasures(procedure, judgement.facts, { now: file.now, calendar: register.calendar })),
    },
    wordings: wordingsOf(register.keyOf, procedure, judgement.given),
    breaches: judgement.breaches.map(({ rule, level, mode }) => ({ rule, level, mode })),
    ...submissionOf(register, procedure, {
      ...{ who: given.who, key, caseId, no, step: asked.step, content, pointer, version: judgement.version },
    }),
  }
}

/** Facts with columns as they are; all sealed facts that stand, anew, under the key of the case. */
function factsOf(procedure: Procedure, judgement: Judgement, { key, caseId }: { key: Buffer; caseId: string }): object {
  const derived = Object.entries(procedure.facts).flatMap(([name, { is }]) => (is.kind === 'derived' ? [name] : []))
  const now: Readonly<Record<string, unknown>> = judgement.facts
  const plain = plainColumns(procedure)
    .filter(({ fact }) => (fact in judgement.given || derived.includes(fact)) && now[fact] !== undefined)
    .map(({ fact, column }) => [column, now[fact]])
  const given = Object.keys(judgement.given).filter((name) => !isPlain(procedure, name))
  if (given.length === 0) return { plain: Object.fromEntries(plain) }
  const standing = Object.fromEntries(Object.entries(now).filter(([name]) => !isPlain(procedure, name)))
  const sealed = seal(key, [procedure.name, caseId, 'facts'], standing)
  return { plain: Object.fromEntries(plain), sealed: sealed.toString('base64'), sealedFacts: given }
}

function openingOf(register: Register, procedure: Procedure, asked: Asked) {
  const base = asked.person === null ? newBaseId() : openPointer(register.keyOf, asked.person)
  const pointer = sealPointer(register.keyOf, base)
  const { id, key } = register.vault.create()
  return {
    caseId: randomUUID(),
    key,
    pointer,
    columns: {
      caseNumber: newCaseNumber(),
      pseudonym: pseudonymOf(register.keyOf, procedure.compartment, base).toString('hex'),
      personPointer: pointer.toString('hex'),
      keyId: id,
    },
  }
}

/** Crockford's base 32, without letters that are misread: twelve of them, 60 random bits, in three groups. */
function newCaseNumber(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const text = [...randomBytes(12)].map((byte) => letters[byte & 31]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}

/**
 * What is asked, without its sender's name for it, in hexadecimal: by this a repetition is known, and a signature is for this
 * and nothing else. Under a key that lies apart from the data: what was sent cannot be guessed from it.
 */
export function bodyHash({ keyOf }: Register, asked: Asked): string {
  const { key: _key, person: _person, code: _code, unconfirmed: _unconfirmed, cameAs, ...body } = asked
  const sent = { ...body, facts: cameAs ?? body.facts }
  return createHmac('sha256', keyOf('submissions'))
    .update(canonicalJson(JSON.parse(JSON.stringify(sent)) as Json)) // data that JSON carries
    .digest('hex')
}

/** A submission that was answered before has nothing said of it but its event. */
type Answer = Omit<Done, 'breaches'> & { readonly unsettled?: boolean; readonly passing?: boolean }

/** The last of its transaction. */
async function commit(tx: Tx, procedure: Procedure, command: object): Promise<{ answer: Answer }> {
  const { rows } = await sql<{ answer: Answer }>`
    select ${sql.raw(commitName(procedure))}(${JSON.stringify(command)}) as answer ${sql.raw(AND_COMMIT)}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('internal error: a commit gave no answer')
  return row
}

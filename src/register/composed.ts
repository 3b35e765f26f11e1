/** What a command that was found in order brings to the database: facts sealed, names that only whoever holds the keys can work out. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { newBaseId, openPointer, pseudonymOf, sealPointer } from '../firewall/index.ts'
import { canonicalJson, type Json } from '../ledger/index.ts'
import type { Procedure } from '../procedures/index.ts'
import type { DecidedFile } from './case-file.ts'
import type { Asked } from './command.ts'
import type { Given } from './judged.ts'
import type { Judgement } from './judgement/index.ts'
import { officesFor } from './offices.ts'
import { onceFor } from './once-for.ts'
import { wordingsOf } from './own-words.ts'
import { letterOf } from './passage.ts'
import type { Register } from './register.ts'
import { seal } from './seal/seal.ts'
import { sealedDimensions } from './statistics/dimension.ts'
import { sealedMeasures } from './statistics/measure.ts'
import { submissionOf } from './submission.ts'
import { isPlain, plainColumns } from './tables/columns.ts'

export interface Judged extends Given {
  readonly judgement: Judgement
}

export type Composed = ReturnType<typeof commandOf>

/** The command as the commit function takes it: sealed, and with everything that it leaves. */
export function commandOf(register: Register, procedure: Procedure, given: Judged) {
  const { asked, file, judgement } = given
  const opening = file === null ? openingOf(register, procedure, asked) : null
  const caseId = file?.caseId ?? opening?.caseId ?? ''
  const key = opening?.key ?? register.vault.read((file as DecidedFile).keyId) // one of the two is there
  const no = (file?.state.eventNo ?? 0) + 1
  const content = { facts: judgement.given, nationalLawBasis: asked.nationalLawBasis, reasonsLong: asked.reasonsLong }
  const base = opening?.base ?? openPointer(register.keyOf, (file as DecidedFile).pointer) // one of the two is there
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
      ...{ who: given.who, key, caseId, no, step: asked.step, content, base, version: judgement.version },
    }),
  }
}

const derivedFacts = onceFor((procedure: Procedure): readonly string[] =>
  Object.entries(procedure.facts).flatMap(([name, { is }]) => (is.kind === 'derived' ? [name] : [])),
)

/** Facts with columns as they are; all sealed facts that stand, anew, under the key of the case. */
function factsOf(procedure: Procedure, judgement: Judgement, { key, caseId }: { key: Buffer; caseId: string }): object {
  const derived = derivedFacts(procedure)
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
    base,
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

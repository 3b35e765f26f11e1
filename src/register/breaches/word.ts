/** Saying something of a breach: an explanation, or that what was recorded late was done in time. Nothing takes a breach away. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Purpose } from '../../firewall/index.ts'
import { commitmentOf, linesBeforeObject } from '../../ledger/index.ts'
import { type Fact, long, type Procedure } from '../../procedures/index.ts'
import { NotFound, type Tx } from '../../store/index.ts'
import { actingOn } from '../acting-on.ts'
import { type CaseFile, openCase, placeOfWord } from '../case-file.ts'
import { type Refusal, readFacts } from '../judgement/index.ts'
import { Refused } from '../refused.ts'
import { procedureNamed, type Register, type Who } from '../register.ts'
import { seal } from '../seal/seal.ts'
import { leafHeadOf } from '../submission.ts'
import { type BreachWord, mayWord, wordName } from './functions.ts'

export interface OnBreach {
  readonly procedure: string
  readonly caseId: string
  readonly breach: string
  readonly purpose: Purpose
}

export interface SaidOfBreach {
  readonly word: BreachWord
  readonly text: string
  /** The sender's own name for this submission: sent again, it is said once. */
  readonly key: string
}

/** What is given with a word. */
const TEXT: Readonly<Record<'text', Fact>> = { text: long('Why it came to this.', { sensitive: true }) }

/**
 * Appends the word. Refuses (`Refused`) a text that is missing, too long, or holds what the procedure takes in no text;
 * StepRefused where no late record stands; NotFound for a breach that is not there and for whoever may not say the word.
 */
export function sayOfBreach(register: Register, who: Who, on: OnBreach, said: SaidOfBreach): Promise<void> {
  const procedure = procedureNamed(register, on.procedure)
  return actingOn(register, who, { ...on, procedure }, async (tx) => {
    const file = await openCase(register, tx, procedure, on)
    if (who.as !== 'officer' || !mayWord(procedure, said.word).some((role) => role === who.role)) throw new NotFound()
    if (!file.breaches.some(({ id }) => id === on.breach)) throw new NotFound()
    const refusals = refusalsOf(register, procedure, said.text)
    if (refusals.length > 0) throw new Refused(refusals)
    await append(register, tx, { who, file, breach: on.breach, said })
  })
}

interface Appended {
  readonly who: Who
  readonly file: CaseFile
  readonly breach: string
  readonly said: SaidOfBreach
}

async function append(register: Register, tx: Tx, { who, file, breach, said }: Appended): Promise<void> {
  const { procedure, caseId, keyId } = file
  const { word, text, key } = said
  const salt = randomBytes(32)
  const payload = commitmentOf('payload', salt, recordOfWord(procedure, { caseId, key, text }))
  const sealed = seal(register.vault.read(keyId), placeOfWord(procedure, caseId, key), {
    salt: salt.toString('base64'),
    text,
  })
  const command = {
    ...{ word, key, sealed: sealed.toString('base64'), commitment: Buffer.from(payload).toString('hex') },
    leaf: linesBeforeObject(leafHeadOf(register, procedure, { who, act: `breach-${word.toLowerCase()}`, salt })),
  }
  await sql`select ${sql.raw(wordName(procedure))}(${caseId}::uuid, ${breach}::uuid, ${JSON.stringify(command)})`.execute(
    tx,
  )
}

function refusalsOf({ calendar, isRefusedText }: Register, procedure: Procedure, text: string): readonly Refusal[] {
  const given = text.trim() === '' ? {} : { text }
  const read = readFacts(given, {
    procedure: { facts: TEXT, safeguards: {} },
    may: ['text'],
    now: Temporal.Now.instant(),
    calendar,
  })
  const about = { fact: 'text', safeguard: null, cite: [], params: {} }
  return [
    ...(text.trim() === '' ? [{ ...about, rule: 'missing' }] : []),
    ...read.refusals,
    ...(procedure.refusedInText ?? [])
      .filter((kind) => isRefusedText(kind, text))
      .map((kind) => ({ ...about, rule: `refused-${kind}` })),
  ]
}

/** What the leaf of a word commits to. */
export const recordOfWord = (
  procedure: Procedure,
  { caseId, key, text }: { readonly caseId: string; readonly key: string; readonly text: string },
) => ({ procedure: procedure.name, caseId, word: key, text })

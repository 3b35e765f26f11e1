/** Recording and showing who somebody is. Each look leaves its access record, which the person of the case can see. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../../firewall/index.ts'
import { commitmentOf, linesBeforeObject } from '../../ledger/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import type { Tx } from '../../store/index.ts'
import { Refused } from '../refused.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { seal, unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { leafHeadOf } from '../submission.ts'
import { functionName } from './functions.ts'
import { type NameRecord, readNameRecord } from './name-record.ts'
import { recordOfName } from './name-row.ts'
import { tokensOf } from './token.ts'

/** Whose name, and why. */
export interface OfCase {
  readonly procedure: string
  readonly caseId: string
  readonly purpose: Purpose
}

export interface Naming extends OfCase {
  /** The sender's own name for this submission: sent again, it is done once. */
  readonly key: string
  /** Number of the record that it follows; 0 for the first. */
  readonly after: number
  /** As typed: see `NAME_FACTS`. */
  readonly given: Readonly<Record<string, unknown>>
}

/**
 * Records who the person of a case is, or corrects it; gives the number of the record. For those who are shown the name, for
 * the person, and for whoever opened the case. Refuses: `Refused` with every reason; StepRefused `case-changed`; NotFound.
 */
export function recordPerson(register: Register, who: Who, naming: Naming): Promise<number> {
  const procedure = procedureNamed(register, naming.procedure)
  return actingAs(register, who, async (tx) => {
    const { keyId, now } = await call(tx, procedure, 'naming', naming, Place)
    const { record, refusals } = readNameRecord(naming.given, { now, calendar: register.calendar })
    if (refusals.length > 0) throw new Refused(refusals)
    const key = register.vault.read(keyId as KeyId) // as the vault gave it
    const tokens = tokensOf({ keyOf: register.keyOf, compartment: procedure.compartment }, record)
    const [no, salt] = [naming.after + 1, randomBytes(32)]
    const payload = commitmentOf('payload', salt, recordOfName(procedure, { caseId: naming.caseId, no, record }))
    const sealed: SealedName = { salt: salt.toString('base64'), record }
    const command = {
      key: naming.key,
      after: naming.after,
      sealed: seal(key, placeOf(naming.caseId, no), sealed).toString('base64'),
      commitment: Buffer.from(payload).toString('hex'),
      leaf: linesBeforeObject(leafHeadOf(register, procedure, { who, act: 'name', salt })),
      tokens: tokens.map((token) => token.toString('hex')),
    }
    const { rows } = await sql<{ no: number }>`
      select ${sql.raw(functionName(procedure, 'record_name'))}(${naming.caseId}, ${JSON.stringify(command)}) as no`.execute(
      tx,
    )
    if (rows[0] === undefined) throw new Error('internal error: a name was recorded without a number')
    return rows[0].no
  })
}

export interface Shown {
  readonly no: number
  readonly record: NameRecord
  readonly recordedAt: Temporal.Instant
}

/** Who the person of a case is, for those whose task needs it; null where nobody has written it. NotFound for all others. */
export function nameOf(register: Register, who: Who, of: OfCase): Promise<Shown | null> {
  return actingAs(register, who, (tx) => nameIn(register, tx, of))
}

/** The same, in a transaction that reads more of the case. */
export async function nameIn(register: Register, tx: Tx, of: OfCase): Promise<Shown | null> {
  const procedure = procedureNamed(register, of.procedure)
  const found = await call(tx, procedure, 'name_of', of, Found)
  if (found === null) return null
  const key = register.vault.read(found.keyId as KeyId) // as the vault gave it
  const sealed = Buffer.from(found.sealed, 'base64')
  const { record } = openName(key, { caseId: of.caseId, no: found.no, sealed })
  return { no: found.no, record, recordedAt: found.recordedAt }
}

/** What is sealed: the record, and the salt of its commitment, which is forgotten with it. */
interface SealedName {
  readonly salt: string
  readonly record: NameRecord
}

interface StoredName {
  readonly caseId: string
  readonly no: number
  readonly sealed: Buffer
}

/** Opens it under the key of its case. Refuses what was sealed for another place. */
export function openName(key: Buffer, { caseId, no, sealed }: StoredName): SealedName {
  return unseal(key, placeOf(caseId, no), sealed) as SealedName // read before it was sealed
}

/** Where a record belongs: it opens nowhere else. */
function placeOf(caseId: string, no: number): readonly string[] {
  return ['identity', caseId, `name ${no}`]
}

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const Place = z.object({ keyId: z.string(), no: z.number(), now: instant })
const Found = z.nullable(z.object({ keyId: z.string(), no: z.number(), sealed: z.string(), recordedAt: instant }))

async function call<T>(
  tx: Tx,
  procedure: Procedure,
  what: 'naming' | 'name_of',
  { caseId, purpose }: OfCase,
  schema: z.ZodType<T>,
): Promise<T> {
  const { rows } = await sql<{ answer: unknown }>`
    select ${sql.raw(functionName(procedure, what))}(${caseId}, ${purpose}) as answer`.execute(tx)
  return schema.parse(rows[0]?.answer)
}

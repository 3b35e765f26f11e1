/**
 * Codes of cases: whoever holds one comes to the case without an account. 24 characters of Crockford's base 32 are 120
 * random bits, so the database keeps a plain hash (OWASP ASVS 5.0, 6.5.2); a last character catches a slip of the pen.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Procedure } from '../procedures/index.ts'
import type { Tx } from '../store/index.ts'
import { actingAs, procedureNamed, type Register, type Who } from './register.ts'
import { sqlName } from './tables/names.ts'

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** The check character is the remainder by 37; five signs stand for what 32 letters cannot. */
const CHECKS = `${LETTERS}*~$=U`
const LENGTH = 24

declare const codeBrand: unique symbol
/** As it is read: 25 characters without groups. */
export type CaseCode = string & { readonly [codeBrand]: never }

export function newCode(): CaseCode {
  return codeFrom(randomBytes(LENGTH))
}

/** The code that follows from 24 bytes of chance, five bits of each. */
export function codeFrom(bytes: Uint8Array): CaseCode {
  if (bytes.length < LENGTH) throw new RangeError('too few bytes for a code')
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte & 31]).join('')
  return (letters + checkOf(letters)) as CaseCode // made as asCode reads it
}

/** As somebody typed it, with spaces, dashes and small letters; O is 0, I and L are 1. Null where it cannot be a code. */
export function asCode(typed: string): CaseCode | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const letters = text.slice(0, LENGTH)
  if (text.length !== LENGTH + 1 || [...letters].some((one) => !LETTERS.includes(one))) return null
  return checkOf(letters) === text.at(-1) ? (text as CaseCode) : null // read letter by letter above
}

/** In groups of five, as people read it out: "3F7KQ ZJ0N2 …". */
export function codeInGroups(code: CaseCode): string {
  return code.match(/.{1,5}/g)?.join(' ') ?? ''
}

export function hashOfCode(code: CaseCode): Buffer {
  return createHash('sha256').update(`case code ${code}`).digest()
}

function checkOf(letters: string): string {
  const remainder = [...letters].reduce((sum, letter) => (sum * 32 + LETTERS.indexOf(letter)) % 37, 0)
  return CHECKS[remainder] ?? ''
}

export interface CaseOfCode {
  readonly procedure: string
  readonly caseId: string
  readonly bearer: 'person' | 'representative'
}

/** A case that was found by a code, and who the code lets in. */
export interface FoundByCode extends CaseOfCode {
  readonly who: Extract<Who, { as: 'person' | 'representative' }>
}

/**
 * The case of a code; null where there is none, or it ended, with its bearer's word or with the case. Every compartment is
 * asked, so that the time it takes tells nothing of where the case lies.
 */
export function caseOfCode(register: Register, code: CaseCode): Promise<FoundByCode | null> {
  return caseOfCodeHash(register, hashOfCode(code))
}

/** The same for whoever has shown the code before, and keeps no more than its hash. */
export async function caseOfCodeHash(register: Register, hash: Buffer): Promise<FoundByCode | null> {
  return register.firewall.asPerson(NOBODY, async (tx) => {
    let found: Found | null = null
    for (const schema of schemasWithCodes(register.procedures)) found = (await askOne(tx, schema, hash)) ?? found
    return found === null ? null : { ...found, who: whoOf(found) }
  })
}

interface Found extends CaseOfCode {
  /** Who speaks for the person, where it is their code. */
  readonly representative: string | null
}

function whoOf({ bearer, caseId, representative }: Found): FoundByCode['who'] {
  return bearer === 'person' ? { as: 'person', caseId } : { as: 'representative', id: representative ?? NOBODY }
}

/** Until the code is known, nobody asks. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

function schemasWithCodes(procedures: readonly Procedure[]): readonly string[] {
  return [...new Set(procedures.map(({ compartment }) => sqlName(compartment)))]
}

async function askOne(tx: Tx, schema: string, hash: Buffer): Promise<Found | null> {
  const { rows } = await sql<{
    found: Found | null
  }>`select ${sql.id(schema, 'case_of_code')}(${hash}) as found`.execute(tx)
  return rows[0]?.found ?? null
}

/** Gives the person of a case, or who speaks for them, a new code, or the one that they have written down already: it is shown once and kept nowhere. NotFound where there is no such case for `who`. */
export async function issueCode(
  register: Register,
  who: Who,
  { procedure, caseId, bearer }: CaseOfCode,
  code = newCode(),
): Promise<CaseCode> {
  const { compartment, name } = procedureNamed(register, procedure)
  await actingAs(register, who, (tx) =>
    sql`select ${sql.id(sqlName(compartment), `issue_code_${sqlName(name)}`)}(${caseId}, ${hashOfCode(code)}, ${bearer})`.execute(
      tx,
    ),
  )
  return code
}

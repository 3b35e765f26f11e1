/**
 * "The same person again": an officer who opens a case looks whether the person is known. What they get is a handle, good for
 * one opening, never the person's identifier.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../../firewall/index.ts'
import type { Compartment } from '../../procedures/index.ts'
import { type Asked, carryOut, type Done } from '../command.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { sqlName } from '../tables/names.ts'
import type { IdentityDocument } from './name-record.ts'
import { documentToken, lookupId, nameToken } from './token.ts'

declare const handleBrand: unique symbol
/** For one opening, by the officer who was given it, within an hour. */
export type Handle = string & { readonly [handleBrand]: never }

export interface FoundPerson {
  readonly handle: Handle
  /** Those that the officer reads, the newest first. */
  readonly cases: readonly { readonly procedure: string; readonly caseId: string; readonly caseNumber: string }[]
}

/** Into which procedure a case shall be opened, and why one looks. */
export interface Looking {
  readonly procedure: string
  readonly purpose: Purpose
}

const Found = z.array(
  z.object({
    handle: z.string().transform((text) => text as Handle), // as the database gave it
    cases: z.array(z.object({ procedure: z.string(), caseId: z.string(), caseNumber: z.string() })),
  }),
)

/**
 * People of that very name and birth (a day, or a year) in cases that the officer reads, in the compartment of the procedure.
 * The look is noted, whatever it finds; StepRefused `too-many-persons` above what an hour allows.
 */
export function findByName(
  register: Register,
  who: Who,
  { procedure, purpose, name, born }: Looking & { readonly name: string; readonly born: string },
): Promise<readonly FoundPerson[]> {
  const { compartment } = procedureNamed(register, procedure)
  const under = { keyOf: register.keyOf, compartment }
  const tokens = [nameToken(under, name, born)]
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ found: unknown }>`
      select ${sql.id(sqlName(compartment), 'find_person')}(${tokens}::bytea[], ${lookupId(under, tokens)}, ${purpose}) as found`.execute(
      tx,
    )
    return Found.parse(rows[0]?.found)
  })
}

/**
 * A handle for the person of that paper. There always is one: an officer does not learn whether anybody knows the paper, and
 * the case is about the same person all the same.
 */
export function handleForDocument(
  register: Register,
  who: Who,
  { procedure, purpose, document }: Looking & { readonly document: IdentityDocument },
): Promise<Handle> {
  const { compartment } = procedureNamed(register, procedure)
  const under = { keyOf: register.keyOf, compartment }
  const token = documentToken(under, document)
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ handle: Handle }>`
      select ${sql.id(sqlName(compartment), 'known_by_document')}(${token}, ${lookupId(under, [token])}, ${purpose}) as handle`.execute(
      tx,
    )
    if (rows[0] === undefined) throw new Error('internal error: a lookup gave no handle')
    return rows[0].handle
  })
}

/** Opens a case about the person of a handle. NotFound for a handle of another officer, of another compartment, used, or old. */
export async function openAbout(
  register: Register,
  who: Who,
  asked: Omit<Asked, 'person'>,
  handle: Handle,
): Promise<Done> {
  const { compartment } = procedureNamed(register, asked.procedure)
  const person = await pointerOf(register, who, { compartment, handle, key: asked.key })
  return carryOut(register, who, { ...asked, person })
}

async function pointerOf(
  register: Register,
  who: Who,
  { compartment, handle, key }: { readonly compartment: Compartment; readonly handle: Handle; readonly key: string },
): Promise<Buffer | null> {
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ pointer: Buffer | null }>`
      select ${sql.id(sqlName(compartment), 'person_of')}(${handle}, ${key}) as pointer`.execute(tx)
    return rows[0]?.pointer ?? null
  })
}

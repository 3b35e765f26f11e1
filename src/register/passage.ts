/** Letters through a wall: sealed by the step that opens a case of another procedure, carried by the system. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { openPointer, sealPointer } from '../firewall/index.ts'
import type { Compartment, Procedure } from '../procedures/index.ts'
import { openedBy } from './commit/passage.ts'
import type { Register } from './register.ts'
import { seal, unseal } from './seal/seal.ts'
import { sqlName } from './tables/names.ts'

/** What goes through, and nothing else: about whom, and the facts that the declaration gives. */
const Letter = z.object({ pointer: z.base64(), giving: z.record(z.string(), z.unknown()) })

/** Opens a case of the target for the person. The key makes it one case, however often the letter is carried. */
export type OpenFor = (of: {
  readonly procedure: string
  readonly key: string
  readonly person: Buffer
  readonly facts: Readonly<Record<string, unknown>>
}) => Promise<unknown>

const placeOf = (target: string, id: string) => ['passage', target, id]

/** The letter that the step leaves; null where it opens no case. */
export function letterOf(register: Register, procedure: Procedure, step: string, pointer: Buffer) {
  const runs = register.procedures.map(({ name }) => name)
  const opens = openedBy(procedure, step, runs)
  if (opens === null) return null
  const id = randomUUID()
  // Sealed anew: two pointers to one person look like those of two.
  const person = sealPointer(register.keyOf, openPointer(register.keyOf, pointer)).toString('base64')
  const sealed = seal(register.keyOf('passages'), placeOf(opens.procedure, id), {
    pointer: person,
    giving: opens.giving,
  })
  return { id, sealed: sealed.toString('base64') }
}

interface Waiting {
  readonly id: string
  readonly target: string
  readonly sealed: Buffer
}

/** Carries every letter that waits in the compartment; gives how many. One that cannot be carried waits for the next round. */
export async function carryPassages(register: Register, compartment: Compartment, open: OpenFor): Promise<number> {
  const schema = sqlName(compartment)
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<Waiting>`select passage_id as id, target, sealed from ${sql.id(schema, 'passage')} limit 500`.execute(tx),
  )
  for (const { id, target, sealed } of rows) {
    const letter = Letter.parse(unseal(register.keyOf('passages'), placeOf(target, id), sealed))
    await open({ procedure: target, key: id, person: Buffer.from(letter.pointer, 'base64'), facts: letter.giving })
    await register.firewall.asSystem((tx) => sql`select ${sql.id(schema, 'passed')}(${id})`.execute(tx))
  }
  return rows.length
}

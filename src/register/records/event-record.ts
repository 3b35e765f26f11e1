/** One event as its leaf in the ledger commits to it, for a proof that somebody takes away. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../../firewall/index.ts'
import type { Json } from '../../ledger/index.ts'
import { NotFound } from '../../store/index.ts'
import { placeOfEvent, SealedEvent } from '../case-file.ts'
import { openName } from '../commit/open.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { recordOf } from '../submission.ts'

export interface EventRecord {
  /** Its name in the ledger. */
  readonly entry: string
  readonly record: Json
  readonly salt: Uint8Array
}

const bytes = z.string().transform((text) => Buffer.from(text.slice(2), 'hex'))
const Answer = z.object({
  case: z.object({ key_id: z.string() }),
  events: z.array(z.object({ no: z.number(), step: z.string(), entry: z.string(), sealed: bytes.nullable() })),
})

/**
 * The record of an event, and the salt that its leaf was made with. Leaves an access record, as every opening does. NotFound
 * for whoever has nothing to do with the case, for whoever reads only parts of it, and where it was erased.
 */
export async function eventRecord(
  register: Register,
  who: Who,
  asked: { readonly procedure: string; readonly caseId: string; readonly event: number; readonly purpose: Purpose },
): Promise<EventRecord> {
  const procedure = procedureNamed(register, asked.procedure)
  if (who.as !== 'person' || procedure.person.reads !== 'all') throw new NotFound()
  const { caseId, event: no, purpose } = asked
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ answer: unknown }>`
      select ${sql.raw(openName(procedure))}(${caseId}, ${purpose}) as answer`.execute(tx)
    const answer = Answer.parse(rows[0]?.answer)
    const event = answer.events.find((one) => one.no === no)
    if (event === undefined || event.sealed === null || event.sealed.length === 0) throw new NotFound()
    const key = register.vault.read(answer.case.key_id as KeyId) // as the vault gave it
    const { salt, ...content } = SealedEvent.parse(unseal(key, placeOfEvent(procedure, caseId, no), event.sealed))
    const record = recordOf(procedure, { caseId, no, step: event.step, content })
    return { entry: event.entry, record, salt: Uint8Array.from(Buffer.from(salt, 'base64')) }
  })
}

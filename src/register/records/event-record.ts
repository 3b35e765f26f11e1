/** One event as its leaf in the ledger commits to it, for a proof that somebody takes away. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Purpose } from '../../firewall/index.ts'
import type { Json, LogName } from '../../ledger/index.ts'
import { NotFound } from '../../store/index.ts'
import { placeOfEvent, SealedEvent } from '../case-file.ts'
import { logOf } from '../commit/log-of.ts'
import { openName } from '../commit/open.ts'
import { actingAs, procedureNamed, type Register, type Who } from '../register.ts'
import { unseal } from '../seal/seal.ts'
import type { KeyId } from '../seal/vault.ts'
import { recordOf } from '../submission.ts'

export interface EventRecord {
  /** Its name in the ledger. */
  readonly entry: string
  readonly log: LogName
  readonly record: Json
  readonly salt: Uint8Array
}

const bytes = z.string().transform((text) => Buffer.from(text.slice(2), 'hex'))
const Answer = z.object({
  case: z.object({ key_id: z.string() }),
  events: z.array(z.object({ no: z.number(), step: z.string(), entry: z.string(), sealed: bytes.nullable() })),
})

interface AskedCase {
  readonly procedure: string
  readonly caseId: string
  readonly purpose: Purpose
}

/** The record of an event, and the salt that its leaf was made with. Refuses as `eventRecords`; NotFound for no such event. */
export async function eventRecord(
  register: Register,
  who: Who,
  { event, ...asked }: AskedCase & { readonly event: number },
): Promise<EventRecord> {
  const found = (await eventRecords(register, who, asked)).get(event)
  if (found === undefined) throw new NotFound()
  return found
}

/**
 * The records of a case by the number of their event, but for those that were erased. Leaves an access record, as every
 * opening does. NotFound for whoever has nothing to do with the case, and for whoever reads only parts of it.
 */
export async function eventRecords(
  register: Register,
  who: Who,
  { procedure: name, caseId, purpose }: AskedCase,
): Promise<ReadonlyMap<number, EventRecord>> {
  const procedure = procedureNamed(register, name)
  if (who.as === 'officer' || who.as === 'system' || procedure.person.reads !== 'all') throw new NotFound()
  return actingAs(register, who, async (tx) => {
    const { rows } = await sql<{ answer: unknown }>`
      select ${sql.raw(openName(procedure))}(${caseId}, ${purpose}) as answer`.execute(tx)
    const answer = Answer.parse(rows[0]?.answer)
    const key = register.vault.read(answer.case.key_id as KeyId) // as the vault gave it
    const log = logOf(procedure)
    return new Map(
      answer.events.flatMap(({ no, step, entry, sealed }) => {
        if (sealed === null || sealed.length === 0) return []
        const { salt, ...content } = SealedEvent.parse(unseal(key, placeOfEvent(procedure, caseId, no), sealed))
        const record = recordOf(procedure, { caseId, no, step, content })
        return [[no, { entry, log, record, salt: Uint8Array.from(Buffer.from(salt, 'base64')) }] as const]
      }),
    )
  })
}

/** Access records: written in the transaction that reads, and committed before what was read leaves it. */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'

/** Why somebody may look at personal data; what the type `firewall.purpose` allows. */
export const PURPOSES = [
  'decide',
  'prepare',
  'review',
  'hear',
  'inspect',
  'assist',
  'enrol',
  'treat',
  'protect',
  'correct',
  'supervise',
  'audit',
  'translate-identity',
  'save-a-life',
  'answer-the-person',
  'own-data',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** What officers may name; the rest is the person's own, or the identity compartment's. */
export const OFFICERS_PURPOSES = PURPOSES.filter(
  (purpose) => purpose !== 'own-data' && purpose !== 'translate-identity',
)

export interface Access {
  readonly compartment: string
  /** "case", "list", "attachment". */
  readonly kind: string
  /** The case's id. */
  readonly subject: string
  /** The person's pseudonym in that compartment; null where the record is about nobody yet. */
  readonly person: Uint8Array | null
  readonly purpose: Purpose
}

/**
 * Notes one look, by whoever acts in this transaction. Refuses (StepRefused `too-many-persons`) an officer who has seen as many
 * persons as an hour allows: persons are counted, not looks. Opening a canary raises an alarm and looks like any other.
 */
export async function noteAccess(tx: Tx, { compartment, kind, subject, person, purpose }: Access): Promise<void> {
  await sql`select firewall.note_access(${compartment}, ${kind}, ${subject}::uuid, ${person === null ? null : Buffer.from(person)}::bytea, ${purpose})`.execute(
    tx,
  )
}

/** Handing a command to the commit function, and what is known of the case once it has been taken. */
import { sql } from 'kysely'
import type { Procedure } from '../procedures/index.ts'
import { AND_COMMIT, type Tx } from '../store/index.ts'
import type { DecidedRows, StoredEvent } from './case-file.ts'
import type { Asked, Done } from './command.ts'
import { commitName } from './commit/function.ts'
import type { Composed } from './composed.ts'
import type { Breach } from './judgement/index.ts'
import { actorOf, type Register, type Who } from './register.ts'

/** What the commit function answers: a submission that was answered before has nothing said of it but its event. */
export interface Answer extends Omit<Done, 'breaches'> {
  readonly unsettled?: boolean
  readonly passing?: boolean
  readonly taken?: Taken
}

/** What the database alone knows of the event that it has made. */
interface Taken extends Pick<StoredEvent, 'kind' | 'given' | 'version'> {
  readonly assertedAt: string
  /** Whether it may have placed or lifted a bit. */
  readonly bits: boolean
}

/** Done, and whether the law may make more happen by itself. */
export interface DoneAlone extends Done {
  readonly unsettled: boolean
  /** Whether it opened a case elsewhere, which is still to be carried there. */
  readonly passing: boolean
}

export function doneOf(answer: Answer, breaches: readonly Breach[]): DoneAlone {
  const { caseId, event, state, recordedAt, unsettled = false, passing = false } = answer
  return { caseId, event, state, recordedAt, unsettled, passing, breaches }
}

/** The last of its transaction. */
export async function commit(tx: Tx, procedure: Procedure, command: object): Promise<Answer> {
  const { rows } = await sql<{ answer: Answer }>`
    select ${sql.raw(commitName(procedure))}(${JSON.stringify(command)}) as answer ${sql.raw(AND_COMMIT)}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('internal error: a commit gave no answer')
  return row.answer
}

export interface Committed {
  readonly who: Who
  readonly asked: Asked
  /** What stood before; null where the case was opened. */
  readonly before: DecidedRows | null
  readonly composed: Composed
  readonly answer: Answer
}

/** Remembers the case with its new event, for whoever made it. */
export function remember(register: Register, { who, asked, before, composed, answer }: Committed): void {
  const { memory } = register
  memory.hear(Temporal.Instant.from(answer.recordedAt))
  const of = { who, procedure: asked.procedure, caseId: answer.caseId }
  const ofCase = before?.case ?? newCase(asked, composed)
  const { taken } = answer
  if (taken === undefined || taken.bits || ofCase === null) {
    memory.forget(of)
    return
  }
  const { role, id: officer, office } = actorOf(who)
  const event: StoredEvent = {
    ...{ no: answer.event, kind: taken.kind, step: asked.step, given: taken.given, key: asked.key },
    from_state: before?.events.at(-1)?.to_state ?? null,
    to_state: answer.state,
    asserted_at: Temporal.Instant.from(taken.assertedAt),
    recorded_at: Temporal.Instant.from(answer.recordedAt),
    ...{ role, officer, office, version: taken.version },
    sealed: Buffer.from(composed.sealedEvent, 'base64'),
    commitment: Buffer.from(composed.commitment, 'hex'),
  }
  memory.keep(of, { case: ofCase, events: [...(before?.events ?? []), event], holds: before?.holds ?? [] })
}

/** Of somebody new, for whom no bit stands anywhere. */
function newCase({ person }: Asked, { keyId, personPointer }: Composed): DecidedRows['case'] | null {
  if (person !== null || keyId === undefined || personPointer === undefined) return null
  return { key_id: keyId, person_pointer: Buffer.from(personPointer, 'hex') }
}

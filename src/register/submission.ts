/**
 * What each event carries beside its facts: the sealed payload, the commitment to it, the leaf of the ledger, what statistics
 * call the case and the person, and the person's pseudonyms where the procedure places bits. Made by whoever holds the keys, for people and for the system.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { BaseId } from '../firewall/index.ts'
import { asHash, commitmentOf, EVEN_LEAF, EVEN_LOG, type Json, linesBeforeObject } from '../ledger/index.ts'
import type { Procedure } from '../procedures/index.ts'
import { placeOfEvent, type SealedEvent } from './case-file.ts'
import { placesOf } from './commit/death.ts'
import { logOf } from './commit/log-of.ts'
import { lawAt } from './judgement/index.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import type { Register, Who } from './register.ts'
import { seal } from './seal/seal.ts'
import { namedInStatistics } from './statistics/named.ts'

export interface Submitted {
  readonly who: Who
  /** The key of the case. */
  readonly key: Buffer
  readonly caseId: string
  /** The event that this becomes. */
  readonly no: number
  readonly step: string
  readonly content: Pick<SealedEvent, 'facts' | 'nationalLawBasis' | 'reasonsLong'>
  /** Whom the case is about. */
  readonly base: BaseId
  /** First day of the version by which it was judged, where the database does not work it out alone. */
  readonly version?: string | null | undefined
}

/** The parts of the command by these names, as the commit function reads them. */
export function submissionOf(register: Register, procedure: Procedure, submitted: Submitted) {
  const { who, key, caseId, no, step, content, base, version } = submitted
  const salt = randomBytes(32)
  const payload = commitmentOf('payload', salt, recordOf(procedure, { caseId, no, step, content }))
  const sealedEvent = seal(key, placeOfEvent(procedure, caseId, no), { salt: salt.toString('base64'), ...content })
  return {
    pseudonyms: pseudonymsForBits(register, procedure, base),
    statistics: namedInStatistics(register.keyOf, procedure, { caseId, base }),
    sealedEvent: sealedEvent.toString('base64'),
    commitment: Buffer.from(payload).toString('hex'),
    leaf: linesBeforeObject(leafHeadOf(register, procedure, { who, act: step.toLowerCase(), salt, version })),
  }
}

/** What a leaf says before its commitments: which act, by which rules, under which name of this log's own. */
export function leafHeadOf(
  register: Register,
  procedure: Procedure,
  acted: {
    readonly who: Who
    readonly act: string
    readonly salt: Buffer
    readonly version?: string | null | undefined
  },
) {
  const { who, act, salt, version = lawAt(procedure, Temporal.Now.instant(), register.calendar).since } = acted
  if (logOf(procedure) === EVEN_LOG) return { ...EVEN_LEAF, actor: actorOnce(register, who, salt) } // like a filler's, but for its hashes
  return {
    action: `${procedure.name}.${act}`,
    policy: version ?? '1',
    software: register.software,
    outcome: 'done',
    actor: actorInLedger(register, who),
  }
}

/** What a leaf commits to: which event it was, and what was given with it. */
export function recordOf(
  procedure: Procedure,
  event: { readonly caseId: string; readonly no: number; readonly step: string; readonly content: object },
): Json {
  return JSON.parse(JSON.stringify({ procedure: procedure.name, ...event })) as Json // data that JSON carries
}

/** The person's pseudonyms for bits that cross; none where the procedure places none. */
export function pseudonymsForBits(
  register: Register,
  procedure: Procedure,
  base: BaseId,
): Readonly<Record<string, string>> {
  return placesOf(procedure).length === 0 ? {} : pseudonymsOf(register, base)
}

/** An officer's name in the register's log: the same person is told again there, and nowhere else. */
function actorInLedger(register: Register, who: Who) {
  return asHash(createHmac('sha256', register.keyOf('ledger-actors')).update(nameOf(who)).digest(), 'Actor')
}

/** In the log that grows evenly nobody comes twice: fillers do not either. Whoever opens the case can work it out again. */
function actorOnce(register: Register, who: Who, salt: Buffer) {
  const name = createHmac('sha256', register.keyOf('ledger-actors')).update(nameOf(who)).update(salt)
  return asHash(name.digest(), 'Actor')
}

function nameOf(who: Who): string {
  if (who.as === 'officer') return `officer ${who.id}`
  if (who.as === 'representative') return `representative ${who.id}`
  return who.as === 'person' ? `person ${who.caseId}` : 'system'
}

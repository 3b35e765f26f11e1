/**
 * A case as its reader may see it: the facts of their grant and no other, what happened, what is due, what is open to them,
 * what is forbidden and why. Pages and the API show this and read nothing else.
 */
import type { Purpose } from '../firewall/index.ts'
import { isOfficerRole, type Procedure } from '../procedures/index.ts'
import type { ListedFile } from './attachments/listed.ts'
import { type CaseFile, type FoundBreach, openCase, type PlacedHold, type Proposal } from './case-file.ts'
import { readsFact } from './commit/open.ts'
import { clocksIn } from './commit/rule.ts'
import { contextOf, NOT_LOOKED, notOpenAt } from './context.ts'
import {
  type CaseEvent,
  correctable,
  type Facts,
  lawAt,
  NOT_OPENED,
  outlook,
  type Prospect,
  type StandingClock,
  type StandingHolds,
} from './judgement/index.ts'
import { actingAs, actorOf, procedureNamed, type Register, type Who } from './register.ts'

/** An event with the facts that its reader may see. */
export interface SeenEvent extends Omit<CaseEvent, 'facts'> {
  readonly facts: Facts
  /** Of a correction, why; for whoever sees every fact that it corrects. */
  readonly reasons: string | null
  /** Its commitment in the log, as hexadecimal: what a printed slip bears. */
  readonly commitment: string
}

export interface CaseView {
  readonly procedure: Procedure
  /** The version of it that is in force now. */
  readonly law: Procedure
  readonly caseId: string
  readonly caseNumber: string
  readonly state: string
  readonly event: number
  readonly openedAt: Temporal.Instant
  readonly facts: Facts
  readonly timeline: readonly SeenEvent[]
  readonly clocks: readonly SeenClock[]
  readonly holds: StandingHolds
  /** Those that this case itself placed; which other one placed a bit, a case never tells. */
  readonly placed: readonly PlacedHold[]
  readonly breaches: readonly FoundBreach[]
  /** Files of facts that the reader sees. */
  readonly files: readonly ListedFile[]
  /** What somebody has proposed and a second person has yet to confirm; its facts as far as the reader sees them. */
  readonly proposals: readonly Proposal[]
  /** Facts that stand and that the reader may correct. */
  readonly correctable: readonly string[]
  /** Every step that people take, as it stands for this reader. */
  readonly prospects: readonly Prospect[]
  /** The database's time. */
  readonly now: Temporal.Instant
}

/** A clock as its reader may know it. */
export interface SeenClock extends Omit<StandingClock, 'startedAt' | 'halfAt' | 'mostAt'> {
  /** Null where it starts with a fact that the reader is not given. */
  readonly startedAt: Temporal.Instant | null
}

/** Opens a case for a purpose and leaves an access record. NotFound for whoever has nothing to do with it. */
export async function viewCase(
  register: Register,
  who: Who,
  asked: { readonly procedure: string; readonly caseId: string; readonly purpose: Purpose },
): Promise<CaseView> {
  const procedure = procedureNamed(register, asked.procedure)
  const file = await actingAs(register, who, (tx) => openCase(register, tx, procedure, asked))
  register.memory.keep({ who, procedure: procedure.name, caseId: asked.caseId }, file.rows)
  return viewOf(register, who, file)
}

/**
 * What an opening form needs: the prospect of opening, for whoever may. Null for those who may not. By the time of this process,
 * since nothing is decided here: the opening itself is judged by the database's.
 */
export function openingFor(register: Register, who: Who, procedure: Procedure): Prospect | null {
  const now = Temporal.Now.instant()
  const prospects = outlook(
    lawAt(procedure, now, register.calendar),
    register.modesOf(procedure),
    NOT_OPENED,
    actorOf(who),
    contextOf(register, notOpenAt(now), NOT_LOOKED),
  )
  return prospects.find(({ kind, yours }) => kind === 'open' && yours) ?? null
}

function viewOf(register: Register, who: Who, file: CaseFile): CaseView {
  const { procedure, state } = file
  const law = lawAt(procedure, file.now, register.calendar)
  const modes = register.modesOf(procedure)
  const sees = factsSeenBy(procedure, who)
  const first = file.events[0]
  if (first === undefined || state.state === null) throw new Error('internal error: a case without an event')
  return {
    ...{ procedure, law, caseId: file.caseId, caseNumber: file.caseNumber, state: state.state, event: state.eventNo },
    openedAt: first.recordedAt,
    facts: seen(state.facts, sees),
    timeline: file.events
      .filter((event) => isToldTo(procedure, who, event))
      .map((event) => seenEvent(file, event, sees)),
    clocks: file.clocks.map((clock) => seenClock(register, procedure, clock, sees)),
    holds: file.holds,
    placed: file.placed,
    breaches: file.breaches,
    files: file.files.filter(({ fact }) => sees(fact)),
    proposals: file.proposals.map((one) => ({ ...one, facts: seen(one.facts, sees) })),
    correctable: correctable(procedure, actorOf(who).role).filter(
      (name) => sees(name) && state.facts[name] !== undefined,
    ),
    prospects: outlook(law, modes, state, actorOf(who), contextOf(register, file, NOT_LOOKED)),
    now: file.now,
  }
}

type Sees = (fact: string) => boolean

/** A clock that starts with a fact says when to those alone who are given the fact. By when something is due, everybody sees. */
function seenClock(register: Register, procedure: Procedure, clock: StandingClock, sees: Sees): SeenClock {
  const from = clocksIn(procedure, register.modesOf(procedure)).find(({ name }) => name === clock.rule)?.rule.from
  const hidden = from?.at === 'fact' && !sees(from.fact)
  const { halfAt: _half, mostAt: _most, ...shown } = clock
  return { ...shown, startedAt: hidden ? null : clock.startedAt }
}

/** Which facts of a procedure the reader sees: an officer those of the grant, the person what the declaration gives them. */
export function factsSeenBy(procedure: Procedure, who: Who): Sees {
  if (who.as === 'system') return () => false
  if (who.as !== 'officer') {
    const { reads } = procedure.person
    return (fact) => fact in procedure.facts && (reads === 'all' || reads.includes(fact))
  }
  const { role } = who
  return isOfficerRole(role) ? (fact) => readsFact(procedure, role, fact) : () => false
}

/** What the person says to one body behind a button of its own is read there, and by whoever reads every case. */
function isToldTo(procedure: Procedure, who: Who, event: CaseEvent): boolean {
  const to = procedure.entries[event.step]?.to
  if (to === undefined || event.kind !== 'enter' || who.as === 'person' || who.as === 'representative') return true
  if (who.as === 'system' || !isOfficerRole(who.role)) return false
  return to.includes(who.role) || procedure.reads[who.role]?.cases === 'all' || event.actor.id === who.id
}

function seenEvent({ commitments, reasons }: CaseFile, event: CaseEvent, sees: Sees): SeenEvent {
  return {
    ...event,
    facts: seen(event.facts, sees),
    reasons: Object.keys(event.facts).every(sees) ? (reasons.get(event.no) ?? null) : null,
    commitment: commitments.get(event.no)?.toString('hex') ?? '',
  }
}

function seen(facts: Facts, sees: Sees): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => sees(name)))
}

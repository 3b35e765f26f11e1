/** What happened on a case, and what the events together say: where it stands now. The projection in the database is this. */
import type { Actor, HoldName, Procedure } from '../../procedures/index.ts'
import { derivedFacts } from './derive.ts'
import type { FactValue } from './fact-value.ts'

export type { FactValue } from './fact-value.ts'

export type Facts = Readonly<Record<string, FactValue>>

export interface CaseActor {
  readonly role: Actor
  /** Null for those who act by code, and for the system. */
  readonly id: string | null
  readonly office: string | null
}

/**
 * `take`: a transition, by a person or by the system. `person`: what became known of the person. `hold-came`, `hold-went`:
 * `step` names the bit.
 */
export type EventKind = 'open' | 'take' | 'enter' | 'correct' | 'person' | 'hold-came' | 'hold-went'

export interface CaseEvent {
  /** From 1, without a gap. */
  readonly no: number
  readonly kind: EventKind
  readonly step: string
  readonly from: string | null
  readonly to: string
  readonly assertedAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly actor: CaseActor
  /** Those given with it; a correction gives what holds from then on. */
  readonly facts: Facts
  /** `since` of the declaration by which it was judged. */
  readonly version: string | null
}

/** When something happened, as it was said and as it was recorded. */
export interface Happening {
  readonly no: number
  readonly assertedAt: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  readonly actor: CaseActor
}

export interface FirstAndLast {
  readonly first: Happening
  readonly last: Happening
  readonly times: number
}

/** Where a case stands. */
export interface CaseState {
  /** Null before it is opened. */
  readonly state: string | null
  readonly earlierState: string | null
  /** The derived ones too. */
  readonly facts: Facts
  readonly eventNo: number
  readonly changedAt: Temporal.Instant | null
  readonly entered: Readonly<Record<string, FirstAndLast>>
  readonly taken: Readonly<Record<string, FirstAndLast>>
  /** By step, everybody who took it, in order: the rule of two officers looks here. */
  readonly takenBy: Readonly<Record<string, readonly CaseActor[]>>
  /** Bits that stand against the person as the events of the case tell; the gate in the database is the truth. */
  readonly holds: readonly HoldName[]
}

/** A case that is not open yet. */
export const NOT_OPENED: CaseState = {
  state: null,
  earlierState: null,
  facts: {},
  eventNo: 0,
  changedAt: null,
  entered: {},
  taken: {},
  takenBy: {},
  holds: [],
}

/** Folds the events of a case, in whatever order they come, into where it stands. Refuses a history with a gap. */
export function project(procedure: Procedure, events: readonly CaseEvent[]): CaseState {
  return [...events].sort((a, b) => a.no - b.no).reduce((state, event) => after(procedure, state, event), NOT_OPENED)
}

/**
 * Where the case stands once the event has happened. The same events are folded more than once for one command, for the
 * state and for its clocks: what an event leads to is worked out once.
 */
export function after(procedure: Procedure, was: CaseState, event: CaseEvent): CaseState {
  const known = followed.get(event)
  if (known?.procedure === procedure && known.was === was) return known.is
  const is = follow(procedure, was, event)
  followed.set(event, { procedure, was, is })
  return is
}

/** It lives as long as the event does. */
const followed = new WeakMap<CaseEvent, { procedure: Procedure; was: CaseState; is: CaseState }>()

function follow(procedure: Procedure, was: CaseState, event: CaseEvent): CaseState {
  if (event.no !== was.eventNo + 1) throw new RangeError(`event ${event.no} follows event ${was.eventNo}`)
  if (event.from !== was.state)
    throw new RangeError(`event ${event.no} starts from ${event.from}, not from ${was.state}`)
  if (!(event.to in procedure.states)) throw new RangeError(`${procedure.name} has no state ${event.to}`)
  const moved = event.to !== was.state
  const happening: Happening = {
    no: event.no,
    assertedAt: event.assertedAt,
    recordedAt: event.recordedAt,
    actor: event.actor,
  }
  return {
    state: event.to,
    earlierState: moved ? was.state : was.earlierState,
    facts: derivedFacts(procedure, { ...was.facts, ...event.facts }),
    eventNo: event.no,
    changedAt: event.recordedAt,
    entered: moved ? noted(was.entered, event.to, happening) : was.entered,
    taken: isStep(event) ? noted(was.taken, event.step, happening) : was.taken,
    takenBy: isStep(event)
      ? { ...was.takenBy, [event.step]: [...(was.takenBy[event.step] ?? []), event.actor] }
      : was.takenBy,
    holds: holdsAfter(was.holds, event),
  }
}

function isStep({ kind }: CaseEvent): boolean {
  return kind === 'open' || kind === 'take' || kind === 'enter'
}

function noted(known: CaseState['entered'], name: string, happening: Happening): CaseState['entered'] {
  const before = known[name]
  return {
    ...known,
    [name]: { first: before?.first ?? happening, last: happening, times: (before?.times ?? 0) + 1 },
  }
}

function holdsAfter(holds: readonly HoldName[], event: CaseEvent): readonly HoldName[] {
  if (event.kind !== 'hold-came' && event.kind !== 'hold-went') return holds
  const others = holds.filter((one) => one !== event.step)
  return event.kind === 'hold-went' ? others : [...others, event.step as HoldName] // such an event names a bit
}

/**
 * Every clock of a case, worked out anew from its events alone. What the database wrote with each event must agree: the
 * watchdog compares the two. A protective clock may be early, never late; an adverse one late, never early.
 */
import { type Ladder, type Procedure, versionOf } from '../../procedures/index.ts'
import { type ClockRule, clocksIn, isNational, type Mode, type Modes, ofCountry, PATIENCE } from '../commit/rule.ts'
import { after, type CaseEvent, type CaseState, NOT_OPENED } from './case-event.ts'
import { holds, momentOf, NO_WORDS, NOTHING_ELSEWHERE, type Situation } from './condition.ts'
import { type Calendar, clockEnd, endOf } from './length.ts'
import { isMoment } from './moment.ts'
import { CLOSE_FOR_DEATH, START_ANEW } from './person-event.ts'

/** One run of one clock. */
export interface Clock {
  /** "D3.judge" */
  readonly rule: string
  /** From 1: a clock that stopped may start again. */
  readonly run: number
  readonly kind: 'protective' | 'adverse'
  readonly level: Ladder
  readonly mode: Mode
  readonly startedAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly stoppedAt: Temporal.Instant | null
  /** As the event that stopped it says. */
  readonly stopAssertedAt: Temporal.Instant | null
  /** What stopped it. */
  readonly stoppedBy: string | null
  /** The step that the system takes when the time is over. */
  readonly thereupon: string | null
  /** By when the system's own step keeps the time; null where that step is no keeping of it. */
  readonly keptUntil: Temporal.Instant | null
}

/** How a clock stands at a moment. */
export interface StandingClock extends Clock {
  readonly standing: 'running' | 'over' | 'kept' | 'breached' | 'recordedLate'
  /** Half, then four fifths of the time have gone by: whoever must act and their superior are told. */
  readonly warned: 'half' | 'most' | null
  readonly halfAt: Temporal.Instant
  readonly mostAt: Temporal.Instant
  /** The step that the system must take now: not in mode `record`, where only the breach is made. */
  readonly stepDue: string | null
}

/** What happened until now, as clocks. `now` is the database's time. */
export function clocksOf(
  procedure: Procedure,
  modes: Modes,
  calendar: Calendar,
  events: readonly CaseEvent[],
  now: Temporal.Instant,
): readonly StandingClock[] {
  let was = NOT_OPENED
  let clocks: readonly Clock[] = []
  for (const event of [...events].sort((a, b) => a.no - b.no)) {
    const is = after(procedure, was, event)
    const law = versionOf(procedure, event.version)
    clocks = afterEvent(clocks, { procedure, law, modes, calendar, was, is, event })
    was = is
  }
  return clocks.map((clock) => standingAt(procedure, clock, { now, state: was.state }))
}

/** When each time is over, by rule and by safeguard: of several runs the last. For the facts that follow from clocks. */
export function clockEnds(clocks: readonly Clock[]): Readonly<Record<string, Temporal.Instant>> {
  return Object.fromEntries(
    clocks
      // What is owed to the person is told by the rule, not by the law that lets it go on.
      .filter(({ rule }) => !isNational(rule))
      .flatMap(({ rule, dueAt }) => [
        [rule, dueAt],
        [rule.split('.')[0] ?? rule, dueAt],
      ]),
  )
}

/** Only a judge or the Ombudsperson says what is to be thought of a breach: of a stop recorded late, the office that was late does not say that it came in time. */
export function judgesOthers(role: string): boolean {
  return role === 'judge' || role === 'ombuds-officer'
}

interface Step {
  readonly procedure: Procedure
  /** The version by which the event was judged. */
  readonly law: Procedure
  readonly modes: Modes
  readonly calendar: Calendar
  readonly was: CaseState
  readonly is: CaseState
  readonly event: CaseEvent
}

function afterEvent(clocks: readonly Clock[], step: Step): readonly Clock[] {
  if (step.event.kind === 'person') return afterPersonEvent(clocks, step)
  const ran = new Set(clocks.map(({ rule }) => rule))
  const running = new Set(clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ rule }) => rule))
  const ended = isEnd(step)
  let result = clocks
  for (const named of [...clocksIn(step.law, step.modes), ...outlasting(step)]) {
    const { name, rule } = named
    if (running.has(name)) {
      // What was owed while the case ran ends with it.
      if (stops(rule, step) || ended) result = replaced(result, name, (clock) => stopped(clock, step.event))
      else if (rule.from.at === 'fact' && isMoment(rule.from, step))
        result = replaced(result, name, (clock) => moved(clock, named, step))
    } else if (isOfLaw(named, step) && starts(rule, step, ran.has(name)) && !stops(rule, step)) {
      result = [...result, started(named, step, result.filter((clock) => clock.rule === name).length + 1)]
    }
  }
  return result
}

/** Rules of other versions: what began under one runs to its end, and none begins. */
function outlasting({ procedure, law, modes }: Step): readonly ClockRule[] {
  if (procedure === law) return []
  const own = new Set(clocksIn(law, modes).map(({ name }) => name))
  return clocksIn(procedure, modes).filter(({ name }) => !own.has(name))
}

function isOfLaw({ name }: ClockRule, { procedure, law, modes }: Step): boolean {
  return procedure === law || clocksIn(law, modes).some((one) => one.name === name)
}

/** What becomes known of the person touches what runs against them, and nothing that the State owes. */
function afterPersonEvent(clocks: readonly Clock[], step: Step): readonly Clock[] {
  let result = clocks
  const rules = [...clocksIn(step.law, step.modes), ...outlasting(step)]
  for (const named of rules.filter(({ rule }) => rule.clock === 'adverse')) {
    const last = result.findLast(({ rule }) => rule === named.name)
    if (last === undefined) continue
    const runs = last.stoppedAt === null
    if (runs) result = replaced(result, named.name, (clock) => stopped(clock, step.event))
    if (step.event.step === START_ANEW && (isAgainstNow(last) || hasLapsed(named.rule, step)))
      result = [...result, anew(named, step, last)]
  }
  return step.event.step === START_ANEW || step.event.step === CLOSE_FOR_DEATH ? result : clocks
}

/** It runs, or was closed for a death: whose, is asked anew. */
export function isAgainstNow({ kind, stoppedAt, stoppedBy }: Clock): boolean {
  return kind === 'adverse' && (stoppedAt === null || stoppedBy === CLOSE_FOR_DEATH)
}

/** Its end had come and brought its step, and the case is back where it was before. */
function hasLapsed({ thereupon }: ClockRule['rule'], { procedure, was, is }: Step): boolean {
  if (thereupon === null || is.state === was.state || is.state === null) return false
  const from = procedure.transitions[thereupon]?.from ?? []
  const isOpen = from === 'any-open' ? procedure.states[is.state] !== 'final' : from.includes(is.state)
  return isOpen && (was.takenBy[thereupon] ?? []).some(({ role }) => role === 'system')
}

/** From the moment recorded, and never over sooner than it would have been. */
function anew(named: ClockRule, step: Step, last: Clock): Clock {
  const begun = started(named, step, last.run + 1)
  const startedAt = later(last.startedAt, step.event.recordedAt)
  return { ...begun, startedAt, dueAt: later(dueOf(named, startedAt, step), last.dueAt) }
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b
}

function replaced(clocks: readonly Clock[], rule: string, change: (clock: Clock) => Clock): readonly Clock[] {
  return clocks.map((clock) => (clock.rule === rule && clock.stoppedAt === null ? change(clock) : clock))
}

/** A clock from a fact starts once, as soon as its condition holds; any other each time its moment comes. */
function starts(rule: ClockRule['rule'], step: Step, ran: boolean): boolean {
  const begins =
    rule.from.at === 'fact' ? step.is.facts[rule.from.fact] !== undefined && !ran : isMoment(rule.from, step)
  return begins && (rule.when === null || holds(rule.when, situation(step)))
}

function stops(rule: ClockRule['rule'], step: Step): boolean {
  const whoeverMay = rule.by === null || rule.by.includes(step.event.actor.role)
  const counts = rule.stopsIf === null || holds(rule.stopsIf, situation(step))
  return whoeverMay && counts && isMoment(rule.until, step)
}

function isEnd({ procedure, was, is }: Step): boolean {
  return is.state !== was.state && is.state !== null && procedure.states[is.state] === 'final'
}

/** The length that the country gives, or the declared one with its history. */
function dueOf({ name, rule }: ClockRule, startedAt: Temporal.Instant, { modes, calendar }: Step): Temporal.Instant {
  const { limit } = ofCountry(name, modes)
  return limit === null
    ? clockEnd(startedAt, rule.limit, rule.clock, calendar)
    : endOf(startedAt, limit, rule.clock, calendar)
}

function started(named: ClockRule, step: Step, run: number): Clock {
  const { name, level, rule } = named
  const startedAt = startOf(rule, step)
  const { mode } = ofCountry(name, step.modes)
  const dueAt = dueOf(named, startedAt, step)
  return {
    rule: name,
    run,
    kind: rule.clock,
    level,
    mode,
    startedAt,
    dueAt,
    stoppedAt: null,
    stopAssertedAt: null,
    stoppedBy: null,
    thereupon: rule.thereupon,
    keptUntil: rule.keptByItself && mode === 'enforce' ? dueAt.add(PATIENCE) : null,
  }
}

/**
 * Protective: the earlier of what is said and what is recorded. Adverse: the later. A moment that lies ahead, the end of a
 * title, was not said to have been: it is the start itself.
 */
function startOf(rule: ClockRule['rule'], { procedure, is, event, calendar }: Step): Temporal.Instant {
  const said =
    (rule.from.at === 'fact' ? momentOf({ facts: is.facts, calendar }, rule.from.fact) : null) ?? event.assertedAt
  if (rule.from.at === 'fact' && procedure.facts[rule.from.fact]?.ahead === true) return said
  const saidFirst = Temporal.Instant.compare(said, event.recordedAt) < 0
  return saidFirst === (rule.clock === 'protective') ? said : event.recordedAt
}

/** A protective clock moves to an earlier start; to a later one only where a judge says so. */
function moved(clock: Clock, named: ClockRule, step: Step): Clock {
  const anew = started(named, step, clock.run)
  const later = Temporal.Instant.compare(anew.startedAt, clock.startedAt) >= 0
  if (clock.kind === 'protective' && later && step.event.actor.role !== 'judge') return clock
  return { ...clock, startedAt: anew.startedAt, dueAt: anew.dueAt, keptUntil: anew.keptUntil }
}

/** At the time recorded, whatever was typed. */
function stopped(clock: Clock, event: CaseEvent): Clock {
  const itself = event.actor.role === 'system' && event.step === clock.thereupon
  const keptUntil = itself ? clock.keptUntil : null
  return { ...clock, stoppedAt: event.recordedAt, stopAssertedAt: event.assertedAt, stoppedBy: event.step, keptUntil }
}

function situation({ procedure, calendar, is, event }: Step): Situation {
  const { state, facts, holds } = is
  return {
    ...{ procedure, state, facts, holds: new Set(holds), now: event.recordedAt, calendar },
    // A clock is a matter of the case alone: what lies elsewhere is not in its events.
    ...{ ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE },
  }
}

interface Then {
  readonly now: Temporal.Instant
  readonly state: string | null
}

function standingAt(procedure: Procedure, clock: Clock, { now, state }: Then): StandingClock {
  const halfAt = shareOf(clock, 0.5)
  const mostAt = shareOf(clock, 0.8)
  const standing = standingOf(clock, now)
  return {
    ...clock,
    standing,
    halfAt,
    mostAt,
    warned: clock.kind === 'adverse' || clock.stoppedAt !== null ? null : warning(now, halfAt, mostAt),
    stepDue: isStepDue(procedure, clock, { now, state }) ? clock.thereupon : null,
  }
}

function standingOf(clock: Clock, now: Temporal.Instant): StandingClock['standing'] {
  const { kind, dueAt, stoppedAt, stopAssertedAt, keptUntil } = clock
  // What the system itself keeps has the time that it needs.
  const isItsOwn = keptUntil !== null && Temporal.Instant.compare(stoppedAt ?? now, keptUntil) <= 0
  if (stoppedAt === null) {
    if (Temporal.Instant.compare(now, dueAt) < 0) return 'running'
    return kind === 'protective' && !isItsOwn ? 'breached' : 'over'
  }
  if (kind === 'adverse' || isItsOwn || Temporal.Instant.compare(stoppedAt, dueAt) <= 0) return 'kept'
  return stopAssertedAt !== null && Temporal.Instant.compare(stopAssertedAt, dueAt) <= 0 ? 'recordedLate' : 'breached'
}

function isStepDue(procedure: Procedure, clock: Clock, { now, state }: Then): boolean {
  if (clock.thereupon === null || clock.stoppedAt !== null || Temporal.Instant.compare(now, clock.dueAt) < 0)
    return false
  if (clock.mode === 'record' && clock.kind === 'protective') return false
  const from = procedure.transitions[clock.thereupon]?.from
  if (from === undefined || state === null) return false
  return from === 'any-open' ? procedure.states[state] !== 'final' : from.includes(state)
}

function warning(now: Temporal.Instant, halfAt: Temporal.Instant, mostAt: Temporal.Instant): StandingClock['warned'] {
  if (Temporal.Instant.compare(now, mostAt) >= 0) return 'most'
  return Temporal.Instant.compare(now, halfAt) >= 0 ? 'half' : null
}

function shareOf({ startedAt, dueAt }: Clock, share: number): Temporal.Instant {
  const length = dueAt.epochMilliseconds - startedAt.epochMilliseconds
  return startedAt.add({ milliseconds: Math.floor(length * share) })
}

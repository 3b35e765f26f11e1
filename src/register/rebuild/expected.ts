/** Where a case must stand, worked out from its events alone: its row, and the bits that it places. Pure. */
import { type Places, type Procedure, type Span, versionOf } from '../../procedures/index.ts'
import { placesOf } from '../commit/death.ts'
import type { Modes, NamedRule } from '../commit/rule.ts'
import { holds, NO_WORDS, NOTHING_ELSEWHERE } from '../judgement/condition.ts'
import {
  after,
  type Calendar,
  type CaseEvent,
  type CaseState,
  endOf,
  isMoment,
  lengthAt,
  NOT_OPENED,
  project,
} from '../judgement/index.ts'
import { isPlain, plainColumns } from '../tables/columns.ts'
import { conditionSql } from '../tables/condition-sql.ts'

export interface ExpectedCase {
  /** Columns of the row, but for the facts that only clocks tell. */
  readonly columns: Readonly<Record<string, unknown>>
  readonly sealedFacts: Readonly<Record<string, unknown>>
  readonly placed: readonly ExpectedHold[]
}

export interface ExpectedHold {
  readonly rule: string
  readonly hold: string
  readonly mode: 'enforce' | 'record'
  readonly placedAt: Temporal.Instant
  /** It stands until then even where the case has left the states that place it; and falls then even if it has not. */
  readonly least: Temporal.Instant | null
  readonly most: Temporal.Instant | null
  /** It stands at the moment asked about; false where its time is over and only the scheduler has not come. */
  readonly stands: boolean
}

export interface Surroundings {
  readonly modes: Modes
  readonly calendar: Calendar
  readonly now: Temporal.Instant
}

/** Refuses (RangeError) events that are no history: a gap, a state from nowhere. */
export function expectedCase(procedure: Procedure, events: readonly CaseEvent[], around: Surroundings): ExpectedCase {
  const state = project(procedure, events)
  const [first] = events
  const sealed = Object.entries(state.facts).filter(
    ([name]) => !isPlain(procedure, name) && procedure.facts[name]?.is.kind !== 'derived',
  )
  return {
    columns: {
      state: state.state,
      earlier_state: state.earlierState,
      event_no: state.eventNo,
      opened_at: first?.recordedAt,
      changed_at: state.changedAt,
      ...Object.fromEntries(
        plainColumns(procedure)
          .filter(({ fact }) => !isToldByClocks(procedure, fact))
          .map(({ fact, column }) => [column, state.facts[fact] ?? null]),
      ),
    },
    sealedFacts: Object.fromEntries(sealed),
    placed: placesOf(procedure).flatMap((named) => placedBy(procedure, events, { named, around }) ?? []),
  }
}

export function isToldByClocks(procedure: Procedure, fact: string): boolean {
  const is = procedure.facts[fact]?.is
  return is?.kind === 'derived' && is.rule === 'end-of-clock'
}

interface Placing {
  readonly named: NamedRule<Places<string, string>>
  readonly around: Surroundings
}

interface Standing {
  readonly placedAt: Temporal.Instant
  readonly least: Temporal.Instant | null
  readonly most: Temporal.Instant | null
}

/** Null where the bit does not stand after the last event. The same decisions as the function `place_…` of the database. */
function placedBy(procedure: Procedure, events: readonly CaseEvent[], { named, around }: Placing): ExpectedHold | null {
  const { name } = named
  let rule = named.rule
  let was: CaseState = NOT_OPENED
  let standing: Standing | null = null as Standing | null // narrowed by the loop otherwise
  for (const event of events) {
    const is = after(procedure, was, event)
    const turn = { event, was, is }
    // A bit that a rule of another version placed stands for as long as that rule said, and is placed no more.
    const own = placesOf(versionOf(procedure, event.version)).find((one) => one.name === name)
    rule = own?.rule ?? named.rule
    const ends = (span: Span<string, string, string> | null, before: Temporal.Instant | null) =>
      span !== null && isMoment(span.from, turn)
        ? later(
            before,
            endOf(
              event.recordedAt,
              lengthAt(span.limit, event.recordedAt, around.calendar),
              'adverse',
              around.calendar,
            ),
          )
        : before
    const least = ends(rule.atLeast, standing?.least ?? null)
    const most = ends(rule.atMost, standing?.most ?? null)
    const then = { most, at: event.recordedAt }
    const should: boolean =
      (own !== undefined || standing !== null) &&
      (placesIn(procedure, rule, is, around, then) || (standing !== null && isBefore(event.recordedAt, least)))
    standing = should
      ? { placedAt: standing?.placedAt ?? earlier(event.assertedAt, event.recordedAt), least, most }
      : null
    was = is
  }
  if (standing === null) return null
  const { least, most, placedAt } = standing
  const stands = placesIn(procedure, rule, was, around, { most, at: around.now }) || isBefore(around.now, least)
  const mode = around.modes.recorded.has(name) ? 'record' : 'enforce'
  return { rule: name, hold: rule.hold, mode, placedAt, least, most, stands }
}

interface At {
  readonly most: Temporal.Instant | null
  readonly at: Temporal.Instant
}

function placesIn(
  procedure: Procedure,
  rule: Places<string, string>,
  { state, facts, holds: bits }: CaseState,
  { calendar }: Surroundings,
  { most, at }: At,
): boolean {
  if (state === null || !rule.whileIn.includes(state) || (most !== null && !isBefore(at, most))) return false
  // What the database cannot judge, it takes as met.
  if (rule.when === null || conditionSql(procedure, rule.when) === null) return true
  return holds(rule.when, {
    ...{ procedure, state, facts, holds: new Set(bits), now: at, calendar },
    ...{ ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE },
  })
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant | null): boolean {
  return b !== null && Temporal.Instant.compare(a, b) < 0
}

function later(a: Temporal.Instant | null, b: Temporal.Instant): Temporal.Instant {
  return a !== null && Temporal.Instant.compare(a, b) > 0 ? a : b
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b
}

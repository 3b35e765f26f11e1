/**
 * Whether a command may be carried out: every reason against it at once, and what goes through only as a breach. The
 * database repeats what it can read; what rests on texts is judged here alone.
 */
import type { Actor, HoldName, Procedure } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'
import type { CaseActor, CaseState, Facts } from './case-event.ts'
import type { StandingClock } from './clocks.ts'
import { type Elsewhere, holds, type OwnWords, type Situation, textsOf } from './condition.ts'
import { derivedFacts } from './derive.ts'
import { breachOf, givenBy, reported, type Told, told } from './happening.ts'
import { lawOf } from './law.ts'
import type { Calendar } from './length.ts'
import type { Breach, Refusal } from './refusal.ts'
import { type StandingHolds, stopsOf } from './safeguards.ts'
import { repeatedReasons, standingRefusals } from './standing.ts'
import { type NamedStep, startsFrom, stepNamed, stepsOf } from './step.ts'
import { AHEAD, birthRefusals, citationsOf, readFacts } from './values.ts'

type RefusedInText = NonNullable<Procedure['refusedInText']>[number]

export interface Command {
  readonly kind: 'open' | 'take' | 'enter' | 'correct'
  /** "open", a transition, an entry; "correct" for a correction. */
  readonly step: string
  readonly actor: CaseActor
  /** As typed: read and refused here. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Null: now. */
  readonly assertedAt: Temporal.Instant | null
  /** What an officer gives who goes on although a safeguard in mode `record` stops the step. */
  readonly nationalLawBasis: string | null
  readonly reasonsLong: string | null
  /** The second person of a step that needs two. */
  readonly countersigner: CaseActor | null
}

/** What lies outside the case. */
export interface Context {
  readonly now: Temporal.Instant
  readonly calendar: Calendar
  readonly holds: StandingHolds
  readonly ownWords: OwnWords
  readonly elsewhere: Elsewhere
  /** Whether a text holds what the procedure refuses in any: a country pack gives words and patterns. */
  readonly isRefusedText: (kind: RefusedInText, text: string) => boolean
  /** Those of the case, worked out for `now`. */
  readonly clocks: readonly StandingClock[]
}

/** What somebody must know although it stops nothing. */
export type Noticed =
  /** Said to be earlier than recorded by more than an hour. */
  { readonly is: 'asserted-long-before'; readonly minutes: number } | Told

export interface Judgement {
  /** Empty: the command may go on. */
  readonly refusals: readonly Refusal[]
  /** What it breaches on its way, where it goes on. */
  readonly breaches: readonly Breach[]
  readonly noticed: readonly Noticed[]
  /** Those given, as read, and those that the step gives by itself. */
  readonly given: Facts
  /** All that is known afterwards, the derived ones too. */
  readonly facts: Facts
  /** The state afterwards; null where there is no such step. */
  readonly to: string | null
  /** First day of the version by which it was judged; null for the first. */
  readonly version: string | null
}

/** Judges the command by the law of its time. Pure: the same case, command and context give the same answer. */
export function judge(whole: Procedure, modes: Modes, state: CaseState, command: Command, context: Context): Judgement {
  const procedure = lawOf(whole, state, { ...command, ...context })
  const version = procedure.since
  if (command.kind === 'correct') return { ...judgeCorrection(whole, procedure, state, command, context), version }
  const step = stepNamed(procedure, command.step)
  if (step === null || step.kind !== command.kind) return { ...unknownStep(state, command), version }
  const read = readFacts(command.facts, { procedure, may: [...step.needs, ...step.takes], ...context })
  const given = {
    ...read.facts,
    ...givenBy(procedure, step, { assertedAt: command.assertedAt, was: state.facts }, context),
  }
  const facts = derivedFacts(whole, { ...state.facts, ...given })
  const to = step.to === null ? state.state : step.to === 'earlier' ? state.earlierState : step.to
  const happens = {
    step,
    was: state,
    situation: { procedure, facts, ...context, state: to, holds: names(context.holds) },
  }
  const situation: Situation = { procedure, state: state.state, facts, ...context, holds: names(context.holds) }
  const stops = stopsOf({
    procedure,
    modes,
    state,
    step: step.name,
    actor: command.actor,
    holds: context.holds,
    situation,
  })
  const passed = stops.filter(({ mode }) => mode === 'record')
  return {
    refusals: [
      ...mayTake(procedure, step, state, command.actor.role),
      ...timeRefusals(command, context),
      ...overdueRefusals(command, context),
      ...read.refusals,
      ...refusedTexts(procedure, read.facts, command, context),
      ...birthRefusals(procedure, facts, context.calendar),
      ...standingRefusals({ ...{ procedure, was: state.facts, given: read.facts, facts }, ...who(command, context) }),
      ...missing(procedure, step, { facts, given: read.facts }, read.refusals),
      ...repeatedReasons(procedure, step, { was: state.facts, given: read.facts }),
      // What the step itself gives comes after the question whether it is open: a late appeal is used once, not never.
      ...whenRefusals(step, { ...situation, facts: derivedFacts(whole, { ...state.facts, ...read.facts }) }),
      ...countersigning(step, command),
      ...stops.filter(({ mode }) => mode === 'enforce').map(({ refusal }) => refusal),
      ...passRefusals(
        command,
        passed.map(({ refusal }) => refusal),
      ),
    ],
    breaches: [
      ...passed.map(({ refusal }) => breachOf(procedure, step.name, { rule: refusal.safeguard ?? '', mode: 'record' })),
      ...reported(procedure, modes, happens),
    ],
    noticed: [...longBefore(command, context), ...told(procedure, happens)],
    given,
    facts,
    to,
    version,
  }
}

type Unversioned = Omit<Judgement, 'version'>

function unknownStep(state: CaseState, command: Command): Unversioned {
  const refusals = [refusal('no-such-step', { step: command.step })]
  return { refusals, breaches: [], noticed: [], given: {}, facts: state.facts, to: null }
}

/** Role and state; a person takes the steps that the procedure gives to persons, and no other. */
export function mayTake(procedure: Procedure, step: NamedStep, state: CaseState, role: Actor): readonly Refusal[] {
  const refusals: Refusal[] = []
  if (!mayAct(procedure, step, role)) refusals.push(refusal('not-your-step', { step: step.name }))
  if (!startsFrom(step, state.state))
    refusals.push(refusal('not-from-here', { step: step.name, state: state.state ?? 'new' }))
  if (step.to === 'earlier' && state.earlierState === null)
    refusals.push(refusal('nowhere-to-go-back', { step: step.name }))
  return refusals
}

/** Whether the role takes the step at all. */
export function mayAct(procedure: Procedure, step: NamedStep, role: Actor): boolean {
  // The system opens what a step of another procedure opens; the database lets it open nothing else.
  if (step.kind === 'open' && role === 'system') return true
  if (!step.by.includes(role)) return false
  const ofThePeople = role === 'person' || role === 'representative' || role === 'anyone'
  return !ofThePeople || step.kind === 'open' || procedure.person.takes.includes(step.name)
}

function timeRefusals({ assertedAt }: Command, { now }: Context): readonly Refusal[] {
  if (assertedAt === null || Temporal.Instant.compare(assertedAt, now.add(AHEAD)) <= 0) return []
  return [refusal('asserted-in-the-future', { minutes: AHEAD.minutes })]
}

/** A time that is over brings its own step first: nobody overtakes it, whatever time they type. */
function overdueRefusals({ actor }: Command, { clocks }: Context): readonly Refusal[] {
  if (actor.role === 'system') return []
  return clocks
    .filter(({ stepDue, kind }) => stepDue !== null && kind === 'protective')
    .map(({ rule, dueAt, stepDue }) => ({
      ...refusal('time-is-over', { due: dueAt.toString(), step: stepDue ?? '' }),
      safeguard: rule,
    }))
}

const who = ({ actor }: Command, { calendar }: Context) => ({ actor, calendar })

/** What is needed and not known; of what is given anew each time, what does not come with this step. */
function missing(
  procedure: Procedure,
  { needs, anew }: NamedStep,
  { facts, given }: { readonly facts: Facts; readonly given: Facts },
  wrong: readonly Refusal[],
): readonly Refusal[] {
  const told = new Set(wrong.map(({ fact }) => fact))
  return needs
    .filter((fact) => (anew.includes(fact) ? given : facts)[fact] === undefined && !told.has(fact))
    .map((fact) => ({ ...refusal('missing', {}), fact, cite: citationsOf(procedure, fact) }))
}

function whenRefusals({ name, when }: NamedStep, situation: Situation): readonly Refusal[] {
  return when === null || holds(when, situation) ? [] : [refusal('not-now', { step: name })]
}

function countersigning({ countersigned }: NamedStep, { actor, countersigner }: Command): readonly Refusal[] {
  if (countersigned.length === 0) return []
  const roles: readonly Actor[] = countersigned
  if (countersigner === null || !roles.includes(countersigner.role))
    return [refusal('needs-a-second', { roles: countersigned.join(',') })]
  return countersigner.id === null || countersigner.id === actor.id ? [refusal('second-is-the-first', {})] : []
}

/** Only an officer goes on, and says by which law and why; each rule that is passed is told beside. */
function passRefusals(command: Command, passed: readonly Refusal[]): readonly Refusal[] {
  if (passed.length === 0) return []
  const lacks = [
    ...(isGiven(command.nationalLawBasis) ? [] : [refusal('national-law-missing', {})]),
    ...(isGiven(command.reasonsLong) ? [] : [refusal('reasons-missing', {})]),
  ]
  return lacks.length === 0 ? [] : [...passed, ...lacks]
}

function isGiven(text: string | null): boolean {
  return text !== null && text.trim() !== ''
}

/** Those who give a fact somewhere correct it; so does a judge. Whichever law asked for it, what stands may be wrong. */
function judgeCorrection(
  whole: Procedure,
  procedure: Procedure,
  state: CaseState,
  command: Command,
  context: Context,
): Unversioned {
  const may = correctable(whole, command.actor.role)
  const read = readFacts(command.facts, { procedure: whole, may, ...context })
  const facts = derivedFacts(whole, { ...state.facts, ...read.facts })
  const unknown = Object.keys(read.facts).filter((fact) => state.facts[fact] === undefined)
  return {
    refusals: [
      ...(state.state === null ? [refusal('not-from-here', { step: 'correct', state: 'new' })] : []),
      ...(Object.keys(command.facts).length === 0 ? [refusal('nothing-corrected', {})] : []),
      ...timeRefusals(command, context),
      ...read.refusals,
      ...refusedTexts(whole, read.facts, command, context),
      ...unknown.map((fact) => ({ ...refusal('nothing-to-correct', {}), fact })),
      ...birthRefusals(whole, facts, context.calendar),
      ...standingRefusals({ ...{ procedure, was: state.facts, given: read.facts, facts }, ...who(command, context) }),
    ],
    breaches: [],
    noticed: longBefore(command, context),
    given: read.facts,
    facts,
    to: state.state,
  }
}

/** The facts that the role may correct. */
export function correctable(procedure: Procedure, role: Actor): readonly string[] {
  const steps = stepsOf(procedure).filter((step) => role === 'judge' || mayAct(procedure, step, role))
  return [...new Set(steps.flatMap(({ needs, takes }) => [...needs, ...takes]))]
}

/** A text with a document's number, or with words of status, where the procedure keeps none: nothing is saved. */
function refusedTexts(
  procedure: Procedure,
  given: Facts,
  { nationalLawBasis, reasonsLong }: Command,
  { isRefusedText }: Context,
): readonly Refusal[] {
  const beside = [nationalLawBasis, reasonsLong].flatMap((text) => (text === null ? [] : [[null, [text]] as const]))
  const texts = Object.entries(given).map(([fact, value]) => [fact, wordsOf(procedure, fact, value)] as const)
  return [...texts, ...beside].flatMap(([fact, words]) =>
    (procedure.refusedInText ?? [])
      .filter((kind) => words.some((text) => isRefusedText(kind, text)))
      .map((kind) => ({ ...refusal(`refused-${kind}`, {}), fact })),
  )
}

/** The free texts of a fact, those of its lines too. */
function wordsOf(procedure: Procedure, fact: string, value: Facts[string]): readonly string[] {
  const { is } = procedure.facts[fact] ?? {}
  if (is?.kind === 'short' || is?.kind === 'long') return textsOf(value, null)
  if (is?.kind !== 'lines') return []
  const columns = Object.entries(is.of).filter(([, { is: of }]) => of.kind === 'short' || of.kind === 'long')
  return columns.flatMap(([column]) => textsOf(value, column))
}

/** Beyond this a claimed time is told to those who watch. */
const LONG_BEFORE_MINUTES = 60

function longBefore({ assertedAt }: Command, { now }: Context): readonly Noticed[] {
  if (assertedAt === null) return []
  const minutes = Math.floor((now.epochMilliseconds - assertedAt.epochMilliseconds) / 60_000)
  return minutes > LONG_BEFORE_MINUTES ? [{ is: 'asserted-long-before', minutes }] : []
}

function names(standing: StandingHolds): ReadonlySet<HoldName> {
  return new Set(Object.keys(standing) as HoldName[]) // the keys of our own record
}

function refusal(rule: string, params: Refusal['params']): Refusal {
  return { rule, fact: null, safeguard: null, cite: [], params }
}

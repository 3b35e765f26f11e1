/** What a case page leads with: which steps are open to its reader, what each still lacks, what is forbidden and why. */
import type { Actor, HoldName, Procedure } from '../../procedures/index.ts'
import type { Modes } from '../commit/rule.ts'
import type { CaseActor, CaseState } from './case-event.ts'
import { holds, type Situation } from './condition.ts'
import { type Context, mayAct } from './judge.ts'
import type { Refusal } from './refusal.ts'
import { type Stop, stopsOf } from './safeguards.ts'
import { type NamedStep, startsFrom, stepsOf } from './step.ts'
import { citationsOf } from './values.ts'

export interface Prospect {
  readonly step: string
  readonly kind: 'open' | 'take' | 'enter'
  /** Whether the reader's role takes it. */
  readonly yours: boolean
  /** Whether it starts from where the case stands. */
  readonly here: boolean
  /** Yours, from here, and nothing stands against it but what may be given with it. */
  readonly open: boolean
  /** Who takes it, for "the judge is next". */
  readonly by: readonly Actor[]
  /** Facts that must be given with it. */
  readonly missing: readonly string[]
  readonly mayGive: readonly string[]
  /** Rules that what is given with the step must still satisfy. */
  readonly mustSatisfy: readonly Refusal[]
  /** What stands against it now. */
  readonly stoppedBy: readonly Refusal[]
  /** What stands against it, and what national law lets an officer pass with reasons, as a breach. */
  readonly passable: readonly Refusal[]
  readonly countersignedBy: readonly string[]
}

/** Every step that people take, in the order of the declaration. `reader` may be known by role alone. */
export function outlook(
  procedure: Procedure,
  modes: Modes,
  state: CaseState,
  reader: Pick<CaseActor, 'role'> & Partial<CaseActor>,
  context: Context,
): readonly Prospect[] {
  const actor: CaseActor = { id: null, office: null, ...reader }
  return stepsOf(procedure)
    .filter(({ by }) => by.some((one) => one !== 'system'))
    .map((step) => prospect({ procedure, modes, state, actor, context }, step))
}

interface Looking {
  readonly procedure: Procedure
  readonly modes: Modes
  readonly state: CaseState
  readonly actor: CaseActor
  readonly context: Context
}

function prospect({ procedure, modes, state, actor, context }: Looking, step: NamedStep): Prospect {
  const { facts } = state
  const standing = new Set(Object.keys(context.holds) as HoldName[]) // the keys of our own record
  const situation: Situation = { procedure, state: state.state, facts, ...context, holds: standing }
  const stops = stopsOf({ procedure, modes, state, step: step.name, actor, holds: context.holds, situation })
  const mayGive = [...new Set([...step.needs, ...step.takes])]
  const waits = stops.filter((stop) => mayStillBeMet(stop, mayGive))
  const stands = stops.filter((stop) => !mayStillBeMet(stop, mayGive))
  const yours = mayAct(procedure, step, actor.role)
  const here = startsFrom(step, state.state)
  const stoppedBy = [
    ...timesOver(context),
    ...(step.when === null || holds(step.when, situation) ? [] : [bare('not-now', { step: step.name })]),
    ...stands.filter(({ mode }) => mode === 'enforce').map(({ refusal }) => refusal),
  ]
  return {
    ...{ step: step.name, kind: step.kind, yours, here, by: step.by, mayGive, stoppedBy },
    open: yours && here && stoppedBy.length === 0,
    missing: step.needs.filter((fact) => facts[fact] === undefined || step.anew.includes(fact)),
    mustSatisfy: waits.map(({ refusal, facts: [fact] }) => ({
      ...refusal,
      fact: fact ?? null,
      cite: refusal.cite.length > 0 ? refusal.cite : citationsOf(procedure, fact ?? ''),
    })),
    passable: stands.filter(({ mode }) => mode === 'record').map(({ refusal }) => refusal),
    countersignedBy: step.countersigned,
  }
}

/** A rule about what is given with the step is told as something to satisfy, not as a wall. */
function mayStillBeMet({ facts, refusal }: Stop, mayGive: readonly string[]): boolean {
  return refusal.rule !== 'forbidden' && facts.some((fact) => mayGive.includes(fact))
}

function timesOver({ clocks }: Context): readonly Refusal[] {
  return clocks
    .filter(({ stepDue, kind }) => stepDue !== null && kind === 'protective')
    .map(({ rule, dueAt, stepDue }) => ({
      ...bare('time-is-over', { due: dueAt.toString(), step: stepDue ?? '' }),
      safeguard: rule,
    }))
}

function bare(rule: string, params: Refusal['params']): Refusal {
  return { rule, fact: null, safeguard: null, cite: [], params }
}

/** What follows from a step that is taken: facts it gives by itself, breaches it tells of, those whom it tells. */
import type { AsItStood, Moment, Procedure } from '../../procedures/index.ts'
import { theTime } from '../../procedures/index.ts'
import { type Mode, type Modes, rulesOf } from '../commit/rule.ts'
import type { CaseState, Facts } from './case-event.ts'
import { holds, type Situation } from './condition.ts'
import type { Calendar } from './length.ts'
import { isMoment } from './moment.ts'
import type { Breach } from './refusal.ts'
import type { NamedStep } from './step.ts'

/** A step as it is taken. */
export interface Happens {
  readonly step: NamedStep
  readonly was: CaseState
  /** The case after it. */
  readonly situation: Situation
}

/** Whom a step tells. */
export type Told =
  /** Told at once to these, who alone read it. */
  | { readonly is: 'told'; readonly roles: NamedStep['tells'] }
  /** The step is the one by which these must be told, by a safeguard. */
  | { readonly is: 'informed'; readonly safeguard: string; readonly whom: readonly string[] }

/** The facts that the step gives by itself; its time is the one asserted, in a date the day in the country; what stood, stood before it. */
export function givenBy(
  procedure: Procedure,
  { gives }: NamedStep,
  { assertedAt, was }: { readonly assertedAt: Temporal.Instant | null; readonly was: Facts },
  { now, calendar }: { readonly now: Temporal.Instant; readonly calendar: Calendar },
): Facts {
  const time = assertedAt ?? now
  const day = () => time.toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString()
  return Object.fromEntries(
    Object.entries(gives).flatMap(([fact, value]) => {
      if (value === undefined) return []
      if (isAsItStood(value)) {
        const stood = was[value.fact]
        return stood === undefined ? [] : [[fact, stood]]
      }
      if (!isTheTime(value)) return [[fact, value]]
      return [[fact, procedure.facts[fact]?.is.kind === 'date' ? day() : time.toString()]]
    }),
  )
}

/** Whether a step gives its own time. */
export function isTheTime(value: NamedStep['gives'][string]): value is typeof theTime {
  return typeof value === 'object' && 'is' in value && value.is === theTime.is
}

/** Whether a step gives what another fact says before it. */
function isAsItStood(value: NamedStep['gives'][string]): value is AsItStood {
  return typeof value === 'object' && 'is' in value && value.is === 'as-it-stood'
}

/** Breaches of which the step tells: what nobody may do, and somebody did. */
export function reported(procedure: Procedure, modes: Modes, happens: Happens): readonly Breach[] {
  return rulesOf(procedure, 'reported')
    .filter(({ rule }) => arrives(rule.by, happens) && (rule.when === null || holds(rule.when, happens.situation)))
    .map(({ name }) =>
      breachOf(procedure, happens.step.name, { rule: name, mode: modes.recorded.has(name) ? 'record' : 'enforce' }),
    )
}

/** Whom the step tells, by itself or by a safeguard. */
export function told(procedure: Procedure, happens: Happens): readonly Told[] {
  const { tells } = happens.step
  const informed = rulesOf(procedure, 'inform')
    .filter(({ rule }) => arrives(rule.by, happens))
    .map(({ name, rule }): Told => ({ is: 'informed', safeguard: name, whom: rule.whom }))
  return [...(tells.length > 0 ? [{ is: 'told', roles: tells } as const] : []), ...informed]
}

/** A breach of the rule, by the ladder of its safeguard. */
export function breachOf(
  procedure: Procedure,
  step: string,
  { rule, mode }: { readonly rule: string; readonly mode: Mode },
): Breach {
  const safeguard = procedure.safeguards[rule.split('.')[0] ?? '']
  return { rule, level: safeguard?.breach ?? 'R', mode, step, cite: safeguard?.cite ?? [] }
}

function arrives(moment: Moment, { step, was, situation }: Happens): boolean {
  return isMoment(moment, { event: { kind: step.kind, step: step.name }, was, is: situation })
}

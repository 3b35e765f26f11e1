/** What is missing on one obligation: found, never typed. */

import type { Gap, IndicatorLine, MeasureLine } from './model.ts'
import { daysSince, isStale } from './period.ts'

export interface GapFacts {
  readonly obligation: string | null
  readonly decision: string | null
  readonly state: string | null
  readonly dueOn: string | null
  readonly measures: readonly MeasureLine[]
  readonly indicators: readonly (IndicatorLine & { readonly length: string })[]
  readonly hasEvidence: boolean
  readonly unanswered: number
  /** Elements asked of this report that nobody has answered in it. */
  readonly openElements: readonly string[]
  readonly today: Temporal.PlainDate
}

/** Every gap, the gravest first. What the State declined has no plan to be missing. */
export function gapsOf(facts: GapFacts): readonly Gap[] {
  if (facts.obligation === null) return [{ kind: 'not-taken-up' }]
  if (facts.decision === 'not-accepted') return []
  return [
    ...(facts.decision === null ? [{ kind: 'no-decision' } as const] : []),
    ...overdue(facts),
    ...(facts.measures.some(({ state }) => state !== 'abandoned') ? [] : [{ kind: 'no-measure' } as const]),
    ...facts.measures.flatMap((measure) => measureOverdue(measure, facts.today)),
    ...facts.indicators.flatMap((indicator) => gapsOfIndicator(indicator, indicator.length, facts.today)),
    ...(facts.hasEvidence ? [] : [{ kind: 'no-evidence' } as const]),
    ...(facts.unanswered > 0 ? [{ kind: 'contribution-unanswered', count: facts.unanswered } as const] : []),
    ...facts.openElements.map((element): Gap => ({ kind: 'element-missing', element })),
  ]
}

function overdue({ dueOn, state, today }: GapFacts): readonly Gap[] {
  if (dueOn === null || state === 'completed') return []
  const days = daysSince(dueOn, today)
  return days > 0 ? [{ kind: 'overdue', dueOn, days }] : []
}

function measureOverdue({ title, endsOn, state }: MeasureLine, today: Temporal.PlainDate): readonly Gap[] {
  if (endsOn === null || state === 'done' || state === 'abandoned') return []
  const days = daysSince(endsOn, today)
  return days > 0 ? [{ kind: 'measure-overdue', measure: title, days }] : []
}

/**
 * An indicator without a value has that gap alone; a value of no cases counts as none, so it shows no progress. One read beside
 * others (`context`) has no target to miss.
 */
export function gapsOfIndicator(indicator: IndicatorLine, length: string, today: Temporal.PlainDate): readonly Gap[] {
  const { name, direction, target, value } = indicator
  if (value === null || value.value === null) return [{ kind: 'no-value', indicator: name }]
  const stale: readonly Gap[] = isStale(value.period, length, today)
    ? [{ kind: 'stale-value', indicator: name, period: value.period }]
    : []
  if (direction === 'context') return stale
  if (target === null) return [{ kind: 'no-target', indicator: name }, ...stale]
  return isAtTarget(value.value, target, direction) ? stale : [{ kind: 'below-target', indicator: name }, ...stale]
}

/** Whether a value meets its target, which may be reached from below or from above. */
export function isAtTarget(value: string, target: string, direction: 'up' | 'down'): boolean {
  return direction === 'up' ? Number(value) >= Number(target) : Number(value) <= Number(target)
}

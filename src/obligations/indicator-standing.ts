/** Where an indicator stands against its target. The database decides completion by the same rule: `followup.standing`. */

export const STANDINGS = ['context', 'no-target', 'no-value', 'no-cases', 'withdrawn', 'short', 'at-target'] as const
export type IndicatorStanding = (typeof STANDINGS)[number]

export interface Aim {
  /** `context` is read beside another figure and never scored. */
  readonly direction: string
  /** Null until the coordinating body sets it. */
  readonly target: string | null
}

/** `latest` is null where there is no shared value; its value is null where nothing was there to be counted, or it was withdrawn. */
export function standingOf(
  { direction, target }: Aim,
  latest: { readonly value: string | null; readonly withdrawn_on?: string | null } | null,
): IndicatorStanding {
  if (direction === 'context') return 'context'
  if (target === null) return 'no-target'
  if (latest === null) return 'no-value'
  if (latest.value === null) return (latest.withdrawn_on ?? null) === null ? 'no-cases' : 'withdrawn'
  const [value, aim] = [Number(latest.value), Number(target)]
  return (direction === 'up' ? value >= aim : value <= aim) ? 'at-target' : 'short'
}

/**
 * Whether a zero is earned: something was looked at and nothing was found. Null for any other figure, and for a share,
 * whose denominator says it already.
 */
export function zeroOf(
  { unit, denominator }: { readonly unit: string; readonly denominator: string | null },
  { value, base }: { readonly value: string | null; readonly base: string | null },
): 'earned' | 'not-earned' | null {
  if (unit !== 'count' || denominator !== null || value === null || Number(value) !== 0) return null
  return base !== null && Number(base) > 0 ? 'earned' : 'not-earned'
}

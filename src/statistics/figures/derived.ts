/**
 * Figures made of published counts (section 3): shares, rates, ratios, changes, medians. Whether one is withheld is decided
 * on published values alone, so that the decision tells nothing more than they do.
 */

/** What stands in a cell. Signs are for people; the formats have codes of their own. */
export type Figure =
  | {
      readonly kind: 'number'
      readonly value: number
      readonly decimals: number
      readonly error?: number
      readonly uncertain?: true
    }
  | { readonly kind: 'moreThan'; readonly value: number }
  | { readonly kind: 'withheld'; readonly sign: '[c]' }
  | { readonly kind: 'fewerThan'; readonly sign: '[low]'; readonly least: number }
  | { readonly kind: 'impossible'; readonly sign: '[z]' }

const WITHHELD: Figure = { kind: 'withheld', sign: '[c]' }

const LEAST_DENOMINATOR = 30
const LEAST_RATE_NUMERATOR = 20
const LEAST_QUARTILES = 60
const LEAST_A_BAND = 5
/** From this denominator on a per cent has a decimal. */
const ONE_DECIMAL_FROM = 1000
/** Percentage points of standard error from which it is shown, and from which the figure is called uncertain. */
const SHOWN_ERROR = 1
const UNCERTAIN_ERROR = 5

/** A published count, or a sign: `least` where the procedure declares one; 0 is no exception, or it would tell. */
export function countFigure(count: number, least: number): Figure {
  return count < least ? { kind: 'fewerThan', sign: '[low]', least } : { kind: 'number', value: count, decimals: 0 }
}

/** A cell that cannot have anybody. */
export const IMPOSSIBLE: Figure = { kind: 'impossible', sign: '[z]' }

/** Per cent of a published count in another that holds it, with its standard error in points where that matters. */
export function share(numerator: number, denominator: number, variance: number): Figure {
  if (denominator < LEAST_DENOMINATOR) return WITHHELD
  const error = 100 * shareError(numerator, denominator, variance)
  const decimals = denominator >= ONE_DECIMAL_FROM ? 1 : 0
  return {
    kind: 'number',
    value: rounded(Math.min(100, Math.max(0, (100 * numerator) / denominator)), decimals),
    decimals,
    ...(error > SHOWN_ERROR ? { error: rounded(error, 1) } : {}),
    ...(error > UNCERTAIN_ERROR ? { uncertain: true } : {}),
  }
}

/** Standard error of a share that comes from the noise alone. */
export function shareError(numerator: number, denominator: number, variance: number): number {
  return Math.sqrt(variance * (1 + (numerator / denominator) ** 2)) / denominator
}

/** A published count per so many of an outside population, which is cited beside it and not perturbed. */
export function rate(numerator: number, population: number, per: number, decimals: number): Figure {
  if (numerator < LEAST_RATE_NUMERATOR || !(population > 0)) return WITHHELD
  return { kind: 'number', value: rounded((per * numerator) / population, decimals), decimals }
}

/** Women to men, say: both are groups of 30 or more. */
export function ratio(one: number, other: number): Figure {
  if (one < LEAST_DENOMINATOR || other < LEAST_DENOMINATOR) return WITHHELD
  return { kind: 'number', value: rounded(one / other, 2), decimals: 2 }
}

export interface Change {
  readonly difference: number
  /** Standard deviation that the noise of both gives to the difference. */
  readonly noise: number
  /** Larger than the noise; else it is called no clear change. */
  readonly isClear: boolean
  /** Absent where one of the two is below 30. */
  readonly percent?: number
}

export function change(before: number, after: number, variance: number): Change {
  const difference = after - before
  const noise = Math.sqrt(2 * variance)
  return {
    difference,
    noise,
    isClear: Math.abs(difference) >= noise,
    ...(before < LEAST_DENOMINATOR || after < LEAST_DENOMINATOR
      ? {}
      : { percent: rounded((100 * difference) / before, 0) }),
  }
}

export interface Band {
  readonly from: number
  /** Null of the last, which is open. */
  readonly to: number | null
  /** As published. */
  readonly count: number
}

/**
 * Median or quartile from published counts of declared bands, ascending, straight inside a band. `total` is the published
 * one, which the bands need not add up to.
 */
export function quantile(
  bands: readonly Band[],
  total: number,
  which: 'median' | 'lowerQuartile' | 'upperQuartile',
): Figure {
  const sum = bands.reduce((all, { count }) => all + count, 0)
  const least = which === 'median' ? LEAST_DENOMINATOR : LEAST_QUARTILES
  if (total < least || sum === 0 || total < LEAST_A_BAND * bands.length) return WITHHELD
  const wanted = sum * { median: 0.5, lowerQuartile: 0.25, upperQuartile: 0.75 }[which]
  let below = 0
  for (const { from, to, count } of bands) {
    if (count > 0 && below + count >= wanted)
      return to === null
        ? { kind: 'moreThan', value: from }
        : { kind: 'number', value: rounded(from + ((to - from) * (wanted - below)) / count, 1), decimals: 1 }
    below += count
  }
  return WITHHELD
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals
}

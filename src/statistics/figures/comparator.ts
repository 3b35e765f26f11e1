/** A figure from outside the registers, cited: a population, or the rate of nationals. */
export interface Comparator {
  /** "school-age-children-of-migrants". */
  readonly name: string
  /** "2025", "2025-Q3". */
  readonly period: string
  /** "sex=female"; empty for the whole. */
  readonly breakdown: string
  /** A number of people, or a rate in the unit of the indicator's own. */
  readonly value: number
  /** Of how many people the rate is; null of a population. */
  readonly base: number | null
  readonly source: string
  /** The day from which the figure is, in its source. */
  readonly dated: string
  readonly licence: string
}

/** The one of that name, period and breakdown. */
export function comparatorAt(
  comparators: readonly Comparator[],
  { name, period, breakdown }: Pick<Comparator, 'name' | 'period' | 'breakdown'>,
): Comparator | undefined {
  return comparators.find((one) => one.name === name && one.period === period && one.breakdown === breakdown)
}

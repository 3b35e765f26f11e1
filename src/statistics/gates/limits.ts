/** The numbers of the gates, and how far two statisticians with a reason may loosen three of them. */

export interface Limits {
  /** Least persons in a population. */
  readonly population: number
  /** Least mean size of an interior cell. */
  readonly meanCell: number
  /** Largest share of interior cells that count 1 or 2. */
  readonly smallShare: number
}

export const LIMITS: Limits = { population: 100, meanCell: 5, smallShare: 0.2 }

/** As far as loosening goes. */
export const LOOSEST: Limits = { population: 30, meanCell: 3, smallShare: 0.3 }

/** These can't be loosened. */
export const MOST_DIMENSIONS = 4
export const MOST_CELLS = 5000
export const LEAST_DIFFERENCE = 10
export const LEAST_AREA_OR_NATIONALITY = 100

/** Names of limits that are moved beyond what the method allows, or that are none that may be moved. */
export function tooLoose(moved: Partial<Limits>): readonly string[] {
  const { population, meanCell, smallShare } = { ...LIMITS, ...moved }
  return [
    ...(population >= LOOSEST.population ? [] : ['population']),
    ...(meanCell >= LOOSEST.meanCell ? [] : ['meanCell']),
    ...(smallShare >= 0 && smallShare <= LOOSEST.smallShare ? [] : ['smallShare']),
    ...Object.keys(moved).filter((name) => !(name in LIMITS)),
  ]
}

/** Limits with some of them moved. Throws where one is moved beyond what the method allows. */
export function limitsOf(moved: Partial<Limits>): Limits {
  if (tooLoose(moved).length > 0) throw new RangeError('a limit of the gates is loosened beyond what the method allows')
  return { ...LIMITS, ...moved }
}

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
const LOOSEST: Limits = { population: 30, meanCell: 3, smallShare: 0.3 }

/** These can't be loosened. */
export const MOST_DIMENSIONS = 4
export const MOST_CELLS = 5000
export const LEAST_DIFFERENCE = 10
export const LEAST_AREA_OR_NATIONALITY = 100

/** Limits with some of them moved. Throws where one is moved beyond what the method allows. */
export function limitsOf(moved: Partial<Limits>): Limits {
  const limits = { ...LIMITS, ...moved }
  const allowed =
    limits.population >= LOOSEST.population &&
    limits.meanCell >= LOOSEST.meanCell &&
    limits.smallShare >= 0 &&
    limits.smallShare <= LOOSEST.smallShare
  if (!allowed) throw new RangeError('a limit of the gates is loosened beyond what the method allows')
  return limits
}

/**
 * Exact search: may a sum of unknown whole numbers be anything else than it is, given ranges of other sums? The search
 * starts from the truth, which an attacker does not have, and so finds another solution soon if there is one: whoever
 * cannot be sure even against that, cannot be sure.
 */

export interface Range {
  /** Positions of the unknowns that are summed. */
  readonly sum: readonly number[]
  readonly from: number
  readonly to: number
}

export type Certainty = 'certain' | 'open' | 'undecided'

/** Steps of the search after which a question stays undecided. */
const MOST_STEPS = 3000

/** Whether every solution of the ranges gives `sum` the value that the truth gives it. */
export function certaintyOf(sum: readonly number[], truth: readonly number[], ranges: readonly Range[]): Certainty {
  const value = sum.reduce((total, at) => total + (truth[at] ?? 0), 0)
  const others: readonly Range[] = [
    { sum, from: value + 1, to: Number.MAX_SAFE_INTEGER },
    { sum, from: 0, to: value - 1 },
  ]
  const answers = others.filter(({ to }) => to >= 0).map((other) => new Search(truth, [...ranges, other]).run())
  if (answers.includes('found')) return 'open'
  return answers.includes('undecided') ? 'undecided' : 'certain'
}

class Search {
  readonly #truth: readonly number[]
  readonly #ranges: readonly Range[]
  readonly #touching: readonly (readonly Range[])[]
  #steps = 0

  constructor(truth: readonly number[], ranges: readonly Range[]) {
    this.#truth = truth
    this.#ranges = ranges
    const touching: Range[][] = truth.map(() => [])
    for (const range of ranges) for (const at of range.sum) touching[at]?.push(range)
    this.#touching = touching
  }

  run(): 'found' | 'none' | 'undecided' {
    const low = this.#truth.map(() => 0)
    const high = this.#truth.map(() => Number.MAX_SAFE_INTEGER)
    if (!this.#narrow(low, high, this.#ranges)) return 'none'
    return this.#from(low, high)
  }

  #from(low: readonly number[], high: readonly number[]): 'found' | 'none' | 'undecided' {
    const open = this.#mostDoubtful(low, high)
    if (open === null) return 'found'
    const [from, to, truth] = [low[open] ?? 0, high[open] ?? 0, this.#truth[open] ?? 0]
    const middle = Math.min(to, Math.max(from, truth))
    for (const [least, most] of [
      [middle, middle],
      [middle + 1, to],
      [from, middle - 1],
    ] as const) {
      if (least > most) continue
      if (++this.#steps > MOST_STEPS) return 'undecided'
      const [lower, upper] = [low.with(open, least), high.with(open, most)]
      if (!this.#narrow(lower, upper, this.#touching[open] ?? [])) continue
      const answer = this.#from(lower, upper)
      if (answer !== 'none') return answer
    }
    return 'none'
  }

  /** The unknown with fewest values left: if it cannot be, that shows soonest. */
  #mostDoubtful(low: readonly number[], high: readonly number[]): number | null {
    let [best, width] = [null as number | null, Number.POSITIVE_INFINITY]
    for (const [at, least] of low.entries()) {
      const left = (high[at] ?? 0) - least
      if (left > 0 && left < width) [best, width] = [at, left]
    }
    return best
  }

  /** Tightens what each unknown may be until nothing moves; false where nothing is left. */
  #narrow(low: number[], high: number[], begin: readonly Range[]): boolean {
    const waiting = new Set(begin)
    for (const range of waiting) {
      waiting.delete(range)
      const least = range.sum.reduce((total, at) => total + (low[at] ?? 0), 0)
      const most = range.sum.reduce((total, at) => total + (high[at] ?? 0), 0)
      if (least > range.to || most < range.from) return false
      for (const at of range.sum) {
        const [from, to] = [low[at] ?? 0, high[at] ?? 0]
        const lower = Math.max(from, range.from - (most - to))
        const upper = Math.min(to, range.to - (least - from))
        if (lower > upper) return false
        if (lower === from && upper === to) continue
        low[at] = lower
        high[at] = upper
        // The sums above are of the old bounds: looser, and looked at again.
        for (const other of this.#touching[at] ?? []) waiting.add(other)
      }
    }
    return true
  }
}

/** What a measurement is: figures, each beside a floor or a limit that is measured or stated in the same run. */

export interface Figure {
  /** "page /obligations, public, one at a time". */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What stands beside it, measured in the same run; null where there is a stated limit alone. */
  readonly floor: { readonly what: string; readonly value: number } | null
  /** The figure must stay under this; absent where nobody has set a goal. */
  readonly goal?: number
  /** How often the floor it may cost. */
  readonly atMostTimes?: number
  /** What is compared with the floor where it is not the figure: the median beside a p99. */
  readonly compared?: number
}

export interface Measurement {
  /** What `npm run bench -- NAME` asks for. */
  readonly name: string
  readonly run: (choice: Choice) => Promise<readonly Figure[]>
}

/** What a run of one part is narrowed to. */
export interface Choice {
  /** Only pages whose address contains this. */
  readonly only?: string
  /** A directory in which the filled database is kept from run to run; without it each run makes its own. */
  readonly keep?: string
  /** No more cases than so many in the lists. */
  readonly cases?: number
  /** Up to the largest size, which takes long. */
  readonly whole?: boolean
}

export type Verdict = 'met' | 'missed' | 'no goal'

export function ratioOf({ value, floor, compared }: Figure): number | null {
  return floor === null || floor.value === 0 ? null : (compared ?? value) / floor.value
}

/** A figure misses where its goal or its multiple of the floor is passed. */
export function verdictOn(figure: Figure): Verdict {
  const { goal, atMostTimes } = figure
  if (goal === undefined && atMostTimes === undefined) return 'no goal'
  const ratio = ratioOf(figure)
  const tooSlow = goal !== undefined && figure.value >= goal
  const tooDear = atMostTimes !== undefined && ratio !== null && ratio > atMostTimes
  return tooSlow || tooDear ? 'missed' : 'met'
}

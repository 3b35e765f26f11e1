/** Figures from samples. Nothing is left out: the slowest sample counts like the fastest. */

/** The sample that the share of all samples does not pass; the median is `percentile(samples, 0.5)`. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

/** Milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

interface Rounds {
  readonly warmUp: number
  readonly rounds: number
}

/**
 * Runs both in turn, `rounds` times after a warm-up, so that whatever else the machine does falls on both. Gives the
 * milliseconds of each round.
 */
export async function inTurn(
  work: () => unknown,
  floor: () => unknown,
  rounds: Rounds,
): Promise<{ work: number[]; floor: number[] }> {
  return allInTurn({ work, floor }, rounds)
}

/** The same of any number. */
export async function allInTurn<Name extends string>(
  each: Readonly<Record<Name, () => unknown>>,
  { warmUp, rounds }: Rounds,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(each) as Name[] // its own keys
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < warmUp + rounds; round++)
    for (const name of names) {
      const milliseconds = await timed(each[name])
      if (round >= warmUp) taken[name].push(milliseconds)
    }
  return taken
}

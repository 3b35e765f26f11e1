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

/**
 * Runs both in turn, `rounds` times after a warm-up, so that whatever else the machine does falls on both. Gives the
 * milliseconds of each round.
 */
export async function inTurn(
  work: () => unknown,
  floor: () => unknown,
  { warmUp, rounds }: { readonly warmUp: number; readonly rounds: number },
): Promise<{ work: number[]; floor: number[] }> {
  const taken = { work: [] as number[], floor: [] as number[] }
  for (let round = 0; round < warmUp + rounds; round++) {
    const [ofWork, ofFloor] = [await timed(work), await timed(floor)]
    if (round < warmUp) continue
    taken.work.push(ofWork)
    taken.floor.push(ofFloor)
  }
  return taken
}

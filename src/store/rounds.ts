/** What is done again and again beside the pages: rounds, each after the last has ended, until somebody stops them. */
import { setTimeout as sleep } from 'node:timers/promises'

export interface Rounds {
  /** Milliseconds before the first: it lets the first pages pass. None unless told. */
  readonly first?: number
  readonly between: number
  /** A round that fails is told and tried again; the same failure is told once while it lasts. */
  readonly tell: (line: string) => void
  /** What is told of a failure. */
  readonly failed: (error: unknown) => string
}

/** A round that ends with it is followed by the next at once. */
export const MORE = 'more'

/** Rounds until told to stop; waits for the one under way. */
export async function inRounds(
  round: () => Promise<unknown>,
  { first = 0, between, tell, failed }: Rounds,
  until: AbortSignal,
): Promise<void> {
  let lastTold = ''
  if (first > 0) await pause(first, until)
  while (!until.aborted) {
    const { done, told } = await round().then(
      (done) => ({ done, told: '' }),
      (error: unknown) => ({ done: null, told: failed(error) }),
    )
    if (told !== '' && told !== lastTold) tell(told)
    lastTold = told
    if (done !== MORE) await pause(between, until)
  }
}

/** The same, begun now; `stop` ends it. */
export function startRounds(round: () => Promise<unknown>, rounds: Rounds): { stop: () => Promise<void> } {
  const stop = new AbortController()
  const running = inRounds(round, rounds, stop.signal)
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

function pause(milliseconds: number, until: AbortSignal): Promise<unknown> {
  return sleep(milliseconds, undefined, { signal: until }).catch(() => undefined)
}

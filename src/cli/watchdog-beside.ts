/**
 * The watchdog beside the server, in a process of its own: what it is there to notice is that the server's own rounds have
 * died or are wrong. It ends with the server, killed or not.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The first pages have the processors to themselves; and one that ended is started again after so long. */
const BEFORE_A_START_MS = 60_000

/** Starts it after a minute, and again whenever it ends. `stop` waits for its end. */
export function startWatchdog(): { stop: () => Promise<void> } {
  const stop = new AbortController()
  let child: ChildProcess | null = null
  const keeping = keep()

  async function keep(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(BEFORE_A_START_MS, undefined, { signal: stop.signal }).catch(() => undefined)
      if (stop.signal.aborted) return
      child = fork(join(import.meta.dirname, '../cli.js'), ['watchdog'], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      const [code] = await once(child, 'exit')
      if (!stop.signal.aborted)
        console.error(`The watchdog ended with ${String(code)}; it is started again in a minute.`)
    }
  }
  return {
    stop: async () => {
      stop.abort()
      child?.kill('SIGTERM')
      await keeping
    },
  }
}

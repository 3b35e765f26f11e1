/**
 * What runs beside the pages: rounds of the registers, the logs, and a look at the clock. Where another process keeps a log this
 * one stands by. Pages show what is due without any of them.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { KeptByAnother, keepLogAlways, LOGS, type LogName, logSettings, watchProcessClock } from '../ledger/index.ts'
import { keepRegister, type Register } from '../register/index.ts'
import type { Settings, Store } from '../store/index.ts'

/** The first rounds let the first pages pass. */
const FIRST_ROUND_MS = 3_000
const STAND_BY_MS = 15_000

/** Starts them; `stop` waits for the round under way. */
export function startKeeping(settings: Settings, store: Store, register: Register): { stop: () => Promise<void> } {
  const stop = new AbortController()
  const until = stop.signal
  const tell = (line: string) => console.error(line)
  const running = Promise.all([
    afterFirstPages(until).then(() => keepRegister(register, { until, tell })),
    afterFirstPages(until).then(() => watchProcessClock(store.ownerClient, { until, tell })),
    ...LOGS.map((log) => afterFirstPages(until).then(() => keepOrStandBy(log, { settings, store, until }))),
  ])
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

const afterFirstPages = (signal: AbortSignal) => sleep(FIRST_ROUND_MS, undefined, { signal }).catch(() => undefined)

interface Keeping {
  readonly settings: Settings
  readonly store: Store
  readonly until: AbortSignal
}

async function keepOrStandBy(log: LogName, { settings: { dataFolder }, store, until }: Keeping): Promise<void> {
  const place = { dataFolder, key: store.key, authority: process.env.OBSERVANCE_AUTHORITY }
  const tell = (line: string) => console.error(`${log}: ${line}`)
  while (!until.aborted) {
    try {
      await keepLogAlways(store.ownerClient, logSettings(log, place), { witnesses: [], until, tell })
    } catch (error) {
      if (!(error instanceof KeptByAnother)) throw error
      await sleep(STAND_BY_MS, undefined, { signal: until }).catch(() => undefined)
    }
  }
}

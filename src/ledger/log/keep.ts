/** Keeps a log running: a round each second, its witnesses each minute or when there is something new. Ends on a signal. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { NotProved } from '../core/not-proved.ts'
import type { Witness } from '../core/policy.ts'
import { askWitness } from './ask-witness.ts'
import { becomeSequencer, type LogSettings, sequence } from './sequencer.ts'
import { type Signed, SigningStopped } from './sign.ts'
import { currentTree } from './tree-row.ts'

export interface Keeping {
  readonly witnesses: readonly Witness[]
  readonly until: AbortSignal
  /** Tells the operator, in one line. */
  readonly tell: (line: string) => void
}

const ROUND_MS = 1000
/** Witnesses raise an alarm after ten minutes without a word. */
const AT_LEAST_MS = 60_000

/** Runs rounds until told to stop. A round that fails is told and tried again; the connection is the caller's to renew. */
export async function keepLog(
  client: pg.ClientBase,
  settings: LogSettings,
  { witnesses, until, tell }: Keeping,
): Promise<void> {
  let shownSize = -1
  let shownAt = Number.NEGATIVE_INFINITY
  let lastTold = ''
  while (!until.aborted) {
    const told = await round(client, settings, async (signed) => {
      const now = performance.now()
      if (signed.checkpoint.size === shownSize && now - shownAt < AT_LEAST_MS) return
      ;[shownSize, shownAt] = [signed.checkpoint.size, now]
      await show(client, settings, { signed, witnesses, tell })
    })
    if (told !== lastTold && told !== '') tell(told)
    lastTold = told
    await sleep(ROUND_MS, undefined, { signal: until }).catch(() => undefined)
  }
}

/** Whoever wants to keep a log and finds it kept. */
export class KeptByAnother extends Error {
  override readonly name = 'KeptByAnother'
}

/**
 * The same over as many connections as it takes: a database that goes away comes back, and the log goes on from its tables.
 * Refuses with `KeptByAnother` where another process is the log's sequencer when it begins.
 */
export async function keepLogAlways(
  connect: () => Promise<pg.Client>,
  settings: LogSettings,
  keeping: Keeping,
): Promise<void> {
  for (let first = true; !keeping.until.aborted; first = false) {
    try {
      await keepOnce(connect, settings, { keeping, first })
    } catch (error) {
      if (error instanceof KeptByAnother) throw error
      keeping.tell(
        `The log cannot be kept, and it is tried again: ${error instanceof Error ? error.message : String(error)}.`,
      )
      await sleep(ROUND_MS, undefined, { signal: keeping.until }).catch(() => undefined)
    }
  }
}

async function keepOnce(
  connect: () => Promise<pg.Client>,
  settings: LogSettings,
  { keeping, first }: { readonly keeping: Keeping; readonly first: boolean },
): Promise<void> {
  const client = await connect()
  try {
    if (await becomeSequencer(client, settings.log)) return await keepLog(client, settings, keeping)
    if (first) throw new KeptByAnother(`Another process keeps the log ${settings.log}. Nothing was changed.`)
    throw new Error('the lock of the connection that was lost is still held')
  } finally {
    await client.end().catch(() => undefined) // it may be what was lost
  }
}

/** Gives what went wrong, or nothing. */
async function round(
  client: pg.ClientBase,
  settings: LogSettings,
  then: (signed: Signed) => Promise<void>,
): Promise<string> {
  try {
    await then(await sequence(client, settings))
    return ''
  } catch (error) {
    if (error instanceof SigningStopped) return `ALARM ${error.message}`
    throw error
  }
}

async function show(
  client: pg.ClientBase,
  settings: LogSettings,
  { signed, witnesses, tell }: Pick<Keeping, 'witnesses' | 'tell'> & { readonly signed: Signed },
): Promise<void> {
  const tree = await currentTree(client, settings.log, settings.authority)
  for (const witness of witnesses.filter(({ url }) => url !== null))
    try {
      await askWitness(client, tree, signed, witness)
    } catch (error) {
      // One that is away does not hold up the others; the proof waits for a quorum.
      tell(error instanceof NotProved ? error.message : `${witness.name} does not answer: ${String(error)}.`)
    }
}

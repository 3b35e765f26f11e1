/**
 * A released table as anybody sees it: its page and its files, beside bare Hono and pg that serve the same bytes; then the page for
 * twenty readers at once while officers write cases, and what the officers get done beside those readers and without them.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { loadPack, packFolder } from '../../src/countries/index.ts'
import { PROCEDURES } from '../../src/procedures/index.ts'
import { openRegister, type Register } from '../../src/register/index.ts'
import { openStore } from '../../src/store/index.ts'
import { type Client, clientOf } from '../client.ts'
import { PUBLIC } from '../lookers.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { figureOf, takeTurns } from '../pages.ts'
import { keepPieces } from '../pieces.ts'
import { officer, sendAll, shortDetention } from '../registers/sent.ts'
import { percentile } from '../samples.ts'
import { asOwner, inFolder, type Started, startProcess, startSite } from '../site.ts'

const PAGE = '/tables/detention-decision'
const FILES = ['csv', 'sdmx.json', 'csv-metadata.json']
const [READERS, ROUNDS] = [20, 150]
const WRITERS = ['police-officer', 'sms-enforcement', 'place-officer', 'border-officer']
const SECONDS = 10
const GOAL_MS = 50
const AT_MOST_TIMES = 2

export const released: Measurement = { name: 'released', run: () => inFolder(measure) }

async function measure(folder: string): Promise<readonly Figure[]> {
  const site = await startSite(folder)
  try {
    const client = clientOf(site.port, { cookies: PUBLIC.cookies, connections: READERS })
    const page = await whenReleased(site.port)
    console.error('the table is released')
    const release = /\/releases\/([^/"]+)\//.exec(page)?.[1]
    if (release === undefined) throw new Error('the page of the table names no release')
    const floor = await startProcess(['bench/floor-server.ts', folder], {})
    const figures: Figure[] = []
    try {
      for (const path of [PAGE, ...FILES.map((file) => `/releases/${release}/detention-decision.${file}`)])
        figures.push(await besideBare(folder, { port: site.port, floor, path }))
    } finally {
      await floor.stop()
    }
    figures.push(...(await whileCasesAreWritten(folder, client)))
    client.close()
    return figures
  } finally {
    await site.stop()
  }
}

/** The demonstration's tables are computed and released after the start. */
async function whenReleased(port: number): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${PAGE}`, { signal: AbortSignal.timeout(5000) }).catch(
      () => null,
    )
    if (answer?.ok) return answer.text()
    await sleep(1000)
  }
}

async function besideBare(
  folder: string,
  { port, floor, path }: { port: number; floor: Started; path: string },
): Promise<Figure> {
  // Addresses of its own each time: the site limits how often one address asks.
  const client = clientOf(port, { cookies: PUBLIC.cookies, connections: READERS })
  const text = await client.text(path)
  await asOwner(folder, (owner) => keepPieces(owner, path, text))
  const theirs = clientOf(floor.port, { cookies: [], connections: 1 })
  const bare = `/piece/${encodeURIComponent(path)}/public`
  const before = async () => undefined
  const taken = await takeTurns({ ours: client, page: path, theirs, bare, before, atOnce: 1, rounds: ROUNDS })
  theirs.close()
  client.close()
  const name = `${path.replace(/^\/releases\/[^/]+/, 'file ')} (${Math.round(Buffer.byteLength(text) / 1024)} KB): p99`
  return figureOf(name, taken, AT_MOST_TIMES)
}

/** Officers and readers, each alone and then both. */
async function whileCasesAreWritten(folder: string, client: Client): Promise<readonly Figure[]> {
  const store = await openStore({ port: 0, dataFolder: folder, databaseUrl: null })
  try {
    const pack = await loadPack(packFolder('AZE'))
    const today = Temporal.Now.plainDateISO(pack.timeZone)
    const options = { store, pack, procedures: PROCEDURES, dataFolder: folder, today, software: 'bench' }
    const register = await openRegister(options)
    await written(register, until(2))
    const alone = await written(register, until(SECONDS))
    const undisturbed = await read(client, until(SECONDS))
    const end = until(SECONDS)
    const [beside, disturbed] = await Promise.all([written(register, end), read(client, end)])
    return [
      {
        name: `${READERS} readers of a released table at once, while cases are written: p99`,
        value: percentile(disturbed, 0.99),
        unit: 'ms',
        goal: GOAL_MS,
        floor: { what: 'while none is written', value: percentile(undisturbed, 0.99) },
      },
      {
        name: `a command of ${WRITERS.length} officers, beside ${READERS} readers (${Math.round(beside / SECONDS)} a second)`,
        value: (SECONDS * 1000) / beside,
        unit: 'ms',
        floor: { what: `without readers (${Math.round(alone / SECONDS)} a second)`, value: (SECONDS * 1000) / alone },
      },
    ]
  } finally {
    await store.close()
  }
}

const until = (seconds: number) => performance.now() + seconds * 1000

/** How many commands were acknowledged until then. */
async function written(register: Register, end: number): Promise<number> {
  let commands = 0
  await Promise.all(
    WRITERS.map(async (role) => {
      while (performance.now() < end) {
        const who = officer(role)
        const sent = shortDetention(who)
        await sendAll(register, who, sent)
        commands += sent.length
      }
    }),
  )
  return commands
}

/** What each answer took until then, each reader asking again after a while as people do. */
async function read(client: Client, end: number): Promise<readonly number[]> {
  const taken: number[] = []
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      while (performance.now() < end) {
        const { status, milliseconds } = await client.get(PAGE)
        if (status !== 200) throw new Error(`${PAGE} answered ${status}`)
        taken.push(milliseconds)
        await sleep(100)
      }
    }),
  )
  return taken
}

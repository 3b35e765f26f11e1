/**
 * The pages that people read most, at the scale of a whole country, as the public and as an official who has signed in:
 * one request at a time and twenty at once, each in turn with the floor (floor-server.ts). Also one at a time while somebody
 * saves, so that remembered answers are asked anew: once a second, and before each request. Then the memory of the server.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, clientOf } from './client.ts'
import { growTo } from './country.ts'
import { type Looker, officialsOf, PUBLIC } from './lookers.ts'
import type { Choice, Figure, Measurement } from './measurement.ts'
import { keepPieces } from './pieces.ts'
import { median, percentile } from './samples.ts'
import { asOwner, inFolder, inKept, type Started, startProcess, startSite } from './site.ts'
import { type Writer, writerOn } from './writer.ts'

export const PAGES = [
  '/',
  '/obligations',
  '/obligations?overdue=yes',
  '/plan',
  '/indicators',
  '/search?q=interpreter+no17',
  '/progress/institution',
  '/obligations/BENCH.9.8',
]
/** For officials alone. */
const OFFICIALS = ['/history']

/** With four measures each, but for those of the installed country: 2,500, 10,000 and 100,000 are reached. */
const SCALE = { obligations: 2_580, history: 40 }
const GOAL_MS = 50
const AT_MOST_TIMES = 2
const GOAL_MEMORY_MB = 300

const [ALONE, AFTER_CHANGES, AT_ONCE, ROUNDS_AT_ONCE] = [150, 50, 20, 10]
/** While somebody saves each second: so that one request in twenty finds a change. */
const PAUSE_MS = 25

export const pages: Measurement = {
  name: 'pages',
  run: (choice) => (choice.keep === undefined ? inFolder : inKept(choice.keep))((folder) => run(folder, choice)),
}

async function run(folder: string, choice: Choice): Promise<readonly Figure[]> {
  const site = await startSite(folder)
  try {
    const counts = await asOwner(folder, (owner) => growTo(owner, SCALE))
    console.error(
      `${counts.obligations} obligations, ${counts.measures} measures, ${counts.history} entries of history`,
    )
    const floor = await startProcess(['bench/floor-server.ts', folder], {})
    try {
      const figures = await asOwner(folder, async (owner) =>
        measureAll(folder, { site, floor, writer: await writerOn(owner), only: choice.only ?? '' }),
      )
      return [...figures, memoryOf(site)]
    } finally {
      await floor.stop()
    }
  } finally {
    await site.stop()
  }
}

async function measureAll(folder: string, { only, ...running }: Running & { only: string }): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const looker of [PUBLIC, await officialsOf(folder, AT_ONCE)])
    for (const page of (looker.who === 'public' ? PAGES : [...PAGES, ...OFFICIALS]).filter((one) => isAsked(one, only)))
      figures.push(...(await measureOne(folder, { ...running, looker, page })))
  return figures
}

/** By a part of the address; "/" alone means the first page. */
function isAsked(page: string, only: string): boolean {
  return only === '/' ? page === '/' : page.includes(only)
}

interface Running {
  readonly site: Started
  readonly floor: Started
  readonly writer: Writer
}

interface Subject extends Running {
  readonly looker: Looker
  readonly page: string
}

async function measureOne(folder: string, { site, floor, writer, looker, page }: Subject): Promise<Figure[]> {
  const ours = clientOf(site.port, { cookies: looker.cookies, connections: AT_ONCE })
  const theirs = clientOf(floor.port, { cookies: [], connections: AT_ONCE })
  const name = `${looker.who} ${page}`
  const bare = `/piece/${encodeURIComponent(name)}/${encodeURIComponent(looker.audiences)}`
  try {
    const text = await ours.text(page)
    await asOwner(folder, (owner) => keepPieces(owner, name, text))
    const kilobytes = Math.round(Buffer.byteLength(text) / 1024)
    const turns = { ours, page, theirs, bare, before: async () => undefined }
    const one = { ...turns, atOnce: 1, rounds: ALONE }
    return [
      figureOf(`${name} (${kilobytes} KB), one at a time: p99`, await takeTurns(one), AT_MOST_TIMES),
      figureOf(
        `${name}, a change each second: p99`,
        await writer.savingWhile(() => takeTurns({ ...one, before: () => sleep(PAUSE_MS) })),
        AT_MOST_TIMES,
      ),
      figureOf(
        `${name}, each time after a change: p99`,
        await takeTurns({ ...one, rounds: AFTER_CHANGES, before: writer.save }),
      ),
      figureOf(
        `${name}, ${AT_ONCE} at once: p99`,
        await takeTurns({ ...turns, atOnce: AT_ONCE, rounds: ROUNDS_AT_ONCE }),
      ),
    ]
  } finally {
    ours.close()
    theirs.close()
  }
}

interface Turns {
  readonly ours: Client
  readonly page: string
  readonly theirs: Client
  readonly bare: string
  /** Before each round of either. */
  readonly before: () => Promise<unknown>
  readonly atOnce: number
  readonly rounds: number
}

/** A round of ours, a round of the floor, and so on; a warm-up first that counts for neither. */
export async function takeTurns({ ours, page, theirs, bare, before, atOnce, rounds }: Turns) {
  const taken = { ours: [] as number[], floor: [] as number[] }
  const warmUp = Math.ceil(20 / atOnce)
  for (let round = 0; round < warmUp + rounds; round++) {
    await before()
    const own = await together(ours, page, atOnce)
    await before()
    const floor = await together(theirs, bare, atOnce)
    if (round < warmUp) continue
    taken.ours.push(...own)
    taken.floor.push(...floor)
  }
  return taken
}

async function together(client: Client, path: string, atOnce: number): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: atOnce }, () => client.get(path)))
  const wrong = answers.find(({ status }) => status !== 200)
  if (wrong !== undefined) throw new Error(`${path} answered ${wrong.status}`)
  return answers.map(({ milliseconds }) => milliseconds)
}

/**
 * The goal is for the slowest in a hundred; against the floor stand the medians, which one hiccup does not move. It is a goal
 * for one at a time: twenty at once, and a page that nobody asked since the last change, stand beside the floor without one.
 */
export function figureOf(
  name: string,
  { ours, floor }: { ours: number[]; floor: number[] },
  atMostTimes?: number,
): Figure {
  return {
    name,
    value: percentile(ours, 0.99),
    unit: 'ms',
    compared: median(ours),
    floor: { what: 'bare Hono and pg, medians', value: median(floor) },
    ...(atMostTimes === undefined ? {} : { goal: GOAL_MS, atMostTimes }),
  }
}

function memoryOf(site: Started): Figure {
  const megabytes = site.memory() / 2 ** 20
  return {
    name: 'memory of the server after these pages, database apart',
    value: megabytes,
    unit: 'MB',
    goal: GOAL_MEMORY_MB,
    floor: null,
  }
}

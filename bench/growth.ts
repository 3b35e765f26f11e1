/**
 * How the time of a page grows with the country: 250, 2,500 and 25,000 obligations with all that hangs on them. Stands
 * guard against a query that looks at everything.
 */
import { clientOf } from './client.ts'
import { growTo } from './country.ts'
import type { Figure, Measurement } from './measurement.ts'
import { PAGES } from './pages.ts'
import { median } from './samples.ts'
import { asOwner, inFolder, startSite } from './site.ts'

const SIZES = [250, 2_500, 25_000] as const
const HISTORY = 10
const [WARM_UP, ROUNDS] = [5, 15]
/** A hundred times as much may cost ten times as much: the square root, where looking at everything would cost a hundred. */
const AT_MOST_TIMES = 10

export const growth: Measurement = { name: 'growth', run: () => inFolder(run) }

async function run(folder: string): Promise<readonly Figure[]> {
  const site = await startSite(folder)
  try {
    const taken = new Map<string, number[]>(PAGES.map((page) => [page, []]))
    for (const obligations of SIZES) {
      await asOwner(folder, (owner) => growTo(owner, { obligations, history: HISTORY }))
      for (const page of PAGES) taken.get(page)?.push(await medianOf(site.port, page))
    }
    return [...taken].map(([page, times]) => asFigure(page, times))
  } finally {
    await site.stop()
  }
}

async function medianOf(port: number, page: string): Promise<number> {
  const client = clientOf(port, { cookies: ['browser=bench'], connections: 1 })
  const times: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round++) times.push((await client.get(page)).milliseconds)
  client.close()
  return median(times.slice(WARM_UP))
}

function asFigure(page: string, times: readonly number[]): Figure {
  const [first = Number.NaN, middle = Number.NaN, last = Number.NaN] = times
  return {
    name: `growth of ${page}: ${SIZES.join(', ')} obligations: ${middle.toFixed(1)} ms in the middle, at the end`,
    value: last,
    unit: 'ms',
    floor: { what: `at ${SIZES[0]}`, value: first },
    atMostTimes: AT_MOST_TIMES,
  }
}

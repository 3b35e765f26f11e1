/**
 * A three-way table over 50,000 to 5,000,000 statistical records, with the sum of keys, every margin and its noise, as it is
 * computed for a release; beside the plain count of the same crossing by the same database, in turn.
 */
import { sql } from 'kysely'
import { protect } from '../src/statistics/compute/protect.ts'
import { trueCells } from '../src/statistics/compute/true-cells.ts'
import { DEFAULTS, makePTable, periodNamed, type Table } from '../src/statistics/index.ts'
import { tableNamed } from '../src/statistics/tables/catalogue.ts'
import type { Figure, Measurement } from './measurement.ts'
import { type Site, withRegisters } from './registers/site.ts'
import { inTurn, median } from './samples.ts'

const SIZES = [50_000, 500_000, 5_000_000] as const
const ROUNDS = { warmUp: 2, rounds: 7 }
/** Of the plain count. */
const AT_MOST_TIMES = 1.6

export const threeWay: Measurement = { name: 'tables', run: () => withRegisters(measure) }

async function measure(site: Site): Promise<readonly Figure[]> {
  const owner = await site.store.ownerClient()
  const figures: Figure[] = []
  let there = 0
  try {
    await owner.query(
      'insert into statistics.person (pseudonym) select substring(sha256(n::text::bytea) for 20) from generate_series(1, 10000) n',
    )
    for (const size of SIZES) {
      await owner.query(FILL, [there + 1, size])
      there = size
      await owner.query('vacuum analyze statistics.detention')
      figures.push(await taken(site, size))
      console.error(`${size.toLocaleString('en')} records`)
    }
    const { rows } = await owner.query<{ bytes: string }>(
      "select pg_total_relation_size('statistics.detention') as bytes",
    )
    figures.push({
      name: 'storage of a statistical record, with its indexes',
      value: Number(rows[0]?.bytes) / there,
      unit: 'bytes',
      floor: null,
    })
    return figures
  } finally {
    await owner.end()
  }
}

const die = (word: string, sides: number) => `(abs(hashtext(n || '${word}')) % ${sides})`
const FILL = `insert into statistics.detention (case_pseudonym, person, moment, period_start, sex, age_band, decision)
  select substring(sha256(('case ' || n)::bytea) for 20), substring(sha256((1 + n % 10000)::text::bytea) for 20), 'released', '2025-03-01',
    (array['female', 'male'])[1 + ${die('sex', 2)}], (array['0-4', '15-17', '25-34', '35-44', '65+'])[1 + ${die('age', 5)}],
    (array['release', 'alternative', 'authorize'])[1 + ${die('decision', 3)}]
  from generate_series($1::integer, $2::integer) n`

/** Sex, age and decision; every margin. */
function threeWays(): Table {
  const [persons, decision] = [tableNamed('detention-persons'), tableNamed('detention-decision')]
  if (persons === null || decision === null) throw new Error('the declared tables have other names')
  return { ...decision, by: [...persons.by, ...decision.by.slice(0, 1)], margins: 'all' }
}

async function taken({ register }: Site, size: number): Promise<Figure> {
  const [table, period, pTable] = [threeWays(), periodNamed('2025', 'A'), makePTable(DEFAULTS, '1')]
  if (period === null) throw new Error('2025 is a year')
  const { asStatistics } = register.firewall
  const both = await inTurn(
    () => asStatistics(async (tx) => protect(table, await trueCells(tx, table, period), pTable)),
    () =>
      asStatistics((tx) =>
        sql`select sex, age_band, decision, count(*) from statistics.detention
          where moment = any(array['released', 'alternativeImposed', 'departed', 'died']) and period_start >= '2025-01-01' and period_start < '2026-01-01'
          group by sex, age_band, decision`.execute(tx),
      ),
    ROUNDS,
  )
  return {
    name: `a protected three-way table with every margin, ${size.toLocaleString('en')} records`,
    value: median(both.work),
    unit: 'ms',
    floor: { what: 'the plain count of the crossing', value: median(both.floor) },
    ...(size === SIZES.at(-1) ? { atMostTimes: AT_MOST_TIMES } : {}),
  }
}

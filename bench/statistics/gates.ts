/**
 * What judging a table costs: the declared table with most cells, computed with all tables of all earlier years released, beside
 * the same before anything was. The gates hold each of its cells against each that was ever published.
 */

import { loadPack, packFolder } from '../../src/countries/index.ts'
import { asStored, inventedRecords } from '../../src/statistics/fixtures/declared-population.ts'
import { account, addRecords, PROCEDURES_SAY } from '../../src/statistics/fixtures/records.ts'
import { releaseAll } from '../../src/statistics/fixtures/release-all.ts'
import { type Statistics, TABLES, tablesWith } from '../../src/statistics/index.ts'
import { takeReadyTexts } from '../../src/statistics/release/metadata.ts'
import { computeTable } from '../../src/statistics/release/run.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { type Site, withRegisters } from '../registers/site.ts'
import { median, timed } from '../samples.ts'

const [PERSONS, YEARS] = [3000, [2021, 2022, 2023, 2024, 2025]]
const ROUNDS = 5
const TODAY = Temporal.PlainDate.from('2026-06-15')
const MORNING = Temporal.Instant.from('2026-06-15T04:00:00Z')

export const gates: Measurement = { name: 'gates', run: () => withRegisters(measure) }

async function measure({ store, register }: Site): Promise<readonly Figure[]> {
  const pack = await loadPack(packFolder('AZE'))
  const tables = tablesWith(pack.areas, TABLES)
  const statistics: Statistics = {
    ...{ store, pack, firewall: register.firewall, tables },
    ...PROCEDURES_SAY,
  }
  const [maker, reviewer] = [await account(store, 'Maker'), await account(store, 'Reviewer')]
  const records = inventedRecords(tables, { seed: 1, persons: PERSONS, years: YEARS })
  for (const [name, some] of Map.groupBy(records, ({ table }) => table))
    await addRecords(store, name, some.map(asStored))
  const largest = tables.filter(({ frequency }) => frequency === 'A').toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
  if (largest === undefined) throw new Error('no table is declared')
  const last = String(YEARS.at(-1))
  const compute = () => computeTable(statistics, maker, { table: largest.name, period: last }, TODAY)
  const before = await rounds(compute)
  for (const { name } of tables) await takeReadyTexts(statistics, maker, name)
  const asked = YEARS.slice(0, -1).flatMap((year) =>
    tables.flatMap(({ name, frequency }) => {
      const periods = frequency === 'A' ? [`${year}`] : [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`)
      return periods.map((period) => ({ table: name, period }))
    }),
  )
  const computed = await releaseAll(statistics, { maker, reviewer, today: TODAY, morning: MORNING }, asked)
  const count = computed.filter(({ run }) => run.state !== 'refused').length
  const after = await rounds(compute)
  return [
    {
      name: `${largest.name} computed and judged beside ${count} releases of ${YEARS.length - 1} years, ${records.length.toLocaleString('en')} records`,
      value: after,
      unit: 'ms',
      floor: { what: 'before anything was released', value: before },
    },
  ]
}

function sizeOf({ by }: (typeof TABLES)[number]): number {
  return by.reduce((cells, { categories }) => cells * (categories.length + 2), 1)
}

async function rounds(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round++) taken.push(await timed(work))
  return median(taken)
}

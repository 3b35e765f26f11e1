/**
 * A three-way table over 50,000 to 5,000,000 statistical records (with `--whole` 50,000,000), with the sum of keys, every margin and
 * its noise, as it is computed for a release; beside the plain count of the same crossing by the same database, and the same
 * statement by DuckDB over Parquet, all in turn.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { protect } from '../../src/statistics/compute/protect.ts'
import { trueCells } from '../../src/statistics/compute/true-cells.ts'
import { DEFAULTS, makePTable, periodNamed, type Table } from '../../src/statistics/index.ts'
import { tableNamed } from '../../src/statistics/tables/catalogue.ts'
import type { Choice, Figure, Measurement } from '../measurement.ts'
import { type Site, withRegisters } from '../registers/site.ts'
import { inTurn, median, timed } from '../samples.ts'
import { type ColumnEngine, columnEngine } from './duckdb.ts'

const SIZES = [50_000, 500_000, 5_000_000]
const WHOLE = 50_000_000
const ROUNDS = { warmUp: 2, rounds: 7 }
/** Of the plain count. */
const AT_MOST_TIMES = 1.6

export const threeWay: Measurement = {
  name: 'tables',
  run: (choice) => withRegisters((site) => withFolder((folder) => measure(site, folder, choice))),
}

/** Where the database's own user may write too. */
async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'observance-parquet-'))
  chmodSync(folder, 0o777)
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(site: Site, folder: string, { whole }: Choice): Promise<readonly Figure[]> {
  const owner = await site.store.ownerClient()
  const columns = await columnEngine(owner, folder)
  const figures: Figure[] = []
  const times = new Map<number, number>()
  let there = 0
  try {
    await owner.query(
      'insert into statistics.person (pseudonym) select substring(sha256(n::text::bytea) for 20) from generate_series(1, 10000) n',
    )
    for (const size of whole ? [...SIZES, WHOLE] : SIZES) {
      const filled = await timed(() => filledUpTo(owner, there + 1, size))
      there = size
      await owner.query('vacuum analyze statistics.detention')
      const parquet = await columns.fill()
      console.error(`${size.toLocaleString('en')} records, filled in ${(filled / 1000).toFixed(0)} s`)
      const [row, column] = await taken(site, columns, size)
      figures.push(row, column, ...(size >= 5_000_000 ? storageOf(await bytesOf(owner), parquet, size) : []))
      times.set(size, row.value)
    }
    const [first, last] = [times.get(SIZES[0] ?? 0) ?? 0, times.get(there) ?? 0]
    const grown = there / (SIZES[0] ?? 1)
    return [
      ...figures,
      {
        name: `growth of the protected table to ${there.toLocaleString('en')} records`,
        value: last,
        unit: 'ms',
        floor: { what: `${grown} times as long as at ${SIZES[0]?.toLocaleString('en')}`, value: first * grown },
        atMostTimes: 1.2,
      },
    ]
  } finally {
    columns.close()
    await owner.end()
  }
}

/**
 * Without what is looked up at each row: of fifty million that would be most of the time. Keys and indexes are made over all of them
 * at the end, as they were.
 */
async function filledUpTo(owner: pg.Client, from: number, size: number): Promise<void> {
  const { rows: constraints } = await owner.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'statistics.detention'::regclass and contype in ('p', 'u', 'f') order by contype = 'f'`,
  )
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = 'statistics.detention'::regclass and not exists (select from pg_constraint c where c.conindid = indexrelid)`,
  )
  await owner.query("set maintenance_work_mem = '1GB'; set synchronous_commit = off")
  await owner.query('begin')
  for (const { name } of constraints) await owner.query(`alter table statistics.detention drop constraint ${name}`)
  for (const { name } of indexes) await owner.query(`drop index ${name}`)
  await owner.query(FILL, [from, size])
  for (const { definition } of indexes) await owner.query(definition)
  for (const { name, definition } of constraints)
    await owner.query(`alter table statistics.detention add constraint ${name} ${definition}`)
  await owner.query('commit')
}

async function bytesOf(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ bytes: string }>(
    "select pg_total_relation_size('statistics.detention') as bytes",
  )
  return Number(rows[0]?.bytes)
}

function storageOf(bytes: number, parquet: { readonly bytes: number; readonly milliseconds: number }, size: number) {
  return [
    {
      name: `storage of a statistical record of ${size.toLocaleString('en')}, with its indexes`,
      value: bytes / size,
      unit: 'bytes',
      floor: { what: 'the columns of this table as Parquet', value: parquet.bytes / size },
    },
    {
      name: `making the Parquet of ${size.toLocaleString('en')} records, which each computing of a table would wait for`,
      value: parquet.milliseconds,
      unit: 'ms',
      floor: null,
    },
  ]
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

async function taken({ register }: Site, columns: ColumnEngine, size: number): Promise<readonly [Figure, Figure]> {
  const [table, period, pTable] = [threeWays(), periodNamed('2025', 'A'), makePTable(DEFAULTS, '1')]
  if (period === null) throw new Error('2025 is a year')
  const { asStatistics } = register.firewall
  const ours = () => asStatistics(async (tx) => protect(table, await trueCells(tx, table, period), pTable))
  const plain = await inTurn(
    ours,
    () =>
      asStatistics((tx) =>
        sql`select sex, age_band, decision, count(*) from statistics.detention
          where moment = any(array['released', 'alternativeImposed', 'departed', 'died']) and period_start >= '2025-01-01' and period_start < '2026-01-01'
          group by sex, age_band, decision`.execute(tx),
      ),
    ROUNDS,
  )
  const beside = await inTurn(() => columns.count(table, period), ours, ROUNDS)
  const records = `${size.toLocaleString('en')} records`
  return [
    {
      name: `a protected three-way table with every margin, ${records}`,
      value: median(plain.work),
      unit: 'ms',
      floor: { what: 'the plain count of the crossing', value: median(plain.floor) },
      ...(size >= 5_000_000 ? { atMostTimes: AT_MOST_TIMES } : {}),
    },
    {
      name: `the same statement by DuckDB over Parquet, ${records}`,
      value: median(beside.work),
      unit: 'ms',
      floor: { what: 'by PostgreSQL', value: median(beside.floor) },
    },
  ]
}

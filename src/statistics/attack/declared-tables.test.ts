/**
 * P25 over what a State in fact publishes: the declared tables of two years and their quarters, computed over invented people,
 * judged, reviewed and released; then whoever has the released files, and nothing else, attacks them. OBSERVANCE_RELEASES=1
 * plays all tables; without it a few.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { boundOf } from '../../../tests/bound.ts'
import { CLUSTER_VARIABLE, testStore } from '../../../tests/store.ts'
import { trueCells } from '../compute/true-cells.ts'
import { certainIn, contradictions, differences, type Figure, knownOf, leastVariance } from '../fixtures/attackers.ts'
import { asStored, inventedRecords, recordsOf } from '../fixtures/declared-population.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { releaseAll } from '../fixtures/release-all.ts'
import { takeReadyTexts } from '../release/metadata.ts'
import { approveExact } from '../release/review.ts'
import { TABLES, tableNamed } from '../tables/catalogue.ts'
import { periodNamed } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'

const ALL = process.env.OBSERVANCE_RELEASES === '1'
const YEARS = [2024, 2025]
/** Of one procedure, of persons, cases and times, by year and quarter, one without noise. */
const FEW = ['detention-persons', 'detention-decision', 'detention-ground', 'detention-review']
const today = Temporal.PlainDate.from('2026-06-15')
const morning = Temporal.Instant.from('2026-06-15T04:00:00Z')

const store = await testStore('country')
const statistics = await statisticsOn(store)
const [maker, reviewer, ombudsperson] = [
  await account(store, 'Rena'),
  await account(store, 'Samir'),
  await account(store, 'Leyla', 'nhri'),
]
const owner = await store.ownerClient()
after(() => owner.end())
for (const { name } of TABLES) await takeReadyTexts(statistics, maker, name)
for (const table of TABLES.filter(({ exact }) => exact !== undefined))
  for (const one of [maker, ombudsperson]) await approveExact(statistics, one, [table])

/** Computes what passes, table after table and year after year, and releases it; gives what was refused. */
async function releaseYears(tables: readonly Table[], years: readonly number[]): Promise<readonly string[]> {
  const asked = years.flatMap((year) =>
    tables.flatMap((table) => periodsOf(table, year).map((period) => ({ table: table.name, period }))),
  )
  const computed = await releaseAll(statistics, { maker, reviewer, today, morning }, asked)
  return computed
    .filter(({ run }) => run.state === 'refused')
    .map(({ table, period, run }) => `${table} ${period}: ${[...new Set(run.findings.map(({ rule }) => rule))].join()}`)
}

function periodsOf({ frequency }: Table, year: number): readonly string[] {
  if (frequency === 'A') return [`${year}`]
  const quarters = ALL ? [1, 2, 3, 4] : year === YEARS.at(-1) ? [3, 4] : []
  return quarters.map((quarter) => `${year}-Q${quarter}`)
}

/** All that anybody can download. */
async function publishedFigures(): Promise<readonly Figure[]> {
  const { rows } = await owner.query<{ release: string; table_name: string; bytes: Buffer }>(
    "select release, table_name, bytes from followup.release_file where name like '%.sdmx.csv' order by release, table_name",
  )
  return rows.flatMap(({ release, table_name, bytes }) => {
    const table = tableNamed(table_name) ?? assert.fail(table_name)
    const lines: Record<string, string>[] = parse(bytes, { columns: true })
    const counts = lines.filter(({ MEASURE }) => ['PERSONS', 'CASES', 'EVENTS', 'BREACHES'].includes(MEASURE ?? ''))
    assert.ok(counts.length > 0, `${release} ${table_name}`)
    return counts.map(
      (line): Figure => ({
        ...{ table, release, period: line.TIME_PERIOD ?? '' },
        at: Object.fromEntries(table.by.map(({ id }) => [id, line[id] ?? ''])),
        value: line.OBS_VALUE === '' ? null : Number(line.OBS_VALUE),
      }),
    )
  })
}

async function attackOn(tables: readonly Table[], { seed, persons }: { seed: number; persons: number }) {
  const records = inventedRecords(tables, { seed, persons, years: YEARS })
  for (const [name, some] of Map.groupBy(records, ({ table }) => table))
    await addRecords(store, name, some.map(asStored))
  const refused = await releaseYears(tables, YEARS)
  const figures = await publishedFigures()
  const known = knownOf(figures, records)
  return { tables, records, refused, figures, known }
}

const played = await attackOn(
  TABLES.filter(({ name }) => ALL || FEW.includes(name)),
  { seed: 7, persons: ALL ? 900 : 700 },
)

test('P25: no two figures of two years of declared tables have one to nine people between them that no figure shows', () => {
  assert.ok(played.figures.length > 60, played.refused.join())
  assert.deepEqual(differences(played.known), [])
  console.log(
    `declared tables attacked: ${new Set(played.figures.map(({ table, period }) => `${table.name} ${period}`)).size} releases of ${played.tables.length} tables over two years, ${played.figures.length} figures, ${played.refused.length} refused; 0 differences of one to nine`,
  )
})

test('P25: exact search over the released files is certain of no group below five', () => {
  const { asked, certain } = certainIn(played.known)
  assert.ok(asked > 0)
  assert.deepEqual(certain, [])
  console.log(`exact search over the released files: ${asked} groups asked for, none certain; ${boundOf(asked)}`)
})

test('P25: averaging all figures of a year leaves a variance of one', () => {
  const least = leastVariance(played.known)
  assert.ok(least >= 1 - 1e-9, `${least}`)
})

test('P25: what is the same by its definition has one figure in every released file', () => {
  assert.deepEqual(contradictions(played.figures), [])
})

test('P25: what is asked again has the same figures, and one late record moves none, also in a table that comes later', async () => {
  const [again, late] = ['detention-decision', 'detention-length'].map((name) => tableNamed(name) ?? assert.fail())
  const before = played.figures.length
  const [one] = played.records.filter(({ kind, month }) => kind === 'released' && month.year === 2025)
  const added = { ...(one ?? assert.fail()), who: 'f'.repeat(40) }
  await addRecords(store, 'detention', [asStored(added)])
  await releaseYears(
    [again, ...(ALL ? [] : [late])].filter((table) => table !== undefined),
    [2025],
  )
  const figures = await publishedFigures()
  assert.ok(figures.length > before)
  assert.deepEqual(contradictions(figures), [])
  assert.deepEqual(differences(knownOf(figures, played.records)), [])
})

/** What must be nowhere: every key, the sum of keys of every published cell, every pseudonym and record. */
async function secrets(): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const keep = (value: unknown) => void (String(value).length >= 7 && found.add(String(value)))
  for (const name of new Set(played.tables.map(recordsOf)))
    for (const row of (
      await owner.query(`select record_id, record_key, encode(case_pseudonym, 'hex') as of from statistics.${name}`)
    ).rows)
      for (const one of [row.record_id, row.record_key, row.of]) keep(one)
  for (const row of (await owner.query("select person_key, encode(pseudonym, 'hex') as who from statistics.person"))
    .rows)
    for (const one of [row.person_key, row.who]) keep(one)
  const computed = new Map(played.figures.map(({ table, period }) => [`${table.name} ${period}`, { table, period }]))
  for (const { table, period } of computed.values()) {
    const within = periodNamed(period, table.frequency) ?? assert.fail()
    const cells = await statistics.firewall.asStatistics((tx) => trueCells(tx, table, within))
    for (const { key } of cells) if (key !== null) keep(key)
  }
  return found
}

/** Files, unpacked where they are packed. */
function textOf(name: string, bytes: Buffer): string {
  if (!name.endsWith('.xlsx')) return bytes.toString('utf8')
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n')
}

test('2.5 and D7: no key, sum of keys, pseudonym or record is in any released file, row that pages read, leaf of the log or log of the database', async () => {
  const hidden = await secrets()
  assert.ok(hidden.size > 1000)
  const written: (readonly [string, string])[] = []
  for (const { name, bytes } of (await owner.query('select name, bytes from followup.release_file')).rows)
    written.push([name, textOf(name, bytes)])
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('followup', 'ledger', 'firewall')`,
  )
  for (const { name } of tables)
    for (const { row } of (await owner.query(`select to_jsonb(t)::text as row from ${name} t`)).rows)
      written.push([name, row])
  const log = join(process.env[CLUSTER_VARIABLE] ?? '', 'run', 'postgres.log')
  written.push(['log of the database', readFileSync(log, 'utf8')])
  // Keys and pseudonyms are words of digits; a number inside a longer one is none.
  const found = written.flatMap(([name, text]) =>
    (text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{7,}/g) ?? [])
      .filter((word) => hidden.has(word))
      .map((word) => `${word} in ${name}`),
  )
  assert.deepEqual(found, [])
})

test('2.5: of a computed table nothing is kept but published values, and of a refused one no number', async () => {
  const { rows } = await owner.query<{ state: string; cells: Record<string, unknown>[]; findings: object[] }>(
    'select state, cells, findings from followup.table_run',
  )
  for (const { cells } of rows)
    for (const cell of cells)
      assert.deepEqual(
        Object.keys(cell).filter((name) => !['at', 'value', 'from'].includes(name)),
        [],
      )
  const said = rows
    .flatMap(({ findings }) => findings)
    .map((finding) => JSON.stringify({ ...finding, at: null, other: null, cure: null }))
  assert.ok(said.length > 0)
  for (const one of said) assert.doesNotMatch(one, /\d/)
})

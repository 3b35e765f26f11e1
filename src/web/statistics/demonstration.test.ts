/**
 * The invented tables: every table of a register that runs, of two periods, through the gates; what a stop left is made at the next
 * start, and nothing twice. OBSERVANCE_RELEASES=1 makes them on other days of the year as well.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { testSite, WITHOUT_LIMITS } from '../../../tests/site.ts'
import { visitor } from '../../../tests/visitor.ts'
import { loadPack, packFolder } from '../../countries/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { recordShapeOf } from '../../register/index.ts'
import {
  calendarLines,
  computeTable,
  readReleasedTable,
  releaseCalendar,
  STATISTICS_READER,
  tablesIn,
} from '../../statistics/index.ts'
import { asReader } from '../../store/index.ts'
import { playTablesOnce } from '../demonstration-cases.ts'
import { playTables } from './demonstration.ts'
import { figuresByCsvw, figuresBySdmxCsv } from './fixtures/csv-clients.ts'
import { figuresOf, namesIn, readByClient } from './fixtures/sdmx-client.ts'
import { openStatistics } from './room.ts'

const DAYS =
  process.env.OBSERVANCE_RELEASES === '1' ? ['2026-01-02', '2026-04-01', '2026-08-20', '2027-10-01', '2028-02-29'] : []

const pack = await loadPack(packFolder('AZE'))
const site = await testSite({ limits: WITHOUT_LIMITS })
const statistics = openStatistics({ ...site, country: { pack } })
const owner = await site.store.ownerClient()
after(() => owner.end())
const today = Temporal.Now.plainDateISO(pack.timeZone)
const stage = { ...site, pack }

const rowsOf = async <Row extends pg.QueryResultRow>(statement: string) => (await owner.query<Row>(statement)).rows
const releasesMade = async () => (await rowsOf("select from followup.table_run where state = 'released'")).length
const isTold = async () => (await rowsOf("select from register.installed where name = 'demonstration tables'")).length

const stop = new AbortController()
const played = playTablesOnce(stage, stop.signal, () => undefined)
while ((await releasesMade()) < 20) await sleep(20)
stop.abort()
await played
const [before, toldBefore] = [await releasesMade(), await isTold()]
// A stop may come between computing and review: what it leaves is this.
const [maker] = await rowsOf<{ id: string }>(
  "select id from followup.account where demonstration and agency_role = 'statistician' order by email limit 1",
)
const first: Viewer = {
  ...{
    account: maker?.id ?? '',
    name: 'First',
    role: 'officer',
    institution: null,
    organization: null,
    language: 'en',
  },
  duty: { role: 'statistician', office: 'statistics' },
}
const half = statistics.tables.filter(({ frequency, exact }) => frequency === 'A' && exact === undefined).at(-1)
await computeTable(statistics, first, { table: half?.name ?? '', period: `${today.year - 1}` }, today)
const said: string[] = []
await playTablesOnce(stage, new AbortController().signal, (line) => said.push(line))

test('a stop ends the making of invented tables, and the next start makes the rest of them', async () => {
  assert.ok(before >= 20 && before < statistics.tables.length, `${before}`)
  assert.equal(toldBefore, 0, 'told as made before it was')
  assert.equal(await isTold(), 1)
  const twice = await rowsOf('select table_name, period from followup.table_run group by 1, 2 having count(*) > 1')
  assert.deepEqual(twice, [])
})

test('every table of a register that runs is out for two periods: none was refused, none is late', async () => {
  assert.deepEqual(said, [])
  const released = await rowsOf<{ table_name: string; many: number }>(
    `select table_name, count(distinct period)::int as many from followup.table_release
      where demonstration and withdrawn_at is null group by 1 order by 1`,
  )
  assert.deepEqual(
    released,
    statistics.tables
      .map(({ name }) => ({ table_name: name, many: 2 }))
      .toSorted((a, b) => (a.table_name < b.table_name ? -1 : 1)),
  )
  const entries = await asReader(site.store.web, STATISTICS_READER, (tx) => releaseCalendar(tx, statistics, today))
  assert.deepEqual(
    calendarLines(entries, statistics).filter(({ isLate }) => isLate),
    [],
  )
})

test('every indicator that follows from those tables alone has its figure of both periods', async () => {
  const running = new Set(statistics.tables.map(({ name }) => name))
  const expected = Object.entries(pack.publishing?.indicators ?? {})
    .filter(([, one]) => one.per === null && one.against === null && tablesIn(one).every((name) => running.has(name)))
    .map(([name]) => name)
  const fed = await rowsOf<{ indicator: string }>(
    `select indicator from followup.indicator_value where value is not null and superseded_by is null and exists (
        select from followup.table_release r where r.release = computed_from->>'release' and r.table_name = computed_from->>'table')
      group by 1 having count(distinct period) = 2`,
  )
  const names = new Set(fed.map(({ indicator }) => indicator))
  assert.ok(expected.length > 20)
  assert.deepEqual(
    expected.filter((name) => !names.has(name)),
    [],
  )
})

test('the releases themselves have their figures, which say how much of what is required is out and name it', async () => {
  const names = Object.keys(pack.publishing?.ofReleases ?? {})
  const rows = await rowsOf<{ indicator: string; value: string; releases: number }>(
    `select indicator, value, jsonb_array_length(computed_from->'cells') as releases from followup.indicator_value
      where computed_from->>'table' = 'calendar' and superseded_by is null order by indicator, period desc`,
  )
  assert.deepEqual([...new Set(rows.map(({ indicator }) => indicator))], names.toSorted())
  const out = rows.find(({ indicator }) => indicator === 'required-tables-released') ?? assert.fail()
  // Most of what is required has no register yet, and of the quarters of a year not all are invented.
  assert.ok(Number(out.value) > 0 && Number(out.value) < 50, out.value)
  assert.ok(out.releases > 0)
})

test('every released table, read by a client of SDMX that nobody here wrote, has the figures and the names of its page, in two languages', async () => {
  const person = visitor(site.address)
  const newest = await rowsOf<{ table_name: string; release: string; title: Record<string, string> }>(
    `select distinct on (table_name) table_name, release, document::jsonb->'title' as title from followup.table_release
      order by table_name, period desc`,
  )
  assert.equal(newest.length, statistics.tables.length)
  const pages = new Map<string, readonly { readonly name: string; readonly body: string }[]>()
  for (const language of ['en', 'ar']) {
    await person.get(`/language/${language}?back=/`)
    const read: { name: string; body: string }[] = []
    for (const { table_name: name, release } of newest)
      read.push({ name, body: (await person.get(`/tables/${name}?release=${release}`)).body })
    pages.set(language, read)
  }
  for (const { table_name: name, release, title } of newest) {
    const address = `${site.address}/releases/${release}/${name}.sdmx.json`
    const { figures, names } = await readByClient(address)
    for (const [language, read] of pages) {
      const body = read.find((one) => one.name === name)?.body ?? assert.fail(name)
      assert.deepEqual(figuresOf(body, title[language] ?? ''), figures, `${name} ${language}`)
      for (const one of language === 'en' ? names : await namesIn(address, language, names))
        assert.ok(body.includes(one), `${name} ${language}: ${one}`)
    }
  }
})

test('every released table of every period, read as CSV on the Web and as SDMX-CSV by readers that nobody here wrote, has the figures of its release', async () => {
  const released = await rowsOf<{ table_name: string; release: string; document: unknown }>(
    'select table_name, release, document from followup.table_release',
  )
  assert.ok(released.length >= 2 * statistics.tables.length)
  for (const { table_name: name, release, document } of released) {
    const { cells } = readReleasedTable(document)
    const figures = cells.map(({ period, value, status }) => [period, value ?? '', status].join())
    const folder = `${site.address}/releases/${release}`
    assert.deepEqual(await figuresByCsvw(folder, name), figures, `${name} ${release} as CSV on the Web`)
    for (const form of ['sdmx', 'sdmx-1.0'] as const)
      assert.deepEqual(await figuresBySdmxCsv(folder, name, form), figures, `${name} ${release} as ${form}`)
  }
})

test('a reader chooses one of the periods of a table, in every picture of it, by an address that can be shared', async () => {
  const anyone = visitor(site.address)
  await anyone.get('/language/en?back=/')
  const { body: both } = await anyone.get('/tables/detention-decision')
  const [before, last] = [today.year - 2, today.year - 1]
  assert.match(both, new RegExp(`Release, ${before}</th>`))
  const { body } = await anyone.get(`/tables/detention-decision?period=${last}&chart=pyramid`)
  assert.doesNotMatch(body, new RegExp(`Release, ${before}</th>`))
  assert.match(body, new RegExp(`value="${last}" checked`))
  assert.match(body, new RegExp(`value="${before}"(?! checked)`))
  assert.match(body, /<input type="hidden" name="chart" value="pyramid">/)
  assert.match(body, /chart=pyramid"[^>]*aria-current="true"/)
  const { body: unknown } = await anyone.get('/tables/detention-decision?period=1066')
  assert.equal(unknown.match(/<td/g)?.length, both.match(/<td/g)?.length)
})

test('what is invented is what the register could have left: moments, codes and measures of its declaration', async () => {
  const units = (pack.areas?.areas ?? []).flatMap((area) => area.units)
  for (const procedure of PROCEDURES) {
    const { moments, dimensions, measures } = recordShapeOf(procedure, {}, units)
    const table = `statistics.${pg.escapeIdentifier(procedure.name.replaceAll('-', '_'))}`
    const rows = await rowsOf<{ at: string; name: string; value: string }>(
      `select distinct r.moment as at, f.key as name, f.value from ${table} r, jsonb_each_text(to_jsonb(r)) f where f.value is not null`,
    )
    const given = Map.groupBy(rows, ({ name }) => name)
    for (const { at } of rows) assert.ok(moments.includes(at), `${procedure.name} ${at}`)
    for (const { column, values } of dimensions)
      for (const { value } of given.get(column) ?? [])
        assert.ok([...values.values()].includes(value), `${procedure.name} ${column} ${value}`)
    for (const { column, least, most } of measures)
      for (const { value } of given.get(column) ?? [])
        assert.ok(Number(value) >= least && Number(value) <= most, `${procedure.name} ${column} ${value}`)
  }
})

for (const day of DAYS) {
  const other = await testSite()
  test(`no invented table is refused that is made on ${day}`, async () => {
    const room = openStatistics({ ...other, country: { pack } })
    const client = await other.store.ownerClient()
    try {
      const refused = await playTables(room, client, {
        ...{ today: Temporal.PlainDate.from(day), procedures: PROCEDURES },
        ...{ until: new AbortController().signal, tell: () => undefined },
      })
      assert.deepEqual(refused, [])
    } finally {
      await client.end()
    }
  })
}

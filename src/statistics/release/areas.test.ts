/** A table by area from records to every published form: its set of areas, what has merged in it, and what may not change later. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { testStore } from '../../../tests/store.ts'
import type { Areas } from '../../countries/index.ts'
import { asReader, PUBLIC_READER } from '../../store/index.ts'
import { account, addRecords, statisticsOn } from '../fixtures/records.ts'
import { filesOf, structureFile } from '../publication/files.ts'
import { metadataItems, type ReleasedTable, readReleasedTable } from '../publication/index.ts'
import { tablesWith } from '../tables/areas.ts'
import { TABLES, tableNamed } from '../tables/catalogue.ts'
import { indicatorValues } from './indicators.ts'
import { takeReadyTexts } from './metadata.ts'
import { releaseDue } from './release.ts'
import { reviewTable } from './review.ts'
import { computeTable } from './run.ts'
import type { Statistics } from './statistics.ts'

const store = await testStore('country')
const whole = await statisticsOn(store)
after(() => undefined)
const [first, second] = [await account(store, 'Rena'), await account(store, 'Samir')]
for (const name of ['school-enrolment-area', 'school-enrolment-area-days', 'school-enrolment-level'])
  await takeReadyTexts(whole, first, name)

/** Four areas of units that no country has; the south has gone into the west. */
const named = (en: string) => ({ en, az: `${en} az`, ar: `${en} ar`, ru: `${en} ru`, tr: `${en} tr` })
const AREAS: Areas = {
  ...{ name: 'quarters', version: '2024-01-01', means: named('Quarters'), verify: false },
  areas: [
    { code: 'XX-N', names: named('North'), units: ['XX-N'], into: null, merged: false, square: [1, 0] },
    { code: 'XX_WEST', names: named('West'), units: ['XX-W', 'XX-V'], into: 'XX-N', merged: false, square: [0, 1] },
    { code: 'XX-E', names: named('East'), units: ['XX-E'], into: 'XX-N', merged: false, square: [2, 1] },
    { code: 'XX-S', names: named('South'), units: ['XX-S'], into: 'XX_WEST', merged: true, square: [1, 2] },
  ],
}
const countryWith = (areas: Areas): Statistics => ({
  ...whole,
  pack: { ...whole.pack, regions: {}, areas },
  tables: tablesWith(areas, TABLES),
})
const country = countryWith(AREAS)

const enrol = (many: number, home: string | null, year = 2025) =>
  addRecords(
    store,
    'school_enrolment',
    Array.from({ length: many }, (_, at) => ({
      ...{ moment: 'enrolled', period_start: `${year}-09-01`, home_district: home },
      ...{ sex: at % 2 > 0 ? 'male' : 'female', level: 'primary', days_to_first_day: [2, 5, 7, 12][at % 4] ?? 2 },
    })),
  )
for (const year of [2024, 2025]) {
  await enrol(400, 'XX-N', year)
  await enrol(120, 'XX-W', year)
  await enrol(80, 'XX-V', year)
  await enrol(200, 'XX-E', year)
  await enrol(60, 'XX-S', year)
  await enrol(40, null, year)
}

const compute = (statistics: Statistics, table: string, period: string, on: string) =>
  computeTable(statistics, first, { table, period }, Temporal.PlainDate.from(on))
async function out(statistics: Statistics, table: string, period: string, on: string): Promise<ReleasedTable> {
  const run = await compute(statistics, table, period, on)
  assert.equal(run.state, 'gated', JSON.stringify(run.findings))
  const said = { harm: 'No.', recognition: 'No.', coarser: 'No.', no_harm: 'yes', reason: 'Seen.' } as const
  const review = { run: run.id, version: 1, ...said, release_on: on }
  await reviewTable(statistics, second, review, Temporal.Instant.from(`${on}T02:00:00Z`))
  const now = Temporal.Instant.from(`${on}T06:00:00Z`)
  assert.equal(await releaseDue(statistics, { now, onRelease: async () => undefined }), 1)
  const { document } = await asReader(store.web, PUBLIC_READER, (tx) =>
    tx
      .selectFrom('table_release')
      .select('document')
      .where('table_name', '=', table)
      .orderBy('issued_at', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return readReleasedTable(document)
}

const released = await out(country, 'school-enrolment-area', '2024', '2026-07-01')
const days = await out(country, 'school-enrolment-area-days', '2024', '2026-07-02')
const cellOf = ({ cells }: ReleasedTable, area: string, at: Record<string, string>, measure = 'PERSONS') =>
  cells.find(
    (cell) =>
      cell.area === area && cell.measure === measure && Object.entries(at).every(([id, code]) => cell.at[id] === code),
  ) ?? assert.fail(`${area} ${JSON.stringify(at)}`)

test('a released table by area has the country first, its areas, and what lies in none; place is no dimension of its structure', () => {
  assert.deepEqual([released.area.code, released.by], ['XX', ['SEX']])
  assert.deepEqual(
    released.regions.map(({ code }) => code),
    ['XX-N', 'XX_WEST', 'XX-E', 'XX-S', '_U'],
  )
  assert.deepEqual(released.areaSet, { id: 'quarters(2024-01-01)', name: named('Quarters') })
  for (const [area, many] of [
    ['XX', 900],
    ['XX-N', 400],
    ['XX_WEST', 260],
    ['XX-E', 200],
    ['_U', 40],
  ] as const)
    assert.ok(Math.abs((cellOf(released, area, { SEX: '_T' }).value ?? 0) - many) <= 5, area)
})

test('an area that has gone into another stands as [k], the one that holds it as W, its units named in both', () => {
  for (const sex of ['F', 'M', '_T']) {
    const gone = cellOf(released, 'XX-S', { SEX: sex })
    assert.deepEqual([gone.value, gone.status, gone.sign], [null, 'K', 'k'])
    assert.deepEqual([gone.comment?.en, gone.comment?.ar], ['included in “West”', 'ضمن «West ar»'])
    assert.equal(cellOf(released, 'XX_WEST', { SEX: sex }).status, 'W')
    assert.equal(cellOf(released, 'XX-N', { SEX: sex }).status, 'A')
  }
  assert.deepEqual(released.regions.find(({ code }) => code === 'XX_WEST')?.units, ['XX-W', 'XX-V', 'XX-S'])
  assert.equal(released.regions.find(({ code }) => code === 'XX-S')?.units, undefined)
  const median = cellOf(days, 'XX-S', { DAYS_TO_DESK: '_T' }, 'MEDIAN_DAYS_TO_DESK')
  assert.deepEqual([median.value, median.status], [null, 'K'])
  assert.equal(cellOf(days, 'XX_WEST', { DAYS_TO_DESK: '_T' }, 'MEDIAN_DAYS_TO_DESK').status, 'W')
})

test('all forms of a table by area have equal values at equal places', async () => {
  const files = new Map((await filesOf(days)).map(({ name, bytes }) => [name.replace(days.table, ''), bytes]))
  const text = (ending: string) => strFromU8(files.get(ending) ?? assert.fail(ending))
  const expected = days.cells
    .map(({ area, at, measure, value }) => [area, measure, at.DAYS_TO_DESK, value ?? ''])
    .map(String)
  const rowsOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[]
  const sdmx = rowsOf(text('.sdmx.csv'))
  assert.deepEqual(Object.keys(sdmx[0] ?? {}).slice(3, 6), ['FREQ', 'REF_AREA', 'MEASURE'])
  assert.deepEqual(
    sdmx.map((row) => String([row.REF_AREA, row.MEASURE, row.DAYS_TO_DESK, row.OBS_VALUE])),
    expected,
  )
  assert.deepEqual(
    rowsOf(text('.csv')).map((row) => String([row.area, row.measure, row.days_to_desk, row.value])),
    expected,
  )
  const { columns } = JSON.parse(text('.csv-metadata.json')).tableSchema
  const refArea = columns.find((one: { propertyUrl?: string }) => one.propertyUrl?.endsWith('dimension#refArea'))
  assert.equal(refArea?.name, 'area')
  const { data } = JSON.parse(text('.sdmx.json'))
  const axes = data.structures[0].dimensions.observation as { id: string; values: { id: string }[] }[]
  assert.equal(axes[1]?.id, 'REF_AREA')
  const fromJson = Object.entries(data.dataSets[0].observations as Record<string, (number | null)[]>).map(
    ([key, [value]]) => {
      const codes = key.split(':').map((index, axis) => axes[axis]?.values[Number(index)]?.id)
      const at = (id: string) => codes[axes.findIndex((axis) => axis.id === id)]
      return String([at('REF_AREA'), at('MEASURE'), at('DAYS_TO_DESK'), value ?? ''])
    },
  )
  assert.deepEqual(fromJson.toSorted(), expected.toSorted())
  const sheets = Object.entries(unzipSync(files.get('.xlsx') ?? assert.fail()))
  const shared = sheets.find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? assert.fail()
  for (const name of ['North', 'West', 'East', 'South', '[k]']) assert.ok(strFromU8(shared).includes(name), name)
})

test('the structure lists the areas under the country, each with the units of the standard that it is made of', () => {
  const { data } = JSON.parse(strFromU8(structureFile([released, days]).bytes))
  const list = data.codelists.find(({ id }: { id: string }) => id === 'CL_AREA')
  const codes = new Map<string, { parent?: string; description?: string; name: string }>(
    list.codes.map((code: { id: string }) => [code.id, code]),
  )
  assert.deepEqual([...codes.keys()], ['XX', 'XX-N', 'XX_WEST', 'XX-E', 'XX-S', '_U'])
  assert.deepEqual(
    [codes.get('XX_WEST')?.parent, codes.get('XX_WEST')?.description],
    ['XX', 'ISO 3166-2: XX-W, XX-V, XX-S'],
  )
  const dimensions = data.dataStructures[0].dataStructureComponents.dimensionList.dimensions
  assert.equal(dimensions[1].id, 'REF_AREA')
})

test('the metadata says which set of areas it is', () => {
  const { text } = metadataItems(released).find(({ id }) => id === 'STAT_PRES') ?? assert.fail()
  assert.match(text.en ?? '', /Quarters \(quarters\(2024-01-01\)\)/)
  assert.match(text.ar ?? '', /Quarters ar/)
  assert.match(text.en ?? '', /CL_AREA/)
})

test('a table without place stands at the country, as ever', async () => {
  const level = await out(country, 'school-enrolment-level', '2024', '2026-07-03')
  assert.deepEqual(new Set(level.cells.map(({ area }) => area)), new Set(['XX']))
  assert.deepEqual([level.regions, level.areaSet], [[], undefined])
  const whole = cellOf(level, 'XX', { LEVEL: '_T', SEX: '_T' }).value
  assert.equal(whole, cellOf(released, 'XX', { SEX: '_T' }).value, 'the same people, the same figure')
})

test('what is asked without an area is the figure of the country', () => {
  const formula = { table: days.table, measure: 'MEDIAN_DAYS_TO_DESK', at: {}, version: 1, by: {} }
  const none = { of: null, base: null, per: null, against: null }
  const [figure] = indicatorValues(days, { 'days-to-desk': { ...formula, ...none } })
  assert.equal(figure?.value, cellOf(days, 'XX', { DAYS_TO_DESK: '_T' }, 'MEDIAN_DAYS_TO_DESK').value)
})

test('an indicator is broken down by every area that has a figure of its own, from a table that it does not wait for', async () => {
  const none = { at: {}, version: 1, of: null, base: null, per: null, against: null }
  const whole = { ...days, table: 'whole', regions: [], cells: days.cells.filter(({ area }) => area === 'XX') }
  const measure = 'MEDIAN_DAYS_TO_DESK'
  const formula = {
    ...none,
    table: 'whole',
    measure,
    by: { place: { table: days.table, dimension: 'REF_AREA', codes: {} } },
  }
  const from = (around: ReleasedTable | null) =>
    indicatorValues(whole, { one: formula }, { released: () => around, comparators: [] })[0]
  const medianOf = (area: string) => cellOf(days, area, { DAYS_TO_DESK: '_T' }, measure).value
  assert.deepEqual(from(days)?.breakdown, {
    'place=XX-N': medianOf('XX-N'),
    'place=XX_WEST': medianOf('XX_WEST'),
    'place=XX-E': medianOf('XX-E'),
  })
  assert.deepEqual([from(null)?.breakdown, from(null)?.value], [{}, medianOf('XX')])
  assert.ok(from(days)?.cells.includes(`${days.table} ${days.release} ${measure} REF_AREA=*`))
  const [after] = indicatorValues(days, { one: formula }, { released: () => whole, comparators: [] })
  assert.deepEqual(after?.breakdown, from(days)?.breakdown, 'whichever is released last')
})

test('an area of 99 is refused and the merge that would pass is named; a hundredth child lets it pass', async () => {
  const apart = countryWith({ ...AREAS, name: 'others', areas: AREAS.areas.map((one) => ({ ...one, merged: false })) })
  await enrol(39, 'XX-S', 2023)
  for (const home of ['XX-N', 'XX-W', 'XX-E']) await enrol(150, home, 2023)
  await enrol(60, 'XX-S', 2023)
  const alone = { ...apart, tables: apart.tables.map((one) => ({ ...one, name: one.name })) }
  const refused = await compute(alone, 'school-enrolment-area', '2023', '2026-07-06')
  const small = refused.findings.filter(({ rule }) => rule === 'smallCategory')
  assert.deepEqual(
    small.map(({ cure }) => cure),
    [{ kind: 'merge', dimension: 'REF_AREA', category: 'XX-S', into: 'XX_WEST' }],
  )
  await enrol(1, 'XX-S', 2023)
  const again = await compute(alone, 'school-enrolment-area', '2023', '2026-07-06')
  assert.deepEqual(
    again.findings.map(({ rule }) => rule).filter((rule) => rule === 'smallCategory' || rule === 'population'),
    [],
  )
})

test('once released, a merge is not undone, nor led elsewhere, and no other set is released beside it', async () => {
  const rulesWith = async (change: Partial<Areas>) => {
    const { findings } = await compute(
      countryWith({ ...AREAS, ...change }),
      'school-enrolment-area',
      '2025',
      '2026-07-07',
    )
    return [...new Set(findings.map(({ rule }) => rule))]
  }
  const areas = (code: string, more: object) =>
    AREAS.areas.map((one) => (one.code === code ? { ...one, ...more } : one))
  assert.deepEqual(await rulesWith({ areas: areas('XX-S', { into: 'XX-E' }) }), ['secondSet'])
  assert.ok((await rulesWith({ areas: areas('XX-S', { merged: false }) })).includes('secondSet'))
  assert.deepEqual(await rulesWith({ version: '2026-01-01' }), ['secondSet'])
  assert.deepEqual(await rulesWith({ areas: areas('XX-E', { merged: true }) }), [])
  const next = await out(country, 'school-enrolment-area', '2025', '2026-07-08')
  const codes = (table: ReleasedTable) => table.cells.map(({ area, status }) => `${area} ${status}`)
  assert.deepEqual(codes(next), codes(released), 'the same merges in every release')
})

test('a country without a set of areas has no table by place', () => {
  const names = tablesWith(null, TABLES).map(({ name }) => name)
  assert.ok(!names.includes('school-enrolment-area') && names.includes('school-enrolment-level'))
  assert.ok(tableNamed('school-enrolment-area'))
})

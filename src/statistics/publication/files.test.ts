import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import excel, { type Worksheet } from 'exceljs'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { filesOf, structureFile } from './files.ts'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { randomRelease } from './fixtures/random-release.ts'
import { type ReleasedTable, readReleasedTable } from './model.ts'

type Row = Readonly<Record<string, string>>
/** Every cell by its codes: what was published there, as one line. */
type Published = ReadonlyMap<string, string>

const decoder = new TextDecoder()

async function contentsOf(release: ReleasedTable): Promise<ReadonlyMap<string, Uint8Array>> {
  return new Map((await filesOf(release)).map(({ name, bytes }) => [name, bytes]))
}

function bytesOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name)
  assert.ok(bytes, name)
  return bytes
}

function rowsOf(csv: Uint8Array): readonly Row[] {
  return parse(decoder.decode(csv), { columns: true })
}

const line = (value: unknown, status: unknown, confidentiality: unknown) =>
  `${value === null || value === '' ? '-' : value} ${status} ${confidentiality}`

function released({ cells, by }: ReleasedTable): Published {
  return new Map(
    cells.map(({ area, measure, at, period, value, status, confidentiality }) => [
      [area, measure, ...by.map((id) => at[id]), period].join(' '),
      line(value, status, confidentiality),
    ]),
  )
}

function inSdmxCsv(release: ReleasedTable, csv: Uint8Array): Published {
  return new Map(
    rowsOf(csv).map((row) => [
      [row.REF_AREA, row.MEASURE, ...release.by.map((id) => row[id]), row.TIME_PERIOD].join(' '),
      line(row.OBS_VALUE, row.OBS_STATUS, row.CONF_STATUS),
    ]),
  )
}

function inTidy({ by, measures }: ReleasedTable, rows: readonly Row[]): Published {
  return new Map(
    rows.map((row) => [
      [row.area, row.measure ?? measures[0]?.id, ...by.map((id) => row[id.toLowerCase()]), row.period].join(' '),
      line(row.value, row.status, row.confidentiality),
    ]),
  )
}

interface Component {
  readonly id: string
  readonly values: readonly { readonly id: string }[]
}

function inSdmxJson(release: ReleasedTable, json: Uint8Array): Published {
  const { structures, dataSets } = JSON.parse(decoder.decode(json)).data
  const dimensions: readonly Component[] = structures[0].dimensions.observation
  const attributes: readonly Component[] = structures[0].attributes.observation
  const observations: readonly [string, readonly (number | null)[]][] = Object.entries(dataSets[0].observations)
  return new Map(
    observations.map(([key, [value, ...indexes]]) => {
      const positions = key.split(':').map(Number)
      const code = (id: string) => {
        const place = dimensions.findIndex((one) => one.id === id)
        return dimensions[place]?.values[positions[place] ?? -1]?.id
      }
      const attribute = (id: string) => {
        const place = attributes.findIndex((one) => one.id === id)
        return attributes[place]?.values[indexes[place] ?? -1]?.id
      }
      return [
        ['REF_AREA', 'MEASURE', ...release.by, 'TIME_PERIOD'].map(code).join(' '),
        line(value, attribute('OBS_STATUS'), attribute('CONF_STATUS')),
      ]
    }),
  )
}

async function sheetsOf(xlsx: Uint8Array): Promise<readonly Worksheet[]> {
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array(xlsx).buffer)
  return book.worksheets
}

function dataRows(sheet: Worksheet): readonly Row[] {
  const rows: string[][] = []
  sheet.eachRow((row) => {
    const values: string[] = []
    row.eachCell({ includeEmpty: true }, (cell) => values.push(cell.text))
    rows.push(values)
  })
  const [, , header = [], ...body] = rows
  return body.map((values) => Object.fromEntries(header.map((name, index) => [name, values[index] ?? ''])))
}

test('every file of every release gives the same figures, and none that the release withholds', async () => {
  await fc.assert(
    fc.asyncProperty(randomRelease, async (release) => {
      const files = await contentsOf(release)
      const { table } = release
      const want = [...released(release)].toSorted()
      const same = (found: Published, where: string) => assert.deepEqual([...found].toSorted(), want, where)
      same(inSdmxCsv(release, bytesOf(files, `${table}.sdmx.csv`)), 'SDMX-CSV')
      same(inSdmxCsv(release, bytesOf(files, `${table}.sdmx-1.0.csv`)), 'SDMX-CSV 1.0')
      same(inSdmxJson(release, bytesOf(files, `${table}.sdmx.json`)), 'SDMX-JSON')
      same(inTidy(release, rowsOf(bytesOf(files, `${table}.csv`))), 'CSV')
      const [, reading, data] = await sheetsOf(bytesOf(files, `${table}.xlsx`))
      assert.ok(reading && data)
      same(inTidy(release, dataRows(data)), 'XLSX')
      assert.deepEqual(numbersOf(reading), numbersIn(release), 'the table for reading')
    }),
    { numRuns: 25 },
  )
})

/** Numbers in the cells of the table for reading, in no order. */
function numbersOf(sheet: Worksheet): readonly number[] {
  const found: number[] = []
  sheet.eachRow((row, number) => {
    if (number > 4)
      row.eachCell((cell, column) => {
        if (typeof cell.value === 'number' && column < row.cellCount + 1) found.push(cell.value)
      })
  })
  return found.toSorted((first, second) => first - second)
}

function numbersIn({ cells }: ReleasedTable): readonly number[] {
  return cells.flatMap(({ value }) => (value === null ? [] : [value])).toSorted((first, second) => first - second)
}

test('the same release gives the same bytes, and other figures other bytes', async () => {
  const hashes = async (release: ReleasedTable) => (await filesOf(release)).map(({ sha256 }) => sha256)
  const first = await hashes(detentionDecision)
  assert.deepEqual(await hashes(readReleasedTable(JSON.parse(JSON.stringify(detentionDecision)))), first)
  const cells = detentionDecision.cells.map((cell, index) => (index === 0 ? { ...cell, value: 37 } : cell))
  const other = await hashes({ ...detentionDecision, cells })
  for (const index of [0, 1, 2, 3, 5, 6]) assert.notEqual(other[index], first[index])
})

test('the metadata names every other file with its hash', async () => {
  const files = await filesOf(detentionDecision)
  const last = files.at(-1)
  assert.equal(last?.name, 'detention-decision.metadata.json')
  const metadata = JSON.parse(decoder.decode(last?.bytes))
  assert.deepEqual(
    metadata.files.map(({ name, sha256 }: { name: string; sha256: string }) => `${name} ${sha256}`),
    files.slice(0, -1).map(({ name, bytes }) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`),
  )
})

test('no file has a word for what is never told: a true count, a key, a noise', async () => {
  const files = [...(await filesOf(detentionDecision)), structureFile([detentionDecision])]
  for (const { name, bytes } of files) {
    const texts = name.endsWith('.xlsx')
      ? Object.values(unzipSync(bytes)).map((one) => strFromU8(one))
      : [decoder.decode(bytes)]
    for (const text of texts)
      assert.doesNotMatch(text, /cellKey|cell_key|recordKey|record_key|trueCount|true_count|"noise"|"row"/i, name)
  }
})

/** A table of an outside body: every form that we write is read back as the same figures, and what is wrong in a file is said where it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { detentionDecision } from '../../publication/fixtures/detention-decision.ts'
import { randomRelease } from '../../publication/fixtures/random-release.ts'
import { filesOf, type ReleasedTable } from '../../publication/index.ts'
import { sdmxCsv, sdmxCsv1 } from '../../publication/sdmx-csv.ts'
import { sdmxJson } from '../../publication/sdmx-json.ts'
import { tidyCsv } from '../../publication/tidy.ts'
import { FileRefused } from '../refused.ts'
import { readMapping, TableMapping } from './mapping.ts'
import { readTable } from './read.ts'

const MAPPING = {
  table: {
    name: 'labour-inspections',
    title: { en: 'Labour inspections' },
    population: { en: 'Inspections' },
    unit: 'persons',
    answers: ['LAB-1'],
  },
  source: {
    ...{
      body: 'Labour Inspectorate',
      title: 'Report 2025, table 4',
      on: '2026-02-01',
      method: 'Counts below 5 are hidden.',
    },
    ...{ licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }, leavesOut: 'Farms.' },
  },
  samePeople: 'No: it counts inspections.',
}
const mappingOf = (more: object = {}) => readMapping(TableMapping, JSON.stringify({ ...MAPPING, ...more }))
const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (text: string | Uint8Array, more: object = {}) =>
  readTable(typeof text === 'string' ? bytesOf(text) : text, { mapping: mappingOf(more), areas: ['XS', 'XS-NO'] })

/** What the forms have in common: figures at their places, with what is said of each. Which of two signs for "withheld" stands in none. */
function figuresOf(table: Pick<ReleasedTable, 'cells'>, language: string): readonly string[] {
  return table.cells
    .map(({ sign: _sign, comment, at, ...cell }) =>
      JSON.stringify(
        { ...cell, at: Object.entries(at).toSorted(), comment: comment?.[language] ?? null },
        Object.keys({
          area: 0,
          measure: 0,
          period: 0,
          value: 0,
          status: 0,
          confidentiality: 0,
          at: 0,
          comment: 0,
        }).toSorted(),
      ),
    )
    .toSorted()
}

const FORMS: Readonly<Record<string, (table: ReleasedTable) => string>> = {
  ...{ 'tidy CSV': tidyCsv, 'SDMX-CSV 2.0': sdmxCsv, 'SDMX-CSV 1.0': sdmxCsv1, 'SDMX-JSON 2.0': sdmxJson },
}

for (const [form, write] of Object.entries(FORMS))
  test(`${form} that we wrote is read back as the same figures, whatever they are`, () => {
    fc.assert(
      fc.property(randomRelease, (table) => {
        const back = read(write(table))
        assert.deepEqual(back.refused, [])
        assert.deepEqual(figuresOf(back, 'en'), figuresOf(table, 'en'))
        assert.deepEqual(back.dimensions.map(({ id }) => id).toSorted(), table.by.toSorted())
        if (form !== 'tidy CSV')
          for (const { id, unit, decimals } of table.measures) {
            const measure = back.measures.find((one) => one.id === id)
            assert.deepEqual([measure?.unit, measure?.decimals], [unit, decimals])
          }
      }),
      { numRuns: 40 },
    )
  })

test('names come back in every language from SDMX-JSON, in one from tidy CSV', async () => {
  const json = read(sdmxJson(detentionDecision))
  const decision = json.dimensions.find(({ id }) => id === 'DECISION')
  const said = detentionDecision.dimensions.find(({ id }) => id === 'DECISION')
  assert.deepEqual(decision?.name, said?.name)
  for (const { code, name } of decision?.codes ?? [])
    assert.deepEqual(name, said?.codes.find((one) => one.code === code)?.name)
  const tidy = read(tidyCsv(detentionDecision)).dimensions.find(({ id }) => id === 'DECISION')
  for (const { code, name } of tidy?.codes ?? [])
    assert.equal(name?.en, said?.codes.find((one) => one.code === code)?.name.en)
  assert.ok((await filesOf(detentionDecision)).length > 4)
})

const FOREIGN = {
  columns: {
    Cins: { dimension: 'SEX', codes: { kişi: 'M', qadın: 'F', cəmi: '_T' } },
    İl: { is: 'period' },
    Say: { is: 'value' },
  },
}
const AZ = 'Rayon;Cins;İl;Say\nBakı;kişi;2024;1 204,5\nBakı;qadın;2024;…\nBakı;cəmi;2024;2000\n'

test('foreign headers are read by the mapping; a column that is not named is not read', () => {
  const { cells, ignored, refused, dimensions } = read(AZ, {
    ...FOREIGN,
    decimal: ',',
    signs: { '…': 'withheld' },
    language: 'az',
  })
  assert.deepEqual(refused, [])
  assert.deepEqual(ignored, ['Rayon'])
  assert.deepEqual(
    cells.map(({ at, value, sign }) => [at.SEX, value, sign]),
    [
      ['M', 1204.5, null],
      ['F', null, 'c'],
      ['_T', 2000, null],
    ],
  )
  assert.deepEqual(dimensions[0]?.codes[0], { code: 'M', name: { az: 'kişi' } })
})

test('windows-1251 is read where the mapping names it, and refused where it does not; UTF-16 and a mark are read', () => {
  const russian = Uint8Array.from(
    [...'sex,period,value\n', 'M', ',2024,3\n']
      .join('')
      .split('')
      .map((one) => one.charCodeAt(0)),
  )
  const withCyrillic = Uint8Array.from([
    0xcf,
    0xee,
    0xeb,
    ...[...',period,value\nM,2024,3\n'].map((one) => one.charCodeAt(0)),
  ])
  assert.equal(read(russian).cells.length, 1)
  assert.throws(() => read(withCyrillic), refusedFile('encoding'))
  const columns = { columns: { Пол: { dimension: 'SEX' }, period: { is: 'period' }, value: { is: 'value' } } }
  assert.equal(read(withCyrillic, { ...columns, encoding: 'windows-1251' }).cells[0]?.at.SEX, 'M')
  const text = 'sex,period,value\nM,2024,3\n'
  assert.equal(read(`\ufeff${text}`).cells.length, 1)
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  assert.equal(read(wide).cells.length, 1)
})

function refusedFile(rule: string) {
  return (error: unknown) => {
    assert.ok(error instanceof FileRefused, String(error))
    assert.equal(error.rule, rule)
    return true
  }
}

const FILES: readonly [string, string, string][] = [
  ['nothing in it', '', 'empty'],
  ['a NUL', 'sex,period,value\nM\0,2024,3', 'nul'],
  ['a header alone', 'sex,period,value\n', 'no-rows'],
  ['two columns of one name', 'sex,sex,period,value\nM,M,2024,3', 'header'],
  ['no period', 'sex,value\nM,3', 'no-column'],
  ['an open quotation mark', 'sex,period,value\n"M,2024,3\n', 'quotes'],
  ['JSON that is no table', '{"a": 1}', 'not-sdmx'],
  ['JSON that breaks off', '{"data": ', 'not-json'],
  ['a column whose name is none', 'my column,period,value\nA,2024,3', 'dimension-name'],
  ['a column whose name every object has', 'DATAFLOW,__proto__,TIME_PERIOD,OBS_VALUE\nX,A,2024,3', 'dimension-name'],
  ['two columns that become one', 'sex,SEX,period,value\nA,B,2024,3', 'header'],
  ['a fact that is never tabulated', 'religion,period,value\nA,2024,3', 'forbidden'],
]
for (const [what, text, rule] of FILES)
  test(`a file with ${what} is refused whole, with the reason`, () => {
    assert.throws(() => read(text), refusedFile(rule))
  })

const ROWS: readonly [string, string, string | null, string][] = [
  ['an unknown area', 'YY,M,2024,3,A,F', 'area', 'area'],
  ['a code that is none', 'XS,=1+1,2024,3,A,F', 'sex', 'code'],
  ['a period that is none', 'XS,M,2024-13,3,A,F', 'period', 'period'],
  ['a decimal comma', 'XS,M,2024,"1,5",A,F', 'value', 'number'],
  ['a word for a number', 'XS,M,2024,many,A,F', 'value', 'number'],
  ['no figure and no reason', 'XS,M,2024,,A,F', 'status', 'no-value'],
  ['a status that nobody knows', 'XS,M,2024,3,X,F', 'status', 'status'],
  ['a status that does not go with it', 'XS,M,2024,3,Q,A', 'status', 'status'],
  ['too few cells', 'XS,M,2024', null, 'columns'],
  ['a control character', 'XS,M\x07,2024,3,A,F', 'sex', 'control'],
  ['a cell of a megabyte', `XS,${'M'.repeat(1_000_000)},2024,3,A,F`, 'sex', 'long'],
  ['the place of another row', 'XS,F,2024,3,A,F', null, 'twice'],
]
for (const [what, row, column, rule] of ROWS)
  test(`a row with ${what} is named with line and column, and no table is made of the rest`, () => {
    const { cells, refused } = read(`area,sex,period,value,status,confidentiality\nXS,F,2024,3,A,F\n\n${row}\n`)
    assert.deepEqual(
      refused.map((one) => [one.line, one.column, one.reason]),
      [[4, column, rule]],
    )
    assert.deepEqual(cells, [])
    assert.ok(JSON.stringify(refused).length < 300)
  })

test('whatever bytes come, there is a table, refused rows, or a reason', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 200 }).map(bytesOf), fc.json().map(bytesOf)),
      (bytes) => {
        try {
          const { cells, refused } = read(bytes)
          assert.ok(cells.length > 0 || refused.length > 0)
        } catch (error) {
          assert.ok(error instanceof FileRefused, String(error))
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a mapping that is none says where, and one of references that grow is refused', () => {
  assert.throws(
    () => mappingOf({ source: { ...MAPPING.source, on: 'soon' } }),
    (error) => error instanceof FileRefused && error.data.place === 'source.on',
  )
  const bomb = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'
  assert.throws(() => readMapping(TableMapping, bomb), refusedFile('mapping-form'))
})

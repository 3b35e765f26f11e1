/** Figures from outside: each row looked at by itself, each refused one named, all saved or none, nothing saved twice. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testStore } from '../../../../tests/store.ts'
import type { Formula } from '../../../countries/index.ts'
import { NotFound } from '../../../store/index.ts'
import { account } from '../../fixtures/records.ts'
import { FileRefused } from '../refused.ts'
import { readComparators, wantedComparators } from './read.ts'
import { takeComparators } from './take.ts'

const store = await testStore('country')
const [rena, minister] = [await account(store, 'Rena'), await account(store, 'Leyla', 'nhri')]
const owner = await store.ownerClient()
after(() => owner.end())
const kept = async () =>
  (await owner.query('select name, value::float8 as value from followup.comparator order by name')).rows

const formula: Formula = {
  ...{ version: 1, table: 'school', measure: 'PERSONS', at: {}, of: null, base: null },
  by: { sex: { dimension: 'SEX', codes: { female: 'F', male: 'M' } } },
  ...{ per: { population: 'children', times: 100 }, against: 'rate-of-nationals' },
}
const wanted = wantedComparators({ parity: formula }, () => 'A')
const today = Temporal.PlainDate.from('2026-06-15')
const HEADER = 'comparator,period,breakdown,value,base,source,dated,licence'
const SAID = 'Census,2025-01-31,CC BY 4.0'
const file = (...rows: readonly string[]) => [HEADER, ...rows].join('\n')
const read = (...rows: readonly string[]) => readComparators(file(...rows), wanted, today)

test('a population and a rate are read with source, day and licence, the whole and its parts', () => {
  const { rows, refused } = read(
    `children,2025,,4100,,${SAID}`,
    `children,2025,sex=female,2000,,${SAID}`,
    `rate-of-nationals,2025,,92.5,120000,${SAID}`,
  )
  assert.deepEqual(refused, [])
  assert.deepEqual(rows[0], {
    ...{ name: 'children', period: '2025', breakdown: '', value: 4100, base: null },
    ...{ source: 'Census', dated: '2025-01-31', licence: 'CC BY 4.0' },
  })
  assert.deepEqual([rows[2]?.value, rows[2]?.base], [92.5, 120_000])
})

test('each row that cannot be taken is named with its line, its column and why', () => {
  const wrong: readonly (readonly [string, string | null, string])[] = [
    [`adults,2025,,4100,,${SAID}`, 'comparator', 'comparator'],
    [`children,2025-Q1,,4100,,${SAID}`, 'period', 'not-a-year'],
    [`children,2025,sex=other,4100,,${SAID}`, 'breakdown', 'breakdown'],
    [`children,2025,,many,,${SAID}`, 'value', 'not-a-figure'],
    [`children,2025,,=4100,,${SAID}`, 'value', 'not-a-figure'],
    [`children,2025,,41.5,,${SAID}`, 'value', 'population'],
    [`children,2025,,4100,30,${SAID}`, 'base', 'base-of-population'],
    [`rate-of-nationals,2025,,120,500,${SAID}`, 'value', 'above-100'],
    [`rate-of-nationals,2025,,92,,${SAID}`, 'base', 'base-of-rate'],
    ['children,2025,,4100,,Census,2027-01-01,CC BY', 'dated', 'not-a-day'],
    ['children,2025,,4100,,,2025-01-31,CC BY', 'source', 'nothing'],
    ['children,2025,,4100,,Census,2025-01-31,', 'licence', 'nothing'],
    ['children,2025,,4100', null, 'columns'],
  ]
  const { rows, refused } = read(...wrong.map(([row]) => row))
  assert.deepEqual(rows, [])
  assert.deepEqual(
    refused.map(({ line, column, reason }) => [line, column, reason]),
    wrong.map(([, column, reason], at) => [at + 2, column, reason]),
  )
  const again = read(`children,2025,,4100,,${SAID}`, `children,2025,,4200,,${SAID}`)
  assert.deepEqual(again.refused, [{ line: 3, column: null, reason: 'twice', data: { line: 2 } }])
  assert.throws(() => readComparators('comparator,period\nchildren,2025', wanted, today), FileRefused)
})

test('all rows are saved or none, by a statistician alone; what has not changed stays, what was corrected is kept in history', async () => {
  const bytes = Buffer.from('file')
  const { rows } = read(`children,2025,,4100,,${SAID}`, `rate-of-nationals,2025,,92.5,120000,${SAID}`)
  await assert.rejects(takeComparators(store, minister, { bytes, rows }), NotFound)
  const broken = rows.map((row, at) => (at === 1 ? { ...row, value: -1 } : row))
  await assert.rejects(takeComparators(store, rena, { bytes, rows: broken }))
  assert.deepEqual(await kept(), [], 'nothing half')
  assert.equal((await takeComparators(store, rena, { bytes, rows })).length, 2)
  assert.deepEqual(await takeComparators(store, rena, { bytes, rows }), [], 'again nothing')
  const corrected = rows.map((row) => ({ ...row, value: row.value + 1 })).slice(0, 1)
  assert.equal((await takeComparators(store, rena, { bytes, rows: corrected })).length, 1)
  assert.deepEqual(await kept(), [
    { name: 'children', value: 4101 },
    { name: 'rate-of-nationals', value: 92.5 },
  ])
  const { rowCount } = await owner.query("select from followup.history where object_kind = 'comparator'")
  assert.equal(rowCount, 3)
})

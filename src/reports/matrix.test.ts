/** The implementation matrix, read back from its file. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import excel from 'exceljs'
import { testStore } from '../../tests/store.ts'
import { readerOf } from '../firewall/index.ts'
import { asActor, asOperator, asReader } from '../store/index.ts'
import { insertSotoland, type Sotoland, TODAY, WRITER } from './fixtures/sotoland.ts'
import { exportMatrix, type MatrixRow, matrixRows, toMatrix } from './index.ts'

const store = await testStore()
let sotoland: Sotoland
let rows: readonly MatrixRow[]

before(async () => {
  sotoland = await asOperator(store, WRITER, 'test', insertSotoland)
  rows = await asReader(store.web, readerOf(sotoland.people.secretariat), (tx) =>
    matrixRows(tx, { document: sotoland.document }, { language: 'en', today: TODAY }),
  )
})

async function sheetOf(bytes: Uint8Array) {
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.worksheets[0]
  assert.ok(sheet)
  return sheet
}

test('the matrix has one row for each recommendation, with what the store holds on it', async () => {
  assert.deepEqual(
    rows.map(({ address }) => address),
    ['12 (a)', '12 (b)', '20', '30 (c)', '31'],
  )
  const [strategy, , schooling, detention, shelter] = rows
  assert.equal(strategy?.measures, 'Draft the strategy (Ministry of the Interior; 2026-01-01 – 2026-09-30; under-way)')
  assert.deepEqual([strategy?.atTarget, strategy?.evidence], ['1 / 1', 1])
  assert.deepEqual([strategy?.assessedByCommittee, strategy?.assessedByNhri], ['C 2026-03-02', 'B 2026-05-01'])
  assert.deepEqual([detention?.decision, detention?.daysOverdue, detention?.atTarget], ['', 10, '0 / 2'])
  assert.match(
    detention?.indicators ?? '',
    /detention-reviewed-in-24-hours: 81\.5 \/ 100 percent \(2025; DET-2 2026-1\)/,
  )
  assert.equal(schooling?.indicators, 'schooling: – / 95 percent (–)')
  assert.deepEqual([shelter?.obligation, shelter?.text], ['', 'Open a shelter for all.'])
})

test('no draft of an institution is in the matrix', () => {
  assert.doesNotMatch(JSON.stringify(rows), /SECRET/)
})

test('the file has its first row frozen, filters on every column, and reads back as it was written', async () => {
  const sheet = await sheetOf(await toMatrix(rows))
  assert.deepEqual([sheet.views[0]?.state, sheet.autoFilter], ['frozen', 'A1:T1'])
  assert.equal(sheet.rowCount, rows.length + 1)
  assert.deepEqual(
    [sheet.getCell('A2').value, sheet.getCell('B2').value, sheet.getCell('N2').value, sheet.getCell('T5').value],
    ['CMW/C/SOT/CO/2', '12 (a)', 1, 10],
  )
})

test('what begins like a formula stays text', async () => {
  const [row] = rows
  assert.ok(row)
  for (const text of ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)']) {
    const cell = (await sheetOf(await toMatrix([{ ...row, text }]))).getCell('D2')
    assert.deepEqual([cell.value, cell.type, cell.numFmt], [text, excel.ValueType.String, '@'])
  }
})

test('a text longer than a cell holds is cut with a mark, and control characters do not break the file', async () => {
  const [row] = rows
  assert.ok(row)
  const cell = (await sheetOf(await toMatrix([{ ...row, text: `\u0001${'x'.repeat(40_000)}` }]))).getCell('D2')
  assert.equal(String(cell.value).length, 32_767)
  assert.ok(String(cell.value).endsWith('…'))
})

test('2,500 rows are written, none lost', async () => {
  const many = Array.from({ length: 2500 }, (_, index) => ({
    ...(rows[index % rows.length] ?? rows[0]),
    address: String(index),
  }))
  const bytes = await toMatrix(many as MatrixRow[]) // rows repeated, each whole
  assert.equal((await sheetOf(bytes)).rowCount, 2501)
})

test('an export of the matrix is in the history', async () => {
  const viewer = sotoland.people.health
  const file = await asActor(store.web, readerOf(viewer), 'matrix.export', (tx) =>
    exportMatrix(tx, { document: sotoland.document }, { language: 'en', today: TODAY }),
  )
  const kept = await asReader(store.web, readerOf(viewer), (tx) =>
    tx.selectFrom('history').select(['actor', 'details']).where('action', '=', 'matrix.export').execute(),
  )
  assert.deepEqual(kept, [{ actor: viewer.account, details: { sha256: file.sha256, rows: 5 } }])
})

/** Whole exports: headers in any spelling, workbook and JSON alike, damaged, hostile and large ones. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { Unreadable } from '../intake/index.ts'
import { clean, idOf, sheet, workbook } from './fixtures/export.ts'
import { readIndexExport } from './index.ts'

test('headers are known in any spelling, order and case, even under a title', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('About').addRow(['Exported by somebody'])
  const page = book.addWorksheet('Data')
  page.addRow(['Search results'])
  page.addRow([])
  page.addRow(['document symbol ', 'Recommending Body', 'TEXT', 'Countries  Concerned', 'Something new'])
  page.addRow(['CMW/C/AZE/CO/3', 'CMW', '12. Open the clinics.', 'Azerbaijan', 'x'])
  const { rows } = await readIndexExport(new Uint8Array(await book.xlsx.writeBuffer()), 'xlsx')
  assert.deepEqual([rows[0]?.row, rows[0]?.symbol, rows[0]?.paragraph], [4, 'CMW/C/AZE/CO/3', '12'])
})

test('rich text, links and formulas are read as a reader sees them', async () => {
  const { rows } = await sheet(
    clean({
      Text: { richText: [{ text: '12. Open the ' }, { font: { bold: true }, text: 'clinics.' }] },
      'Document Symbol': { text: 'CMW/C/AZE/CO/3', hyperlink: 'https://example.org' },
      Type: { formula: '"Recommendations"', result: 'Recommendations' },
    }),
  )
  assert.deepEqual(
    [rows[0]?.text, rows[0]?.symbol, rows[0]?.type],
    ['Open the clinics.', 'CMW/C/AZE/CO/3', 'recommendation'],
  )
})

test('JSON may wrap its list, hold objects for labels, and entries that are no records', async () => {
  const record = {
    AnnotationId: idOf(1),
    Symbol: 'CMW/C/AZE/CO/3',
    Text: '<p>12. Open the clinics.</p>',
    PublicationDate: '2021-11-02T00:00:00Z',
    AnnotationType: 'Recommendations',
    Countries: [{ Name: 'Azerbaijan', Code: 'AZ' }],
    Themes: [{ Name: 'Right to health ' }, null],
    Body: 'CMW',
    DocumentId: 'x',
  }
  const result = await readIndexExport(`\uFEFF${JSON.stringify({ total: 2, results: [record, null] })}`, 'json')
  assert.deepEqual(result.refused, [{ row: 2, reason: 'not-a-record', detail: '' }])
  assert.deepEqual(
    [result.rows[0]?.states, result.rows[0]?.themes, result.rows[0]?.publishedOn, result.rows[0]?.type],
    [['AZE'], ['Right to health'], '2021-11-02', 'recommendation'],
  )
})

test('an export without rows is an empty one', async () => {
  assert.deepEqual(await sheet(), { rows: [], refused: [] })
  assert.deepEqual(await readIndexExport('[]', 'json'), { rows: [], refused: [] })
})

test('a damaged file is refused as damaged, another table or JSON as of the wrong type', async () => {
  const sound = await workbook([clean()])
  const other = await workbook([], ['Name', 'Age'])
  const cases = [
    [sound.slice(0, sound.length / 2), 'xlsx', 'damaged'],
    [new TextEncoder().encode('no archive at all'), 'xlsx', 'damaged'],
    [other, 'xlsx', 'wrong-type'],
    ['{"a": [', 'json', 'damaged'],
    ['[{"a": 1}]', 'json', 'wrong-type'],
    ['"text"', 'json', 'wrong-type'],
  ] as const
  for (const [content, format, reason] of cases) {
    await assert.rejects(
      readIndexExport(content, format),
      (error) => error instanceof Unreadable && error.reason === reason,
    )
  }
})

test('whatever a list of records holds, each is taken in or refused, and nothing else goes wrong', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('Azerbaijan', 'CMW/C/AZE/CO/3', 44502.5, '12. Open it.'),
  )
  const record = fc.dictionary(
    fc.constantFrom('Text', 'Symbol', 'Countries', 'Body', 'Sdgs', 'PublicationDate', 'AnnotationType', 'AnnotationId'),
    value,
  )
  await fc.assert(
    fc.asyncProperty(fc.array(record), async (records) => {
      const content = JSON.stringify([{ Text: '12. Open it.', Symbol: 'CMW/C/AZE/CO/3' }, ...records])
      const { rows, refused } = await readIndexExport(content, 'json')
      assert.equal(rows.length + refused.length, records.length + 1)
    }),
    { numRuns: 300 },
  )
})

// A pattern that backtracks would take hours here; the limit is no measurement.
test('a cell made to be slow does not hold the reading up', { timeout: 120_000 }, async () => {
  const runs = [' ', '\n', '*', '-', '- ', '1.', 'a ', 'a-\n', '<p>', '&'].map((piece) => piece.repeat(100_000))
  const records = runs.flatMap((run, index) => [
    { Text: `${run}x`, Symbol: 'CMW/C/AZE/CO/3', AnnotationId: idOf(index) },
    {
      Text: '12. Open it.',
      Symbol: `CMW/C/AZE/CO/3${run}x`,
      Themes: [`${run}x`],
      Countries: `${run}x`,
      Sdgs: run,
      AnnotationType: run,
    },
  ])
  const { rows, refused } = await readIndexExport(JSON.stringify(records), 'json')
  assert.equal(rows.length + refused.length, records.length)
})

test('2,500 rows are read, none lost', async () => {
  const sentence =
    'The Committee recommends that the State party open its clinics at night and tell people in their own languages. '
  const rows = Array.from({ length: 2500 }, (_, index) =>
    clean({ Text: `${(index % 200) + 1}. ${sentence.repeat(6)}`, 'OHCHR Annotation Id': idOf(index + 1) }),
  )
  const bytes = await workbook(rows)
  const result = await readIndexExport(bytes, 'xlsx')
  assert.equal(result.rows.length, 2500)
  assert.equal(result.refused.length, 0)
})

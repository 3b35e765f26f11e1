import assert from 'node:assert/strict'
import { test } from 'node:test'
import excel, { type Worksheet } from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { protectionText } from './protection-text.ts'
import { workbook } from './workbook.ts'

const english = await workbook(detentionDecision, 'en')
const arabic = await workbook(detentionDecision, 'ar')

const partsOf = (xlsx: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(xlsx)).map(([name, bytes]) => [name, strFromU8(bytes)]))

async function sheetsOf(xlsx: Uint8Array): Promise<readonly Worksheet[]> {
  const book = new excel.Workbook()
  await book.xlsx.load(new Uint8Array(xlsx).buffer)
  return book.worksheets
}

/** Texts of the sheet row by row, as they are shown. */
function textsOf(sheet: Worksheet | undefined): readonly (readonly string[])[] {
  const rows: string[][] = []
  sheet?.eachRow({ includeEmpty: true }, (row) => {
    const texts: string[] = []
    row.eachCell({ includeEmpty: true }, (cell) => texts.push(cell.text))
    rows.push(texts)
  })
  return rows
}

test('the file has its sheets, tables, styles and properties, and nothing else that could hide something', () => {
  for (const name of Object.keys(partsOf(english)))
    assert.match(
      name,
      /^(\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(app|core)\.xml|xl\/(workbook|styles|sharedStrings|theme\/theme1)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/(sheet[1-5]|_rels\/sheet[1-5]\.xml)\.(xml|rels)|xl\/tables\/table[1-4]\.xml)$/,
    )
})

test('no sheet, row or column is hidden, no cells are merged, no cell has a comment or a formula', () => {
  for (const [name, xml] of Object.entries(partsOf(english))) {
    assert.doesNotMatch(xml, /hidden="(1|true)"|state="(hidden|veryHidden)"|<mergeCell|<legacyDrawing|<f>|<f /, name)
  }
})

test('the cursor of each sheet stands in A1', () => {
  for (const number of [1, 2, 3, 4, 5]) {
    const xml = partsOf(english)[`xl/worksheets/sheet${number}.xml`] ?? ''
    // Where nothing is said, it is A1.
    assert.deepEqual([...new Set(xml.match(/activeCell="[^"]*"/g) ?? ['activeCell="A1"'])], ['activeCell="A1"'])
  }
})

test('the only names that the workbook defines are the rows repeated in print', () => {
  const names = [...(partsOf(english)['xl/workbook.xml'] ?? '').matchAll(/<definedName name="([^"]*)"/g)]
  assert.deepEqual([...new Set(names.map(([, name]) => name))], ['_xlnm.Print_Titles'])
})

test('the properties have title and language, and nobody is named as the author', () => {
  const parts = partsOf(arabic)
  const core = parts['docProps/core.xml'] ?? ''
  assert.match(core, /<dc:title>القرارات المسجلة بشأن الاحتجاز بحسب الجنس والقرار<\/dc:title>/)
  assert.match(core, /<dc:language>ar<\/dc:language>/)
  assert.doesNotMatch(core, /creator|lastModifiedBy/)
  assert.doesNotMatch(parts['docProps/app.xml'] ?? '', /<Company>[^<]|<Manager>[^<]/)
  for (const xml of Object.values(parts)) assert.doesNotMatch(xml, /\/(work|home|root|tmp)\//)
})

test('the first sheet says what, whom, when, and how people are protected, in the language of the file', async () => {
  const [about] = await sheetsOf(arabic)
  const texts = textsOf(about).flat()
  assert.equal(about?.name, 'عن الجدول')
  assert.ok(texts.includes(protectionText(detentionDecision, 'ar')))
  assert.ok(texts.includes('12 مايو 2026'))
  for (const sign of ['[c]', '[low]', '[z]', '[x]', '[p]', '[r]', '[b]', '[u]', '[k]', '[note 1]'])
    assert.ok(texts.includes(sign), sign)
})

test('the table begins in row 4 under its full title, and each heading says all by itself', async () => {
  const [, reading] = await sheetsOf(english)
  const [title, hint, , header] = textsOf(reading)
  assert.equal(title?.[0], 'Recorded decisions on detention, by sex and decision. Sotoland, 2024 to 2025')
  assert.equal(hint?.[0], 'This sheet has one table. Some cells hold signs, explained on “About”.')
  assert.deepEqual(
    header,
    [
      'Sex',
      'Released, 2024',
      'Released, 2025',
      'Removed, 2024',
      'Removed, 2025',
      '=HYPERLINK("http://x","y"), "quoted", 2024',
      '=HYPERLINK("http://x","y"), "quoted", 2025',
      'All, 2024',
      'All, 2025',
      'Notes',
    ].map((text) => (text.startsWith('=') ? `'${text}` : text)),
  )
})

test('a number with a sign is a number that shows its sign; a sign alone is text; a note is found by its number', async () => {
  const [, reading, , notes] = await sheetsOf(english)
  const at = (address: string) => reading?.getCell(address)
  assert.equal(at('C5')?.value, 41)
  assert.equal(at('C5')?.numFmt, '#,##0" [p]"')
  assert.equal(at('D5')?.value, '[c]')
  assert.equal(at('E5')?.value, '[low]')
  assert.equal(at('B6')?.value, 1204)
  assert.equal(at('C6')?.numFmt, '#,##0" [note 2]"')
  assert.equal(at('J6')?.value, '2')
  assert.deepEqual(textsOf(notes).at(-1), ['2', 'With “placed elsewhere”.'])
})

test('no row of the table for reading is blank, and a reader in Arabic begins on the right', async () => {
  for (const sheet of await sheetsOf(arabic)) {
    for (const row of textsOf(sheet))
      assert.ok(
        row.some((text) => text !== ''),
        sheet.name,
      )
    assert.equal(sheet.views[0]?.rightToLeft, true)
  }
})

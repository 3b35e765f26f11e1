import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { csvOf } from './csv.ts'
import { csvwMetadata } from './csvw.ts'
import { detentionDecision } from './fixtures/detention-decision.ts'
import { protectionText } from './protection-text.ts'
import { tidyCsv } from './tidy.ts'

interface Described {
  readonly name: string
  readonly titles: Readonly<Record<string, string>>
  readonly datatype: string | { readonly base: string; readonly format?: string; readonly minimum?: string }
  readonly required?: boolean
}

type Row = Readonly<Record<string, string>>

const readBack = (csv: string): readonly Row[] => parse(csv, { columns: true })
const rows = readBack(tidyCsv(detentionDecision))
const metadata = JSON.parse(csvwMetadata(detentionDecision))
const columns: readonly Described[] = metadata.tableSchema.columns

test('the plain CSV has a code and a label for each dimension, and one row a cell', () => {
  assert.equal(
    tidyCsv(detentionDecision).split('\n')[0],
    'area,area_label,sex,sex_label,decision,decision_label,period,value,status,confidentiality,comment',
  )
  assert.equal(rows.length, detentionDecision.cells.length)
  assert.deepEqual(
    rows.map(({ value }) => value),
    detentionDecision.cells.map(({ value }) => (value === null ? '' : String(value))),
  )
})

test('the metadata describes exactly the columns of the file, and its key tells every row apart', () => {
  assert.deepEqual(
    columns.map(({ name }) => name),
    Object.keys(rows[0] ?? {}),
  )
  for (const { name, titles } of columns) assert.equal(titles.und, name)
  const { primaryKey } = metadata.tableSchema
  assert.deepEqual(primaryKey, ['area', 'sex', 'decision', 'period'])
  const keys = rows.map((row) => primaryKey.map((name: string) => row[name]).join(' '))
  assert.equal(new Set(keys).size, rows.length)
})

test('every field of the file is of the type that the metadata gives', () => {
  for (const row of rows)
    for (const { name, datatype, required } of columns) {
      const field = row[name] ?? ''
      if (required) assert.notEqual(field, '')
      if (typeof datatype === 'string' || field === '') continue
      if (datatype.base === 'decimal') assert.match(field, /^\d+(\.\d+)?$/)
      else assert.match(field, new RegExp(`^(${datatype.format})$`))
    }
})

test('the text on protection stands in the notes, in each language of the release', () => {
  assert.deepEqual(
    metadata.notes.map(({ body }: { body: string }) => body),
    detentionDecision.languages.map((language) => protectionText(detentionDecision, language)),
  )
})

test('a category that begins like a formula is text for a spreadsheet, in whatever language', () => {
  const labels = (language: string) =>
    readBack(tidyCsv({ ...detentionDecision, languages: [language] })).map((row) => row.decision_label)
  assert.ok(labels('en').includes('\'=HYPERLINK("http://x","y"), "quoted"'))
  assert.ok(labels('ar').includes("'=جمع(1,2)"))
  assert.ok(labels('ru').includes("'+7 «прочее»"))
  assert.ok(labels('tr').includes("'@diğer, -1"))
  for (const start of ['=', '+', '-', '@', '\t', '\r'])
    assert.deepEqual(parse(csvOf([[`${start}cmd`]])), [[`'${start}cmd`]])
})

test('lines end with LF alone, and text from right to left comes back as it was', () => {
  const arabic = tidyCsv({ ...detentionDecision, languages: ['ar'] })
  assert.ok(!arabic.includes('\r'))
  assert.ok(!/[\u200e\u200f\u061c\u2066-\u2069]/.test(arabic))
  const [first] = readBack(arabic)
  assert.equal(first?.sex_label, 'نساء')
})

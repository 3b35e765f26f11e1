import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { type PdfForm, writePdf, writeScan } from './fixtures/write-pdf.ts'
import { readPdf } from './pdf.ts'

const FORMS: Readonly<Record<string, PdfForm>> = {
  'a drawn line above its notes': { separator: 'drawn' },
  'a typed line above its notes': { separator: 'typed' },
  'notes known by smaller type alone': { separator: 'none' },
  'paragraphs that run over pages': { separator: 'drawn', pageHeight: 420 },
  'words broken at line ends': { separator: 'drawn', breaksWords: true, right: 330 },
}

for (const [name, form] of Object.entries(FORMS)) {
  test(`a PDF with ${name} gives every label, text and mark`, async () => {
    const { blocks, notes } = await readPdf(await writePdf(SOTOLAND, form))
    assert.deepEqual(
      blocks.map(({ label, text, marks }) => ({ label, text, marks })),
      SOTOLAND.lines.map(({ label, text, marks }) => ({ label, text, marks })),
    )
    assert.deepEqual(notes, SOTOLAND.notes)
  })
}

test('running headers, page numbers, job numbers and the front page are furniture, each once', async () => {
  const { furniture } = await readPdf(await writePdf(SOTOLAND, { separator: 'drawn', pageHeight: 420 }))
  assert.deepEqual(furniture, [
    'United Nations',
    'CMW/C/SOT/CO/3',
    'Distr.: General',
    '12 April 2031',
    'Original: English',
    'GE.31-04711',
  ])
})

test('a paragraph keeps the page it starts on, over pages too', async () => {
  const { blocks } = await readPdf(await writePdf(SOTOLAND, { separator: 'drawn', pageHeight: 420 }))
  assert.equal(blocks[0]?.page, 1)
  assert.equal(blocks.at(-1)?.page, 3)
})

test('bold and italic lines are told from the names of their fonts', async () => {
  const { blocks } = await readPdf(await writePdf(SOTOLAND, { separator: 'drawn' }))
  const expected = {
    title: 'bold',
    chapter: 'bold',
    heading: 'bold',
    topic: 'italic',
    paragraph: null,
    item: null,
    subitem: null,
  }
  assert.deepEqual(
    blocks.map(({ emphasis }) => emphasis),
    SOTOLAND.lines.map(({ kind }) => expected[kind]),
  )
})

test('a PDF that holds only pictures is refused as scanned, an empty one as without text', async () => {
  await assert.rejects(async () => readPdf(await writeScan({ pictures: true })), { reason: 'scanned' })
  await assert.rejects(async () => readPdf(await writeScan({ pictures: false })), { reason: 'no-text' })
})

test('the same first line on many pages stays where it is a paragraph of the text', async () => {
  const stock = { kind: 'paragraph', text: 'The Committee recommends that the State party:', marks: [] } as const
  const lines = Array.from({ length: 60 }, (_, index) => ({ ...stock, label: `${index + 1}.` }))
  const { blocks } = await readPdf(
    await writePdf({ ...SOTOLAND, lines, notes: [] }, { separator: 'none', pageHeight: 300 }),
  )
  assert.deepEqual(
    blocks.map(({ label }) => label),
    lines.map(({ label }) => label),
  )
})

test('a raised number without a note is text', async () => {
  const marks = [{ label: '2', at: 8 }]
  const line = { kind: 'paragraph', label: '1.', text: 'Forty km of land.', marks } as const
  const { blocks } = await readPdf(await writePdf({ ...SOTOLAND, lines: [line], notes: [] }, { separator: 'none' }))
  assert.deepEqual(
    blocks.map(({ text, marks: found }) => ({ text, found })),
    [{ text: 'Forty km2 of land.', found: [] }],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { type PdfForm, writePdf } from './fixtures/write-pdf.ts'
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

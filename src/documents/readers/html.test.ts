import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { writeHtml, writeHtmlLists } from './fixtures/write-html.ts'
import { readHtml } from './html.ts'

const PAGES = {
  'typed labels and linked notes': writeHtml(SOTOLAND, 'linked'),
  'typed labels and bare raised numbers': writeHtml(SOTOLAND, 'bare'),
  'ordered lists and linked notes': writeHtmlLists(SOTOLAND),
}

for (const [form, page] of Object.entries(PAGES)) {
  test(`a page with ${form} gives every label, text and mark`, () => {
    const { blocks, notes } = readHtml(page)
    assert.deepEqual(
      blocks.map(({ label, text, marks }) => ({ label, text, marks })),
      SOTOLAND.lines.map(({ label, text, marks }) => ({ label, text, marks })),
    )
    assert.deepEqual(notes, SOTOLAND.notes)
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDocx } from './docx.ts'
import { SOTOLAND } from './fixtures/sotoland.ts'
import { writeDocx } from './fixtures/write-docx.ts'

for (const numbered of ['typed', 'automatic'] as const) {
  test(`a Word file with ${numbered} numbers gives every label, text and mark`, async () => {
    const { blocks, notes } = await readDocx(await writeDocx(SOTOLAND, numbered))
    assert.deepEqual(
      blocks.map(({ label, text, marks }) => ({ label, text, marks })),
      SOTOLAND.lines.map(({ label, text, marks }) => ({ label, text, marks })),
    )
    assert.deepEqual(notes, SOTOLAND.notes)
  })
}

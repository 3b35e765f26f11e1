import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measuresOf } from './measures.ts'
import type { PageLine } from './page-line.ts'

/** Lines of a page from the top down, each so far below the one before. */
function page(...lines: readonly { readonly below: number; readonly size: number }[]): PageLine[] {
  let y = 800
  return lines.map(({ below, size }) => {
    y -= below
    return { page: 1, x: 72, right: 500, y, size, pieces: [] }
  })
}

const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

test('the pitch of lines is told from gaps between paragraphs, even where most paragraphs have one line', () => {
  const lines = page(...times(20, { below: 18, size: 10 }), ...times(6, { below: 12, size: 10 }))
  assert.equal(measuresOf([lines]).pitch, 12)
})

test('notes, which are set closer than the text, do not set its pitch', () => {
  const lines = page(...times(20, { below: 17, size: 12 }), ...times(10, { below: 11, size: 9 }))
  assert.deepEqual([measuresOf([lines]).bodySize, measuresOf([lines]).pitch], [12, 17])
})

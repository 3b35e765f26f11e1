/** A text with inlined notes that somebody saved in another format reads as the text itself does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceDocument } from '../source.ts'
import { readHtml } from './html.ts'
import { readText } from './text.ts'

const LINES = [
  'CMW/C/SOT/CO/2',
  'Concluding observations on the second periodic report of Sotoland[footnoteRef:1]* [1: * Adopted by the Committee at its fortieth session (1–12 June 2026).]',
  '1. The Committee read the report[footnoteRef:2] of Sotoland. [2: CMW/C/SOT/2 [see also A/HRC/90/2].]',
  'A. Introduction',
  '2. Recalling what it said before,[footnoteRef:3] the Committee recommends that the State party: [3: CMW/C/SOT/CO/1, para. 4.]',
  '(a) Bake bread;',
  '(b) Give it away.',
]

function seen({ blocks, notes }: SourceDocument) {
  return { notes, blocks: blocks.map(({ label, text, marks }) => ({ label, text, marks })) }
}

const expected = seen(readText(LINES.join('\n')))

test('paragraphs of a page hold them', () => {
  assert.equal(expected.notes.length, 3)
  assert.deepEqual(seen(readHtml(LINES.map((line) => `<p>${line}</p>`).join('\n'))), expected)
})

test('lines parted by single breaks hold them', () => {
  assert.deepEqual(seen(readHtml(`<div>${LINES.join('<br>\n')}</div>`)), expected)
})

test('a note that a printed line parts is whole again', () => {
  const parted = LINES.flatMap((line) => line.split(/(?<=\[3: CMW\/C\/SOT\/CO\/1,) /))
  assert.deepEqual(seen(readHtml(parted.map((line) => `<p>${line}</p>`).join('\n'))), expected)
})

test('a page with notes of its own keeps its brackets', () => {
  const { blocks, notes } = readHtml(
    '<p>1. The word [footnoteRef:9] is text.<sup><a href="#n">1</a></sup></p><ol><li id="n">A note.</li></ol>',
  )
  assert.equal(notes.length, 1)
  assert.match(blocks[0]?.text ?? '', /\[footnoteRef:9\]/)
})

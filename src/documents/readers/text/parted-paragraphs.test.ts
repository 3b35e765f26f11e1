/** What `pdftotext` makes of a page, each in its smallest form. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '../text.ts'
import { mendPartedParagraphs } from './parted-paragraphs.ts'

const mended = (...lines: readonly string[]) => mendPartedParagraphs(lines).lines.filter((line) => line.trim() !== '')

const FIRST = 'With reference to its earlier advice, the Committee recommends that the'

test('a second line that stands before its first is put behind it', () => {
  assert.deepEqual(mended('18.', 'State party:', '', FIRST, '(a)', 'Mend the pier;'), [
    `18. ${FIRST} State party:`,
    '(a)',
    'Mend the pier;',
  ])
})

test('items of the paragraph before, which stand in between, stay with it', () => {
  const lines = ['7.', 'The pier is:', '', '8.', 'State party should:', '', '(a)', 'Old;', '', FIRST, '(a)', 'Mend it.']
  assert.deepEqual(mended(...lines), [
    '7.',
    'The pier is:',
    '(a)',
    'Old;',
    `8. ${FIRST} State party should:`,
    '(a)',
    'Mend it.',
  ])
})

test('a paragraph in order is left alone, also before a long heading', () => {
  const lines = [
    '3.',
    'Bread is dear.',
    '',
    'Access to bread and salt on all of the outer islands',
    '4.',
    'Salt is cheap.',
  ]
  assert.deepEqual(
    mended(...lines),
    lines.filter((line) => line !== ''),
  )
})

test('the letter of a heading that stands among items goes to the heading', () => {
  const lines = [
    '6.',
    'The Committee recommends:',
    '',
    'B.',
    '',
    '(a)',
    'Beds;',
    '',
    'Prisons',
    '',
    '7.',
    'Cells are damp.',
  ]
  assert.deepEqual(mended(...lines), [
    '6.',
    'The Committee recommends:',
    '(a)',
    'Beds;',
    'B.\tPrisons',
    '7.',
    'Cells are damp.',
  ])
})

test('the number of a heading behind that of a paragraph goes to the heading', () => {
  const lines = [
    '7.',
    '',
    '3.',
    '',
    'The Committee is glad.',
    '',
    'Prevention (arts. 16–23)',
    '',
    '8.',
    'Jails are old.',
  ]
  assert.deepEqual(mended(...lines), [
    '7.',
    'The Committee is glad.',
    '3.\tPrevention (arts. 16–23)',
    '8.',
    'Jails are old.',
  ])
})

test('lines of a page are joined though a converter left one of them long', () => {
  const lines = [
    '12. The Committee is concerned that the pier of the old harbour is closed and',
    'that boats of the outer islands may not moor there in winter, when storms are',
    'frequent. It recommends that the State party open a second pier, and that it:',
    `(a) mend the first, which is in use and in which ${'so many boats have waited for years '.repeat(3)}in`,
    'winter and in summer; (b) pay those who',
    'keep it.',
    '13. The Committee thanks the delegation for its answers, which were short and',
    'plain.',
  ]
  const blocks = readText(lines.join('\n')).blocks
  assert.equal(blocks.length, 3)
  assert.match(blocks[1]?.text ?? '', /in winter and in summer; \(b\) pay those who keep it\.$/)
})

test('a word that the end of a page or a line breaks is one word', () => {
  const text =
    'The pier of the old harbour, where boats moor, is in the hands of the admin-\n\nistration. The old administration had it built by the fishermen of the harb-\nour.\n'
  assert.deepEqual(
    readText(text).blocks.map((block) => block.text),
    [
      'The pier of the old harbour, where boats moor, is in the hands of the administration. The old administration had it built by the fishermen of the harbour.',
    ],
  )
})

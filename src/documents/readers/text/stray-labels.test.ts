/** Columns of labels that a converter of PDF printed apart from their words, each in its smallest form. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '../text.ts'
import { settleLabels } from './stray-labels.ts'

const BEFORE = ['7.', 'The pier is old.', '']

function settled(...lines: readonly string[]): readonly string[] {
  return settleLabels([...BEFORE, ...lines])
    .lines.slice(BEFORE.length)
    .filter((line) => line !== '')
}

test('the number of a paragraph before the items of the one above goes to the words behind them', () => {
  assert.deepEqual(
    settled(
      '8.',
      '',
      'The boats are:',
      '',
      '9.',
      '',
      '(a)',
      '',
      'Old;',
      '',
      '(b)',
      '',
      'Few.',
      '',
      'Mend them:',
      '',
      '(a)',
      '',
      'All.',
    ),
    ['8.', 'The boats are:', '(a)', 'Old;', '(b)', 'Few.', '9.\tMend them:', '(a)', 'All.'],
  )
})

test('of two numbers above one another, the first has the words that follow', () => {
  assert.deepEqual(settled('8.', '', '9.', '', 'The boats are:', '(a)', '', 'Old.', '', 'Mend them.'), [
    '8.',
    'The boats are:',
    '(a)',
    'Old.',
    '9.\tMend them.',
  ])
})

test('the letter of an item before the points of the one above goes behind them', () => {
  assert.deepEqual(
    settled('(a)', '', 'Mend:', '', '(b)', '', '(i)', '', 'Piers;', '', '(ii)', '', 'Boats;', '', 'Pay.'),
    ['(a)', 'Mend:', '(i)', 'Piers;', '(ii)', 'Boats;', '(b)\tPay.'],
  )
})

test('the label of a heading before the last item goes to the heading', () => {
  assert.deepEqual(
    settled('(b)', '', '3.', '', 'Pay the crews.', '', 'Harbours (arts. 8–15)', '', '8.', '', 'The quay is wet.'),
    ['(b)', 'Pay the crews.', '3.\tHarbours (arts. 8–15)', '8.', 'The quay is wet.'],
  )
})

test('the words of a paragraph that stand below the next heading go above it', () => {
  assert.deepEqual(
    settled(
      '8.',
      '',
      'B.',
      '',
      'Piers',
      '',
      '9.',
      '',
      'C.',
      '',
      'The quay is wet.',
      '',
      'The pier is dry.',
      '',
      'Boats',
    ),
    ['8.\tThe quay is wet.', 'B.', 'Piers', '9.\tThe pier is dry.', 'C.\tBoats'],
  )
})

test('a star apart from its note is a note of the title', () => {
  const text =
    'Concluding observations on the report of Sotoland*\n1.\n\n*\n\nThe Committee is glad.\n\nAdopted by the Committee at its tenth session.\n'
  const { blocks, notes } = readText(text)
  assert.deepEqual(notes, [{ label: '*', text: 'Adopted by the Committee at its tenth session.' }])
  assert.deepEqual(blocks.map(({ text: words }) => words).slice(1), ['The Committee is glad.'])
})

test('labels that were put back, and those whose words are nowhere, are doubts', () => {
  const text = [...BEFORE, '8.', '', '9.', '', 'The boats are old.', '', '10.', '', 'The quay is wet.'].join('\n')
  assert.deepEqual(
    readText(text).doubts.map(({ what }) => what),
    ['The file has the labels 9. apart from their words, which were not found.'],
  )
})

test('labels before their words stay where they are', () => {
  const lines = [
    '8.',
    '',
    'The boats are:',
    '',
    '(a)',
    '',
    'Old;',
    '',
    'B.',
    '',
    'Harbours',
    '',
    '9.',
    '',
    'The quay is wet.',
  ]
  assert.deepEqual(settleLabels([...BEFORE, ...lines]), { lines: [...BEFORE, ...lines], moved: [], lost: [] })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutPageNumbers } from './page-numbers.ts'

test('the numbers of pages leave the text wherever they stand, and those of notes stay', () => {
  const pages = ['A pier.\n\n1\n', '2\n\nA boat.\n\n2\n', '30\n\nA quay.\n\n3\n\nIts end.\n']
  assert.equal(withoutPageNumbers(pages.join('\f')), 'A pier.\n\n\f2\n\nA boat.\n\n\f30\n\nA quay.\n\n\nIts end.\n')
})

test('the pages of an excerpt count on from any number', () => {
  assert.equal(withoutPageNumbers('A pier.\n\n41\n\fA boat.\n\n42\n'), 'A pier.\n\n\fA boat.\n\n')
})

test('figures that do not count on with the pages are text', () => {
  const text = 'A pier.\n\n12\n\fA boat.\n\n40\n'
  assert.equal(withoutPageNumbers(text), text)
})

test('the symbol and the number of the job stand once', () => {
  assert.equal(
    withoutPageNumbers('CAT/C/SOT/CO/3\nA pier.\nGE.31-04711\n\fCAT/C/SOT/CO/3\nA boat.\nGE.31-04711\n'),
    'CAT/C/SOT/CO/3\nA pier.\nGE.31-04711\n\fA boat.\n',
  )
})

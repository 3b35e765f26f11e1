/** Rows that are refused, each named with its reason, and what they leave standing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clean, codesOf, idOf, one, refusal, sheet } from './fixtures/export.ts'

const refusals = [
  ['a row without text', { Text: null }, 'no-text'],
  ['a row of markup alone', { Text: '<p>&nbsp;</p>' }, 'no-text'],
  ['a row that is only "Annex"', { Text: 'Annex' }, 'no-content'],
  ['a row that is only "Annex II."', { Text: 'Annex II.' }, 'no-content'],
  ['a row that is only "1"', { Text: '1' }, 'no-content'],
  ['a row that is only the number 1', { Text: 1 }, 'no-content'],
  ['a row of dashes', { Text: '- - -' }, 'no-content'],
  ['a row without a symbol', { 'Document Symbol': null }, 'no-symbol'],
  ['a row of no State', { 'Countries Concerned': null, 'Document Symbol': 'A/HRC/39/14' }, 'no-state'],
  ['a row of an unknown State', { 'Countries Concerned': 'Atlantis', 'Document Symbol': 'A/HRC/39/14' }, 'no-state'],
] as const

for (const [what, changes, reason] of refusals) {
  test(`${what} is refused by name, and its neighbour is not`, async () => {
    const refused = await refusal(clean(changes))
    assert.deepEqual([refused.row, refused.reason], [2, reason])
  })
}

test('empty rows between are refused as empty, each with its number', async () => {
  const result = await sheet(clean(), {}, {}, clean({ 'OHCHR Annotation Id': idOf(2) }))
  assert.deepEqual(result.refused, [
    { row: 3, reason: 'empty', detail: '' },
    { row: 4, reason: 'empty', detail: '' },
  ])
  assert.deepEqual(
    result.rows.map((row) => row.row),
    [2, 5],
  )
})

test('an identifier that comes twice is refused the second time, and the first is named', async () => {
  const result = await sheet(
    clean(),
    clean({ Text: '13. Another text altogether.', 'OHCHR Annotation Id': idOf(1).toUpperCase() }),
  )
  assert.equal(result.rows.length, 1)
  assert.deepEqual(result.refused, [{ row: 3, reason: 'duplicate-id', detail: '2' }])
})

test('a refused row does not use its identifier up', async () => {
  const result = await sheet(clean({ Text: 'Annex' }), clean())
  assert.equal(result.rows[0]?.row, 3)
})

test('a row without an identifier is taken in, in doubt', async () => {
  const row = await one(clean({ 'OHCHR Annotation Id': null }))
  assert.equal(row.annotationId, null)
  assert.deepEqual(codesOf(row), ['no-annotation-id'])
})

/** Corrections by hand: each gives a document that holds together, or is refused with its reason. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { UnDocument } from '../../documents/index.ts'
import { Invalid } from '../../store/index.ts'
import { correct } from './correct.ts'
import { documentOf, paragraph, valley } from './fixtures/valley.ts'
import { brokenIn } from './whole.ts'

const asking = (model: UnDocument) => model.recommendations.map(({ id }) => id)
const itemsOf = (model: UnDocument, number: string) =>
  model.paragraphs.find((one) => one.number === number)?.items ?? []
const refusedAs = (rule: string, field?: string) => (error: unknown) =>
  error instanceof Invalid &&
  error.problems.some((one) => one.rule === rule && (field === undefined || one.field === field))

test('an item is split in two, and both halves ask until a person says otherwise', () => {
  const text = itemsOf(valley(), '3')[0]?.text ?? ''
  const split = correct(valley(), { is: 'split', at: '3(a)', position: text.indexOf('within'), into: '3(d)' })
  assert.deepEqual(
    itemsOf(split, '3').map(({ id, text: words }) => [id, words.slice(0, 12)]),
    [
      ['3(a)', 'To hand out '],
      ['3(d)', 'within a wee'],
      ['3(b)', 'To keep a pu'],
      ['3(c)', 'To train eve'],
    ],
  )
  assert.deepEqual(asking(split), ['3(a)', '3(d)', '3(b)', '3(c)', '4'])
})

test('a split is undone by a merge', () => {
  const anyCut = fc.integer({ min: 1, max: 50 })
  fc.assert(
    fc.property(anyCut, (at) => {
      const text = itemsOf(valley(), '3')[0]?.text ?? ''
      const position = text.indexOf(' ', at)
      const split = correct(valley(), { is: 'split', at: '3(a)', position, into: '3(x)' })
      assert.deepEqual(correct(split, { is: 'merge', at: '3(x)' }), valley())
    }),
  )
})

test('a paragraph is split into two paragraphs, the second taking the items', () => {
  const split = correct(valley(), { is: 'split', at: '3', position: 8, into: '5' })
  assert.deepEqual(split.paragraphs.map(({ number, text }) => [number, text]).slice(2, 4), [
    ['3', 'Sotoland'],
    ['5', 'is asked:'],
  ])
  assert.deepEqual([itemsOf(split, '3'), itemsOf(split, '5').map(({ id }) => id)], [[], ['5(a)', '5(b)', '5(c)']])
  assert.deepEqual(asking(split), ['5(a)', '5(b)', '5(c)', '4'])
})

test('a split that would leave nothing, or a second paragraph 4, is refused', () => {
  assert.throws(
    () => correct(valley(), { is: 'split', at: '4', position: 9999, into: '5' }),
    refusedAs('nothing-to-split', 'position'),
  )
  assert.throws(() => correct(valley(), { is: 'split', at: '3', position: 8, into: '4' }), refusedAs('address-taken'))
  assert.throws(
    () => correct(valley(), { is: 'split', at: '3(a)', position: 3, into: '9' }),
    refusedAs('address-of-other-kind'),
  )
  assert.throws(
    () => correct(valley(), { is: 'split', at: '3(a)', position: 3, into: '4(a)' }),
    refusedAs('address-in-other-paragraph'),
  )
})

test('the first item joins the introductory words; a paragraph joins the one before', () => {
  const joined = correct(valley(), { is: 'merge', at: '3(a)' })
  assert.match(joined.paragraphs[2]?.text ?? '', /^Sotoland is asked: To hand out/)
  assert.deepEqual(asking(joined), ['3', '3(b)', '3(c)', '4'])
  const paragraphs = correct(valley(), { is: 'merge', at: '2' }).paragraphs
  assert.deepEqual(
    paragraphs.map(({ number }) => number),
    ['1', '3', '4'],
  )
  assert.throws(() => correct(valley(), { is: 'merge', at: '1' }), refusedAs('nothing-before'))
  assert.throws(() => correct(valley(), { is: 'merge', at: '4' }), refusedAs('items-between'))
})

test('a renumbered paragraph takes its items, recommendations, footnotes and place in the follow-up along', () => {
  const moved = correct(valley(), { is: 'address', at: '3', to: '30' })
  assert.deepEqual(
    itemsOf(moved, '30').map(({ id }) => id),
    ['30(a)', '30(b)', '30(c)'],
  )
  assert.deepEqual(
    [asking(moved), moved.footnotes[0]?.at, moved.followUp?.paragraphs],
    [['30(a)', '30(b)', '30(c)', '4'], '30', ['30']],
  )
})

test('an address that is taken, of another paragraph or of another kind is refused', () => {
  assert.throws(() => correct(valley(), { is: 'address', at: '3(a)', to: '3(b)' }), refusedAs('address-taken'))
  assert.throws(
    () => correct(valley(), { is: 'address', at: '3(a)', to: '4(a)' }),
    refusedAs('address-in-other-paragraph'),
  )
  assert.throws(() => correct(valley(), { is: 'address', at: '3(a)', to: '7' }), refusedAs('address-of-other-kind'))
  assert.throws(() => correct(valley(), { is: 'text', at: '99', text: 'x' }), refusedAs('no-such-address'))
  assert.throws(() => correct(valley(), { is: 'kind', at: '3(a)', kind: 'mixed' }), refusedAs('not-a-paragraph'))
})

test('a piece is marked and unmarked as asking for something, in the order of the document', () => {
  const marked = correct(valley(), { is: 'mark', at: '2' })
  assert.deepEqual(asking(marked), ['2', '3(a)', '3(b)', '3(c)', '4'])
  assert.deepEqual(correct(marked, { is: 'unmark', at: '2' }), valley())
})

test('corrected words are the recommendation’s words too', () => {
  const corrected = correct(valley(), { is: 'text', at: '4', text: 'Sotoland is asked for two shelters.' })
  assert.equal(corrected.recommendations.at(-1)?.text, 'Sotoland is asked for two shelters.')
})

test('symbol and dates are corrected; a typed symbol is no longer inferred', () => {
  const inferred = { ...valley(), symbolInferred: true, followUp: null }
  const corrected = correct(inferred, { is: 'document', symbol: 'CMW/C/SOT/CO/3', followUpDueOn: '2027-01-31' })
  assert.deepEqual(
    [corrected.symbol, corrected.symbolInferred, corrected.followUp],
    ['CMW/C/SOT/CO/3', false, { dueOn: '2027-01-31', paragraphs: [] }],
  )
  assert.deepEqual(correct(inferred, { is: 'document', adoptedOn: '2024-05-03' }).followUp, null)
})

test('who corrects a place, or settles it, settles its doubts and no others', () => {
  const doubtful = {
    ...valley(),
    doubts: [
      { at: '3(a)', what: 'x' },
      { at: '4', what: 'y' },
    ],
  }
  assert.deepEqual(correct(doubtful, { is: 'text', at: '3(a)', text: 'New.' }).doubts, [{ at: '4', what: 'y' }])
  assert.deepEqual(correct(doubtful, { is: 'settle', at: '4' }).doubts, [{ at: '3(a)', what: 'x' }])
  assert.equal(correct(doubtful, { is: 'document', title: 'T' }).doubts.length, 2)
})

test('what a reader got wrong can be put right one step at a time', () => {
  const twice = documentOf([
    paragraph('1', 'positive', 'A.'),
    paragraph('1', 'positive', 'B.'),
    paragraph('2', 'concern', 'C.'),
  ])
  assert.deepEqual(
    brokenIn(twice).map(({ rule }) => rule),
    ['address-taken'],
  )
  assert.equal(correct(twice, { is: 'kind', at: '2', kind: 'mixed' }).paragraphs[2]?.kind, 'mixed')
})

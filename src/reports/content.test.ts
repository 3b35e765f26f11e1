/** What people type, on its way to paper. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proposedSymbol } from './compose.ts'
import { cleanText, paragraphsOf, ReportContent } from './content.ts'
import { WORD_LIMITS, weigh } from './limit.ts'
import { letterOf } from './paper.ts'

test('an empty line parts paragraphs, and a note stands on the word before it', () => {
  assert.deepEqual(paragraphsOf('One.\nStill one. [note: See law 5.] More.\r\n\r\nTwo.'), [
    [{ text: 'One. Still one.' }, { note: 'See law 5.' }, { text: ' More.' }],
    [{ text: 'Two.' }],
  ])
})

test('an empty note, and a note that is not closed, make no footnote', () => {
  assert.deepEqual(paragraphsOf('A.[note: ] B [note: open'), [[{ text: 'A.' }, { text: ' B [note: open' }]])
})

test('whatever is typed, no character that XML forbids comes through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      assert.doesNotMatch(cleanText(typed), /\p{Control}|[\ufffe\uffff]|\p{Surrogate}/u)
    }),
  )
})

test('no word is lost or joined on the way to paper', () => {
  const words = (text: string) => text.split(/\s+/).filter(Boolean)
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z.,]{1,8}$/)),
      fc.constantFrom(' ', '\n', '\n\n', '\u00a0'),
      (typed, between) => {
        const pieces = paragraphsOf(typed.join(between)).flat()
        assert.deepEqual(
          pieces.flatMap((piece) => ('text' in piece ? words(piece.text) : [])),
          typed,
        )
      },
    ),
  )
})

test('a draft is near its limit from 90 percent on, and over it only above', () => {
  const level = (words: number) => weigh(words, WORD_LIMITS['follow-up'].words).level
  assert.deepEqual([level(3149), level(3150), level(3500), level(3501)], ['within', 'near', 'near', 'over'])
})

test('the limits are those of the United Nations, each with its source', () => {
  assert.deepEqual(
    Object.entries(WORD_LIMITS).map(([paper, { words }]) => [paper, words]),
    [
      ['initial', 31_800],
      ['periodic', 21_200],
      ['core', 42_400],
      ['follow-up', 3_500],
    ],
  )
  assert.ok(Object.values(WORD_LIMITS).every(({ source }) => /resolution|A\/RES\/|practice/.test(source)))
})

test('lists go on after (z) as Word goes on', () => {
  assert.deepEqual([0, 25, 26, 27, 52].map(letterOf), ['A', 'Z', 'AA', 'BB', 'AAA'])
})

test('a symbol is proposed from that of the document, and none where it tells nothing', () => {
  assert.equal(proposedSymbol({ kind: 'follow-up', document: 'CMW/C/SOT/CO/3' }), 'CMW/C/SOT/FCO/3')
  assert.equal(proposedSymbol({ kind: 'periodic', document: 'CMW/C/SOT/CO/3' }), 'CMW/C/SOT/4')
  assert.equal(proposedSymbol({ kind: 'periodic', document: 'CERD/C/SOT/CO/10-12' }), 'CERD/C/SOT/13')
  assert.equal(proposedSymbol({ kind: 'periodic', document: 'A/HRC/39/14' }), '')
})

test('content with a field that is not known is refused', () => {
  assert.ok(!ReportContent.safeParse({ introductoin: 'x' }).success)
})

/** A document cut into parts: nothing is lost or doubled, whatever its shape, and no part is heavy. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Paragraph } from '../../documents/index.ts'
import { partsOf, SHOWN_TEXT } from './preview-parts.ts'

function paragraph(number: number, texts: readonly string[]): Paragraph {
  const [text = '', ...items] = texts
  return {
    number: String(number),
    kind: 'mixed',
    section: null,
    heading: null,
    text,
    items: items.map((text, index) => ({ id: `${number}(${index + 1})`, text })),
    footnotes: [],
    cites: { articles: [], sdgTargets: [], generalComments: [], documents: [], instruments: [] },
  }
}

test('each piece stands in one part, in the order of the document, and is found there', () => {
  const texts = fc.array(fc.string({ maxLength: 9000, unit: 'grapheme' }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 30 }), (document) => {
      const paragraphs = document.map((own, index) => paragraph(index + 1, own))
      const { list, partOf } = partsOf({ paragraphs, doubts: [] })
      const order = paragraphs.flatMap(({ number, items }) => [number, ...items.map(({ id }) => id)])
      assert.deepEqual(
        list.flat().map(({ at }) => at),
        order,
      )
      for (const [index, part] of list.entries()) for (const { at } of part) assert.equal(partOf(at), index + 1)
    }),
    { numRuns: 30 },
  )
})

test('a paragraph of a thousand items is cut between its items, and one with a thousand doubts takes the room of some', () => {
  const long = paragraph(1, Array(1001).fill('paint the piers '.repeat(20)))
  const doubts = Array(1000).fill({ at: '1(500)', what: 'Are these piers?' })
  const { list, partOf } = partsOf({ paragraphs: [long], doubts })
  assert.ok(list.length > 10)
  const [plain = 0, doubted = 0] = [2, partOf('1(500)')].map((part) => list[part - 1]?.length)
  assert.ok(doubted > 0 && doubted < plain, `${doubted} of ${plain} pieces`)
})

test('a document without paragraphs has one part, which is empty', () => {
  assert.deepEqual(partsOf({ paragraphs: [], doubts: [] }).list, [[]])
  assert.ok(SHOWN_TEXT < 5000, 'one piece alone is no heavy page')
})

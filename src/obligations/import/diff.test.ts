/** The diff: accepting every line gives the new document, accepting none keeps the old, whatever was corrected. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { UnDocument } from '../../documents/index.ts'
import { StepRefused } from '../../store/index.ts'
import { diffDocuments } from './diff.ts'
import { documentOf, paragraph, valley } from './fixtures/valley.ts'
import { matchPieces } from './match.ts'
import { mergeLines } from './merge.ts'

const WORDS = ['bridge', 'harbour', 'lantern', 'count', 'open', 'every', 'winter', 'ferry', 'keep', 'road']
const anyText = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((words) => words.join(' '))
const anyParagraph = fc.record({
  kind: fc.constantFrom('concern' as const, 'recommendation' as const, 'positive' as const),
  text: anyText,
  heading: fc.option(anyText),
  items: fc.array(anyText, { maxLength: 4 }),
})

/** Numbered from 1 on, as documents are; some items ask for something and some do not. */
const anyDocument = fc
  .tuple(fc.array(anyParagraph, { maxLength: 7 }), fc.infiniteStream(fc.boolean()), fc.constantFrom('A', 'B'))
  .map(([parts, asks, title]) => {
    const paragraphs = parts.map(({ kind, text, heading, items }, index) => ({
      ...paragraph(
        String(index + 1),
        kind,
        text,
        Object.fromEntries(items.map((item, at) => [`(${'abcd'[at]})`, item])),
      ),
      heading,
    }))
    const pieces = paragraphs.flatMap(({ number, text, items }) => [{ id: number, text }, ...items])
    return documentOf(paragraphs, { title, recommendations: pieces.filter(() => asks.next().value === true) })
  })

/** Two documents that have paragraphs in common, in another order and under other numbers. */
const anyCorrection = fc.tuple(anyDocument, anyDocument, fc.infiniteStream(fc.nat(3))).map(([before, other, picks]) => {
  const mixed = [...before.paragraphs, ...other.paragraphs].filter(() => picks.next().value !== 0).slice(0, 8)
  if (picks.next().value === 0) mixed.reverse()
  const paragraphs = mixed.map(({ items, number, ...rest }, index) => ({
    ...rest,
    number: String(index + 1),
    items: items.map(({ id, text }) => ({ id: `${index + 1}${id.slice(number.length)}`, text })),
  }))
  const pieces = paragraphs.flatMap(({ number, text, items }) => [{ id: number, text }, ...items])
  const after = documentOf(paragraphs, {
    title: other.title,
    recommendations: pieces.filter(() => picks.next().value !== 1),
  })
  return { before, after }
})
const runs = { numRuns: 500 }
const idsOf = (before: UnDocument, after: UnDocument) => diffDocuments(before, after).map(({ id }) => id)

test('accepting every line of a diff gives exactly the new document', () => {
  fc.assert(
    fc.property(anyCorrection, ({ before, after }) =>
      assert.deepEqual(mergeLines(before, after, idsOf(before, after)), after),
    ),
    runs,
  )
})

test('accepting no line keeps exactly the old document', () => {
  fc.assert(
    fc.property(anyCorrection, ({ before, after }) => assert.deepEqual(mergeLines(before, after, []), before)),
    runs,
  )
})

test('a line stands for itself: each is shown once, and a document differs from itself in nothing', () => {
  fc.assert(
    fc.property(anyCorrection, ({ before, after }) => {
      const ids = idsOf(before, after)
      assert.equal(new Set(ids).size, ids.length)
      assert.deepEqual(idsOf(after, after), [])
    }),
    runs,
  )
})

test('the words of a line give back both texts', () => {
  fc.assert(
    fc.property(anyCorrection, ({ before, after }) => {
      for (const { of, change, words, before: old, after: now } of diffDocuments(before, after)) {
        if (of !== 'item' || change === 'added' || change === 'removed') continue
        const side = (without: 'added' | 'removed') =>
          words
            .filter(({ is }) => is !== without)
            .map(({ text }) => text)
            .join('')
        const textAt = (model: UnDocument, id: string | null) =>
          model.paragraphs.flatMap(({ items }) => items).find((item) => item.id === id)?.text
        assert.deepEqual([side('added'), side('removed')], [textAt(before, old), textAt(after, now)])
      }
    }),
    runs,
  )
})

test('a paragraph put in between renumbers the rest: each of them has moved, none has changed', () => {
  const before = valley()
  const [one, two, three, four] = before.paragraphs
  assert.ok(one && two && three && four)
  const after = documentOf(
    [
      one,
      paragraph('2', 'positive', 'The new sea wall is welcome.'),
      { ...two, number: '3' },
      { ...three, number: '4', items: three.items.map(({ id, text }) => ({ id: id.replace('3', '4'), text })) },
      { ...four, number: '5' },
    ],
    { footnotes: before.footnotes, followUp: before.followUp, nextReport: before.nextReport },
  )
  assert.deepEqual(
    diffDocuments(before, after).map(({ of, change, before: from, after: to, aspects }) => [
      of,
      change,
      from,
      to,
      aspects.join(),
    ]),
    [
      ['paragraph', 'added', null, '2', ''],
      ['paragraph', 'moved', '2', '3', 'number'],
      ['paragraph', 'moved', '3', '4', 'number'],
      ['paragraph', 'moved', '4', '5', 'number'],
    ],
  )
})

test('a piece that no longer asks for anything is a line of its own', () => {
  const before = valley()
  const [line, ...others] = diffDocuments(before, {
    ...before,
    recommendations: before.recommendations.filter(({ id }) => id !== '3(b)'),
  })
  assert.deepEqual(
    [line?.id, line?.aspects, line?.asked, line?.asks, others],
    ['item:3(b)>3(b)', ['asks'], true, false, []],
  )
})

test('a line that the diff does not hold is refused', () => {
  assert.throws(
    () => mergeLines(valley(), valley(), ['field:title']),
    (error) => error instanceof StepRefused && error.rule === 'lines-changed',
  )
})

test('the same words at another address count for more than like words at the same one', () => {
  const piece = (address: string, text: string) => ({ address, text })
  const [north, south] = ['Open the north gate every winter.', 'Open the south gate every winter.']
  const swapped = matchPieces([piece('1', north), piece('2', south)], [piece('1', south), piece('2', north)])
  assert.deepEqual([...swapped].toSorted(), [
    [0, 1],
    [1, 0],
  ])
  const reworded = matchPieces([piece('1', north), piece('2', south)], [piece('1', `${north} Now.`), piece('2', south)])
  assert.deepEqual([...reworded].toSorted(), [
    [0, 0],
    [1, 1],
  ])
  assert.equal(matchPieces([piece('1', north)], [piece('2', 'Count all ferries.')]).size, 0)
})

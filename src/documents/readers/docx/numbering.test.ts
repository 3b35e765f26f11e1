import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatCount } from './number-format.ts'
import { readNumbering } from './numbering.ts'

const level = (index: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`

const UN_LIST = [level(0, 'decimal', '%1.'), level(1, 'lowerLetter', '(%2)'), level(2, 'lowerRoman', '(%3)')].join('')

function numberingOf(xml: string, listOfStyle: (style: string) => string | undefined = () => undefined) {
  return readNumbering(new TextEncoder().encode(`<w:numbering>${xml}</w:numbering>`), listOfStyle)
}

const abstract = (id: number, levels: string) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`
const list = (id: number, of: number, overrides = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${overrides}</w:num>`
const startOverride = (index: number, start: number) =>
  `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${start}"/></w:lvlOverride>`

/** The labels of paragraphs, each given as list and level: "1:0". */
function labels(numbering: ReturnType<typeof numberingOf>, places: string): (string | null)[] {
  return places.split(' ').map((place) => {
    const [id = '', at] = place.split(':')
    return numbering.next({ list: id, level: Number(at) })
  })
}

test('items start anew under each paragraph, and paragraphs count on', () => {
  const numbering = numberingOf(abstract(0, UN_LIST) + list(1, 0))
  assert.deepEqual(labels(numbering, '1:0 1:1 1:2 1:2 1:1 1:0 1:1 1:2'), [
    '1.',
    '(a)',
    '(i)',
    '(ii)',
    '(b)',
    '2.',
    '(a)',
    '(i)',
  ])
})

test('two lists of one definition count on together, until one is told to start anew', () => {
  const numbering = numberingOf(abstract(0, UN_LIST) + list(1, 0) + list(2, 0) + list(3, 0, startOverride(0, 1)))
  assert.deepEqual(labels(numbering, '1:0 2:0 1:0 3:0 3:0 1:0'), ['1.', '2.', '3.', '1.', '2.', '3.'])
})

test('a list told to start items anew leaves the paragraphs counting on', () => {
  const numbering = numberingOf(abstract(0, UN_LIST) + list(1, 0) + list(2, 0, startOverride(1, 3)))
  assert.deepEqual(labels(numbering, '1:0 1:1 2:1 2:1 1:0'), ['1.', '(a)', '(c)', '(d)', '2.'])
})

test('lists of two definitions do not mix', () => {
  const numbering = numberingOf(
    abstract(0, UN_LIST) + abstract(1, level(0, 'upperLetter', '%1.')) + list(1, 0) + list(2, 1),
  )
  assert.deepEqual(labels(numbering, '2:0 1:0 1:0 2:0 1:0'), ['A.', '1.', '2.', 'B.', '3.'])
})

test('a level that never restarts counts through, as paragraph numbers under headings do', () => {
  const levels = level(0, 'upperRoman', '%1.') + level(1, 'decimal', '%2.', '<w:lvlRestart w:val="0"/>')
  const numbering = numberingOf(abstract(0, levels) + list(1, 0))
  assert.deepEqual(labels(numbering, '1:0 1:1 1:1 1:0 1:1'), ['I.', '1.', '2.', 'II.', '3.'])
})

test('a label made of several counts shows them all, in figures where the law asks for it', () => {
  const levels =
    level(0, 'upperRoman', '%1.') + level(1, 'decimal', '%1.%2') + level(2, 'decimal', '%1.%2.%3', '<w:isLgl/>')
  const numbering = numberingOf(abstract(0, levels) + list(1, 0))
  assert.deepEqual(labels(numbering, '1:0 1:1 1:2 1:0 1:1 1:1'), ['I.', 'I.1', '1.1.1', 'II.', 'II.1', 'II.2'])
})

test('a level of its own in a list replaces the one of its definition', () => {
  const own = `<w:lvlOverride w:ilvl="0">${level(0, 'upperLetter', '%1)')}</w:lvlOverride>`
  const numbering = numberingOf(abstract(0, UN_LIST) + list(1, 0, own))
  assert.deepEqual(labels(numbering, '1:0 1:0 1:1'), ['A)', 'B)', '(a)'])
})

test('a definition that points to a numbering style takes its levels', () => {
  const linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="UNList"/></w:abstractNum>'
  const numbering = numberingOf(linked + abstract(0, UN_LIST) + list(1, 5) + list(2, 0), (style) =>
    style === 'UNList' ? '2' : undefined,
  )
  assert.deepEqual(labels(numbering, '1:0 1:1'), ['1.', '(a)'])
})

test('a level tied to a paragraph style is found by the style', () => {
  const numbering = numberingOf(
    abstract(0, UN_LIST.replace('<w:lvlText w:val="(%2)"/>', '<w:pStyle w:val="Item"/><w:lvlText w:val="(%2)"/>')) +
      list(1, 0),
  )
  assert.equal(numbering.levelOfStyle('1', ['Item', 'Normal']), 1)
  assert.equal(numbering.levelOfStyle('1', ['Normal']), null)
})

test('a paragraph of a list that does not exist has no label', () => {
  assert.deepEqual(labels(numberingOf(abstract(0, UN_LIST) + list(1, 0)), '9:0 1:7'), [null, null])
})

test('counts are written as Word writes them', () => {
  assert.deepEqual(
    [1, 26, 27, 28, 53].map((count) => formatCount(count, 'lowerLetter')),
    ['a', 'z', 'aa', 'bb', 'aaa'],
  )
  assert.deepEqual(
    [4, 9, 14, 40, 1999].map((count) => formatCount(count, 'upperRoman')),
    ['IV', 'IX', 'XIV', 'XL', 'MCMXCIX'],
  )
  assert.deepEqual(
    [1, 2, 3, 11, 21].map((count) => formatCount(count, 'ordinal')),
    ['1st', '2nd', '3rd', '11th', '21st'],
  )
  assert.equal(formatCount(3, 'russianLower'), 'в')
  assert.equal(formatCount(7, 'noSuchFormat'), null)
})

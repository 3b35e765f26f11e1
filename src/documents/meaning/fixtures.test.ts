/** Invented documents in the drafting style of each body: every address, kind and date as a person would read them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { UnDocument } from '../model.ts'
import { readText } from '../readers/text.ts'
import { interpret } from './interpret.ts'

function read(name: string): UnDocument {
  const text = readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8')
  return UnDocument.parse(interpret(readText(text)))
}

/** "1p 2+ 3c 4r 5m": number and kind of each paragraph. */
function kinds(document: UnDocument): string {
  const letters = { procedural: 'p', positive: '+', concern: 'c', recommendation: 'r', mixed: 'm' }
  return document.paragraphs.map((paragraph) => `${paragraph.number}${letters[paragraph.kind]}`).join(' ')
}

const ids = (document: UnDocument) => document.recommendations.map(({ id }) => id).join(' ')
const citesOf = (document: UnDocument, number: string) =>
  document.paragraphs.find((each) => each.number === number)?.cites

interface Expected {
  readonly symbol: string
  readonly body: string
  readonly adoptedOn: string | null
  readonly recommendations: string
  readonly kinds: string
  readonly followUp: UnDocument['followUp']
  readonly nextReport: UnDocument['nextReport']
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  ccpr: {
    symbol: 'CCPR/C/SOT/CO/4',
    body: 'CCPR',
    adoptedOn: '2030-03-25',
    recommendations: '6 8(a) 8(b) 8(b)(i) 8(b)(ii) 8(c)(i) 8(c)(ii) 10 10(a) 10(b) 11 12 13 14',
    kinds: '1p 2p 3+ 4+ 5c 6r 7c 8r 9c 10r 11m 12r 13r 14r',
    followUp: { dueOn: '2033-03-28', paragraphs: ['6', '8', '10'] },
    nextReport: { number: 'fifth', dueOn: null },
  },
  cescr: {
    symbol: 'E/C.12/SOT/CO/6',
    body: 'CESCR',
    adoptedOn: '2031-02-28',
    recommendations: '5(a) 5(b) 8 8(a) 8(b) 8(c) 9 10 11 12 13 14',
    kinds: '1p 2p 3+ 4c 5r 6p 7c 8r 9m 10r 11r 12r 13r 14r',
    followUp: { dueOn: '2033-02-28', paragraphs: ['5(b)', '9'] },
    nextReport: { number: 'seventh', dueOn: '2036-02-28' },
  },
  cerd: {
    symbol: 'CERD/C/SOT/CO/20-22',
    body: 'CERD',
    adoptedOn: '2030-05-10',
    recommendations: '5 6(a) 6(b) 6(c) 8 9 10 11 12 13 14',
    kinds: '1p 2p 3+ 4c 5r 6m 7c 8r 9r 10r 11r 12r 13r 14r',
    followUp: { dueOn: '2031-05-10', paragraphs: ['6(b)', '8'] },
    nextReport: { number: 'twenty-third to twenty-fifth', dueOn: '2034-01-05' },
  },
  cedaw: {
    symbol: 'CEDAW/C/SOT/CO/8',
    body: 'CEDAW',
    adoptedOn: '2030-02-21',
    recommendations: '5 6 8(a) 8(b) 10 10(a) 10(b) 10(aa) 11(a) 11(b) 12 13 14 15 16',
    kinds: '1p 2p 3p 4+ 5m 6r 7c 8r 9c 10r 11r 12r 13r 14r 15r 16r',
    followUp: { dueOn: '2032-02-21', paragraphs: ['8(b)', '10(a)', '10(b)', '11(a)'] },
    nextReport: { number: 'ninth', dueOn: '2034-02-28' },
  },
  cat: {
    symbol: 'CAT/C/SOT/CO/3',
    body: 'CAT',
    adoptedOn: '2031-05-12',
    recommendations: '5 6(c) 6(d) 7(a) 7(b) 8 9 10 11 12',
    kinds: '1p 2p 3+ 4c 5r 6m 7m 8r 9r 10r 11r 12r',
    followUp: { dueOn: '2032-05-16', paragraphs: ['6(c)', '7(a)', '7(b)'] },
    nextReport: { number: 'fourth', dueOn: '2035-05-16' },
  },
  spt: {
    symbol: 'CAT/OP/SOT/2',
    body: 'SPT',
    adoptedOn: null,
    recommendations: '4 6(a) 6(b) 7 8',
    kinds: '1p 2p 3p 4r 5c 6r 7r 8r',
    followUp: null,
    nextReport: null,
  },
  crc: {
    symbol: 'CRC/C/SOT/CO/5-6',
    body: 'CRC',
    adoptedOn: '2030-09-23',
    recommendations: '6 6(a) 6(b)(i) 6(b)(ii) 7 8 10(a) 10(b) 10(c) 11 12 13',
    kinds: '1p 2p 3+ 4p 5c 6r 7m 8r 9c 10r 11r 12r 13r',
    followUp: null,
    nextReport: { number: 'seventh and eighth', dueOn: '2035-04-01' },
  },
  crpd: {
    symbol: 'CRPD/C/SOT/CO/2-3',
    body: 'CRPD',
    adoptedOn: '2031-03-20',
    recommendations: '4(a) 4(b) 4(b)(i) 4(b)(ii) 6 7 8 10 11 12',
    kinds: '1p 2+ 3c 4r 5c 6r 7m 8r 9p 10r 11r 12r',
    followUp: null,
    nextReport: { number: 'fourth to sixth', dueOn: '2037-02-10' },
  },
  ced: {
    symbol: 'CED/C/SOT/CO/1',
    body: 'CED',
    adoptedOn: '2029-09-25',
    recommendations: '5 6 7(a) 7(b) 8 9 11',
    kinds: '1p 2p 3+ 4c 5r 6r 7r 8m 9r 10p 11r',
    followUp: { dueOn: '2032-09-28', paragraphs: ['5', '7', '8'] },
    nextReport: null,
  },
  cmw: {
    symbol: 'CMW/C/SOT/CO/1',
    body: 'CMW',
    adoptedOn: '2026-06-12',
    recommendations: '3 4 4(a) 4(b) 6 7 7',
    kinds: '1p 2p 3r 4r 6r 7r 7r',
    followUp: null,
    nextReport: { number: 'second', dueOn: '2031-07-01' },
  },
  upr: {
    symbol: 'A/HRC/45/99',
    body: 'UPR',
    adoptedOn: '2029-05-16',
    recommendations: '7.1 7.2(a) 7.2(b) 7.3 8.1',
    kinds: '1p 2p 3p 4p 5p 6p 7r 8r 9p',
    followUp: null,
    nextReport: null,
  },
}

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`a document in the style of ${expected.body} is read as a person reads it`, () => {
    const document = read(name)
    assert.deepEqual(
      {
        symbol: document.symbol,
        body: document.body,
        adoptedOn: document.adoptedOn,
        recommendations: ids(document),
        kinds: kinds(document),
        followUp: document.followUp,
        nextReport: document.nextReport,
      },
      expected,
    )
    assert.equal(document.state, 'SOT')
    assert.equal(document.language, 'en')
    assert.equal(document.symbolInferred, false)
  })
}

test('items that run on in one line are parted, and what stands after them stays with the last', () => {
  const paragraph = read('cescr').paragraphs.find(({ number }) => number === '8')
  assert.deepEqual(
    paragraph?.items.map(({ id, text }) => [id, text.split(' ')[0]]),
    [
      ['8(a)', 'open'],
      ['8(b)', 'admit'],
      ['8(c)', 'report'],
    ],
  )
})

test('text after the last item belongs to the paragraph', () => {
  const paragraph = read('cedaw').paragraphs.find(({ number }) => number === '10')
  assert.match(paragraph?.text ?? '', /:\nThe Committee further requests/)
  assert.equal(paragraph?.items.at(-1)?.text, 'Keep a register of weapons.')
})

test('items go on behind text that stands between two lists', () => {
  assert.deepEqual(
    read('cat')
      .paragraphs.find(({ number }) => number === '6')
      ?.items.map(({ id }) => id),
    ['6(a)', '6(b)', '6(c)', '6(d)'],
  )
  assert.deepEqual(
    read('cat').doubts.filter(({ at }) => at.startsWith('6')),
    [],
  )
})

test('chapters under Roman numerals and letters have joined ids, title and article range apart', () => {
  assert.deepEqual(
    read('crc').sections.find(({ id }) => id === 'III.B'),
    { id: 'III.B', label: 'B', title: 'Violence against children', articles: '19, 24 (3), 28 (2), 34, 37 (a) and 39' },
  )
  assert.deepEqual(
    read('ced').sections.map(({ id }) => id),
    ['A', 'B', 'C', 'C.1', 'C.2', 'C.3', 'D'],
  )
})

test('joint general recommendations are each of their numbers, updated ones too', () => {
  assert.deepEqual(citesOf(read('cedaw'), '11')?.generalComments, ['CEDAW No. 31 (2019)', 'CRC No. 18 (2019)'])
  assert.deepEqual(citesOf(read('cedaw'), '10')?.generalComments, ['CEDAW No. 35 (2017)', 'CEDAW No. 19'])
})

test('articles of codes are not articles of the treaty', () => {
  assert.deepEqual(citesOf(read('cmw'), '7')?.articles, ['25(1)(a)', '25(1)(b)', '16–18'])
  assert.deepEqual(citesOf(read('cat'), '4')?.articles, ['1', '4'])
  assert.deepEqual(citesOf(read('ccpr'), '5')?.articles, ['2'])
})

test('an “ibid.” in the text means the document cited in the text before', () => {
  assert.deepEqual(citesOf(read('cerd'), '8')?.documents, ['CERD/C/SOT/CO/19, para. 11'])
})

test('footnotes keep brackets inside them, and a mark without a note is a doubt', () => {
  const document = read('cmw')
  assert.equal(document.footnotes.find(({ label }) => label === '3')?.text, 'CMW/C/SR.600 [see also A/HRC/90/2].')
  assert.deepEqual(
    document.doubts.filter(({ at }) => at === '6').map(({ what }) => what),
    ['Between paragraphs 4 and 6, paragraph 5 is missing.', 'The mark of footnote 6 has no footnote.'],
  )
})

test('an “Ibid.” after a footnote with two documents is a doubt', () => {
  const document = read('cmw')
  assert.deepEqual(document.footnotes.find(({ label }) => label === '5')?.resolvesTo, ['A/HRC/80/3, para. 9'])
  assert.ok(document.doubts.some(({ at, what }) => at === '4(b)' && what.includes('cites 2 documents')))
})

test('an address that stands twice is a doubt', () => {
  assert.ok(read('cmw').doubts.some(({ at, what }) => at === '7' && what === 'The address 7 stands more than once.'))
})

test('a term without a date counts from the adoption, and is a doubt', () => {
  assert.ok(read('cerd').doubts.some(({ at, what }) => at === '12' && what.includes('within one year')))
  assert.deepEqual(
    read('cat').doubts.filter(({ at }) => at === '9'),
    [],
  )
})

test('a month or year alone, or none, is a doubt with the next report', () => {
  assert.ok(read('cedaw').doubts.some(({ at, what }) => at === '15' && what.includes('only a month')))
  assert.ok(read('ccpr').doubts.some(({ at, what }) => at === '14' && what.includes('2036')))
})

test('a review lists what other States recommended, and nothing of its dialogue', () => {
  const document = read('upr')
  assert.equal(document.report, 'A/HRC/WG.6/40/SOT/1')
  assert.equal(document.session, 'fortieth')
  assert.deepEqual(document.consideredOn, ['2029-05-09'])
  assert.deepEqual(document.meetings, ['7'])
  assert.ok(document.doubts.some(({ at }) => at === 'Annex'))
  assert.deepEqual(
    document.sections.map(({ id }) => id),
    ['I', 'I.A', 'I.B', 'II'],
  )
})

/** The document that this software was written for, read in full. Runs where the document is; only figures and addresses stand here. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { UnDocument } from '../model.ts'
import { readText } from '../readers/text.ts'
import { interpret } from './interpret.ts'

const FILE = new URL('../../../../shared/documents/CMW_C_AZE_CO_3.txt', import.meta.url)
const skip = existsSync(FILE) ? false : 'the document CMW/C/AZE/CO/3 is not on this machine'
const text = skip === false ? readFileSync(FILE, 'utf8') : ''
const document = UnDocument.parse(interpret(readText(text)))

const RECOMMENDATIONS =
  `7 9 11(a) 11(b) 13 14 16 16(a) 16(b) 16(c) 18(a) 18(b) 20(a) 20(b) 22 24 26(a) 26(b) 26(c) 28(a) 28(b) 28(c) 30(a)
  30(b) 32 34 36(a) 36(b) 36(c)(i) 36(c)(ii) 36(c)(iii) 36(c)(iv) 36(d) 36(e) 38(a) 38(b) 38(c) 40 42(a) 42(b) 44(a) 44(b) 46(a) 46(b)
  48(a) 48(b) 48(c) 50(a) 50(b) 52 52(a) 52(b) 52(c) 54(a) 54(b) 56 58(a) 58(b) 58(c) 58(d) 60(a) 60(b) 60(c) 60(d) 62(a) 62(b) 62(c) 63
  64 65 66`
    .trim()
    .split(/\s+/)

const OTHER_ITEMS =
  `5(a) 5(b) 29(a) 29(b) 35(a) 35(b) 35(c) 35(d) 36(c) 37(a) 37(b) 41(a) 41(b) 45(a) 45(b) 47(a) 47(b) 47(c) 51(a) 51(b)
  51(c) 59(a) 59(b) 59(c) 59(d)`
    .trim()
    .split(/\s+/)

test('it has 66 paragraphs in order', { skip }, () => {
  assert.deepEqual(
    document.paragraphs.map(({ number }) => number),
    Array.from({ length: 66 }, (_, index) => String(index + 1)),
  )
})

test('every recommendation is found, to the leaf, and nothing else', { skip }, () => {
  assert.deepEqual(
    document.recommendations.map(({ id }) => id),
    RECOMMENDATIONS,
  )
})

test('items of concern and praise are items, not recommendations', { skip }, () => {
  const items = document.paragraphs.flatMap((paragraph) => paragraph.items.map(({ id }) => id))
  assert.deepEqual(items.toSorted(), [...RECOMMENDATIONS.filter((id) => id.includes('(')), ...OTHER_ITEMS].toSorted())
})

test('paragraph 7 is mixed, 63 to 66 ask, and every kind is right', { skip }, () => {
  const recommending = new Set(RECOMMENDATIONS.map((id) => Number.parseInt(id, 10)))
  const expected = document.paragraphs.map(({ number }) => {
    const value = Number(number)
    if (value === 7) return 'mixed'
    if (recommending.has(value)) return 'recommendation'
    if (value <= 4) return 'procedural'
    return value <= 8 ? 'positive' : 'concern'
  })
  assert.deepEqual(
    document.paragraphs.map(({ kind }) => kind),
    expected,
  )
})

test('chapters, with their article ranges as printed', { skip }, () => {
  assert.deepEqual(
    document.sections.map(({ id, articles }) => [id, articles]),
    [
      ['A', null],
      ['B', null],
      ['C', null],
      ['C.1', '73 and 84'],
      ['C.2', '7 and 83'],
      ['C.3', '8–35'],
      ['C.4', '36–56'],
      ['C.5', '64–71'],
      ['C.6', null],
    ],
  )
  assert.deepEqual(
    ['1', '4', '8', '9', '24', '25', '29', '50', '51', '53', '66'].map(
      (number) => document.paragraphs.find((paragraph) => paragraph.number === number)?.section,
    ),
    [null, 'A', 'B', 'C.1', 'C.1', 'C.2', 'C.3', 'C.3', 'C.4', 'C.5', 'C.6'],
  )
})

test('the topic above a paragraph holds until the next', { skip }, () => {
  const topics = document.paragraphs.map(({ heading }) => heading)
  assert.equal(topics[0], null)
  assert.equal(topics[7], null)
  assert.equal(topics[11], 'Articles 76–77')
  assert.equal(topics[12], 'Articles 76–77')
  assert.equal(new Set(topics.slice(8)).size, 32)
})

test('an item of two sentences stays one, three levels deep', { skip }, () => {
  const item = document.recommendations.find(({ id }) => id === '36(c)(iv)')
  assert.equal(item?.text.match(/\.(?:\s|$)|;$/g)?.length, 2)
})

test('who, about whom, and when', { skip }, () => {
  const { symbol, symbolInferred, body, state, language, report, session, adoptedOn, consideredOn, meetings } = document
  assert.deepEqual(
    { symbol, symbolInferred, body, state, language, report, session, adoptedOn, consideredOn, meetings },
    {
      symbol: 'CMW/C/AZE/CO/3',
      symbolInferred: true,
      body: 'CMW',
      state: 'AZE',
      language: 'en',
      report: 'CMW/C/AZE/3',
      session: 'thirty-third',
      adoptedOn: '2021-10-08',
      consideredOn: ['2021-10-04', '2021-10-05'],
      meetings: ['464', '465'],
    },
  )
  assert.match(document.title, /^Concluding observations .* Azerbaijan$/)
})

test('the stated dates rule over the terms', { skip }, () => {
  assert.deepEqual(document.followUp, { dueOn: '2023-11-01', paragraphs: ['16', '36', '60', '62'] })
  assert.deepEqual(document.nextReport, { number: 'fourth', dueOn: '2026-11-01' })
})

test('the only doubt is the symbol, which the text does not print', { skip }, () => {
  assert.deepEqual(
    document.doubts.map(({ at }) => at),
    ['title'],
  )
})

test('16 footnotes, each at its address, each “Ibid.” resolved', { skip }, () => {
  assert.deepEqual(
    document.footnotes.map(({ label, at, resolvesTo }) => [label, at, ...resolvesTo]),
    [
      ['1', 'title'],
      ['2', '1', 'CMW/C/AZE/3'],
      ['3', '1', 'CMW/C/SR.464', 'CMW/C/SR.465'],
      ['4', '2', 'CMW/C/AZE/QPR/3'],
      ['5', '11', 'CMW/C/AZE/CO/2, para. 13'],
      ['6', '11(b)', 'A/HRC/39/14, para. 141.97', 'A/HRC/39/14/Add.1, para. 34'],
      ['7', '13', 'CMW/C/AZE/CO/2, para. 11', 'CMW/C/AZE/CO/1, para. 17'],
      ['8', '14', 'CMW/C/AZE/CO/2, para. 9'],
      ['9', '18', 'CMW/C/AZE/CO/2, para. 41'],
      ['10', '20', 'CMW/C/AZE/CO/2, para. 15'],
      ['11', '26', 'CMW/C/AZE/CO/2, para. 21'],
      ['12', '28', 'CMW/C/AZE/CO/2, para. 23'],
      ['13', '48', 'CMW/C/AZE/CO/2, para. 33'],
      ['14', '58', 'CMW/C/AZE/CO/2, para. 25', 'CMW/C/AZE/CO/2, para. 43'],
      ['15', '60', 'CMW/C/AZE/CO/2, para. 44'],
      ['16', '66', 'HRI/GEN/2/Rev.6'],
    ],
  )
})

test('articles of the Convention are cited, those of codes are not', { skip }, () => {
  assert.deepEqual(byParagraph('articles'), {
    12: ['76', '77'],
    13: ['76', '77'],
    25: ['1(1)', '7'],
    26: ['7'],
    31: ['8(1)'],
    38: ['69'],
    40: ['26'],
    48: ['30'],
    58: ['67'],
  })
})

test('targets and general comments, joint ones by each number', { skip }, () => {
  assert.deepEqual(byParagraph('sdgTargets'), { 20: ['17.18'], 46: ['16.9'], 48: ['4.1'], 50: ['10.3'], 60: ['5.2'] })
  const joint = ['CMW No. 3 (2017)', 'CMW No. 4 (2017)', 'CRC No. 22 (2017)', 'CRC No. 23 (2017)']
  assert.deepEqual(byParagraph('generalComments'), {
    30: ['CMW No. 2 (2013)', 'CMW No. 5 (2021)'],
    36: ['CMW No. 5 (2021)'],
    46: joint,
    48: joint,
    54: ['CMW No. 1 (2011)', 'CMW No. 2 (2013)', ...joint],
  })
})

test('documents are cited with each paragraph, footnotes and “Ibid.” included', { skip }, () => {
  const before = (...paragraphs: number[]) => paragraphs.map((paragraph) => `CMW/C/AZE/CO/2, para. ${paragraph}`)
  assert.deepEqual(byParagraph('documents'), {
    1: ['CMW/C/AZE/3', 'CMW/C/SR.464', 'CMW/C/SR.465'],
    2: ['CMW/C/AZE/QPR/3'],
    7: ['A/RES/73/195'],
    11: [...before(13), 'A/HRC/39/14, para. 141.97', 'A/HRC/39/14/Add.1, para. 34'],
    13: [...before(11), 'CMW/C/AZE/CO/1, para. 17'],
    14: before(9),
    18: before(41),
    20: before(15),
    26: before(21),
    28: before(23),
    48: before(33),
    58: before(25, 43),
    60: before(44),
    66: ['HRI/GEN/2/Rev.6'],
  })
})

test('instruments are named as the document names them', { skip }, () => {
  const instruments = byParagraph('instruments')
  assert.deepEqual(Object.keys(instruments).map(Number), [7, 9, 14, 22, 30, 34, 38, 40, 45, 60, 62, 64])
  assert.deepEqual(
    [14, 34, 40].map((number) => instruments[number]?.map((name) => /\(No\. (\d+)\)$/.exec(name)?.[1] ?? null)),
    [[null, '97', '143', '189', '190'], ['29', '105', '182'], ['87']],
  )
})

function byParagraph(
  list: 'articles' | 'sdgTargets' | 'generalComments' | 'documents' | 'instruments',
): Record<string, string[]> {
  return Object.fromEntries(
    document.paragraphs.filter(({ cites }) => cites[list].length > 0).map(({ number, cites }) => [number, cites[list]]),
  )
}

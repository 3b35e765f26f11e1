/** Which addresses of one paragraph are asked, where lists, notes and remarks stand between the words that ask and what is asked. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '../readers/text.ts'
import { interpret } from './interpret.ts'

function read(...lines: readonly string[]) {
  const title = ['CAT/C/SOT/CO/3', 'Concluding observations on the third periodic report of Sotoland']
  return interpret(readText([...title, ...lines].join('\n')))
}

function asked(...lines: readonly string[]): string {
  return read(...lines)
    .recommendations.map(({ id }) => id)
    .join(' ')
}

test('a list goes on behind a remark that opens none', () => {
  assert.equal(
    asked(
      '1. The Committee recommends that the State party:',
      '(a) Mend the pier;',
      'The note on piers is on file.',
      'It was written by the secretariat.',
      '(b) Paint the boats.',
    ),
    '1(a) 1(b)',
  )
})

test('a list that starts at (a) behind a remark that asks nothing is not asked', () => {
  assert.equal(
    asked(
      '1. The Committee recommends that the State party:',
      '(a) Mend the pier;',
      '(b) Paint the boats.',
      'The delegation spoke of two matters.',
      'Both are on record.',
      '(a) The pier is old;',
      '(b) The boats are new.',
    ),
    '1(a) 1(b)',
  )
})

test('a list that goes on with (c) below new words that ask is not counted among the concerns above them', () => {
  assert.equal(
    asked(
      '1. The Committee is concerned about:',
      '(a) The pier;',
      '(b) The boats.',
      'The Committee recommends that the State party:',
      '(c) Mend the pier;',
      '(d) Paint the boats.',
    ),
    '1(c) 1(d)',
  )
})

test('words that ask open their list without a colon, too', () => {
  assert.equal(
    asked(
      '1. The Committee is concerned about:',
      '(a) The pier;',
      '(b) The boats.',
      'The State party should',
      '(c) Mend the pier;',
      '(d) Paint the boats.',
    ),
    '1(c) 1(d)',
  )
})

test('concerns that go on behind a remark stay concerns', () => {
  assert.equal(
    asked(
      '1. The Committee is concerned about:',
      '(a) The pier;',
      'The note on piers is on file with the secretariat.',
      '(b) The boats, which are old.',
      '2. The State party should mend both.',
    ),
    '2',
  )
})

test('a second list that starts at (a) again is asked by its own words', () => {
  assert.equal(
    asked(
      '1. The Committee is concerned about:',
      '(a) The pier;',
      '(b) The boats.',
      'The State party should:',
      '(a) Mend the pier;',
      '(b) Paint the boats.',
    ),
    '1(a) 1(b)',
  )
})

test('below “the Committee:” each item is what the Committee says: one asks, the other notes', () => {
  assert.equal(
    asked(
      '1. In this regard, the Committee:',
      '(a) Urges the State party to mend the pier;',
      '(b) Notes with concern that the boats are old;',
      '(c) Recommends that the boats be painted.',
    ),
    '1(a) 1(c)',
  )
})

test('a request stands behind the figure of a footnote that was pasted as text', () => {
  assert.equal(asked('1. Recalling its earlier advice, 3 urges the State party to mend the pier.'), '1')
  assert.equal(asked('1. Recalling its earlier advice,3 urges the State party to mend the pier.'), '1')
  assert.equal(asked('1. The State party, as recommended before,4 should mend the pier.'), '1')
})

test('“recommends that, in line with …,” opens its list', () => {
  assert.equal(
    asked(
      '1. The Committee recommends that, in line with target 14.2 of the Sustainable Development Goals, the State party:',
      '(a) Mend the pier;',
      '(b) Paint the boats.',
    ),
    '1(a) 1(b)',
  )
})

test('words that the list completes ask nothing by themselves', () => {
  assert.equal(
    asked(
      '1. The Committee recommends that the State party ratify the following instruments as soon as possible:',
      '(a) The Pier Convention;',
      '(b) The Boat Convention.',
      '2. The Committee recommends that the State party ensure that all harbour officials:',
      '(a) Are trained;',
      '(b) Are paid.',
    ),
    '1(a) 1(b) 2(a) 2(b)',
  )
})

test('a list of points without letters is one request at the address of its paragraph or item, with a doubt', () => {
  const document = read(
    '1. The Committee recommends that the State party:',
    '• Mend the pier;',
    '• Paint the boats.',
    '2. The State party should:',
    '(a) Pay:',
    '• Pilots;',
    '• Divers;',
    '(b) Feed them.',
  )
  assert.deepEqual(
    document.recommendations.map(({ id, text }) => [id, text.split('\n').length]),
    [
      ['1', 3],
      ['2(a)', 3],
      ['2(b)', 1],
    ],
  )
  assert.deepEqual(
    document.doubts.filter(({ what }) => what.includes('no letters')).map(({ at }) => at),
    ['1', '2(a)'],
  )
})

test('what some members suggested is a doubt and no recommendation', () => {
  const document = read(
    '1. Some members suggested that the State party should close the tower.',
    '2. Members of the Committee recommended that measures should be taken against damp.',
    '3. The Committee suggests that the State party open a pier.',
  )
  assert.deepEqual(
    document.recommendations.map(({ id }) => id),
    ['3'],
  )
  assert.deepEqual(
    document.doubts.filter(({ what }) => what.includes('single members')).map(({ at }) => at),
    ['1', '2'],
  )
})

test('paragraphs beyond number 9,999 are paragraphs of their own', () => {
  assert.equal(
    asked('A. Piers', '9999. The State party should mend the pier.', '10000. The State party should paint it.'),
    '9999 10000',
  )
})

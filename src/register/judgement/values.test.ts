import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  code,
  codeList,
  codes,
  date,
  dateOrYear,
  file,
  instant,
  lines,
  long,
  number,
  type Procedure,
  ref,
  short,
  yesNo,
} from '../../procedures/index.ts'
import { at, EAST } from './fixtures/history.ts'
import { LONGEST, readFacts } from './values.ts'

const COLOUR = codeList('colour', ['red', 'blue'])
const facts = {
  name: short('What the person is called.'),
  story: long('What happened.'),
  on: date('The day.'),
  born: dateOrYear('Birth.'),
  heardAt: instant('When.'),
  until: instant('The end of a title.', { ahead: true }),
  agreed: yesNo('Whether.'),
  children: number([0, 30], 'How many.'),
  colour: code(COLOUR, 'Which.'),
  colours: codes(COLOUR, 'Which.'),
  place: ref('place', 'Where.'),
  paper: file('The paper.'),
  ways: lines({ colour: code(COLOUR, 'Which.'), why: long('Why.') }, 'One each.'),
}
const procedure: Procedure = {
  ...{ name: 'sorting', since: null, answers: [], compartment: 'education', parts: {}, opens: { by: [], needs: [] } },
  ...{ reads: {}, walledOff: [], facts, neverCollected: [], states: { open: 'initial' }, transitions: {}, entries: {} },
  ...{ safeguards: {}, retention: [], person: { reads: 'all', takes: [] } },
  statistics: { unit: 'one', emittedAt: [], period: 'year', dimensions: [], measures: {} },
}
const NOW = at('2027-03-01T12:00:00Z')
const read = (given: Record<string, unknown>) =>
  readFacts(given, { procedure, may: Object.keys(facts), now: NOW, calendar: EAST })
const rules = (given: Record<string, unknown>) => read(given).refusals.map(({ rule }) => rule)

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'

test('a name of one letter, of two hundred, from right to left, with marks of direction, is kept as it is given', () => {
  for (const name of ['Ö', 'ä'.repeat(200), '𒀀'.repeat(200), 'عبد\u200fالله', 'a\u202eb', '李'])
    assert.equal(read({ name }).facts.name, name)
})

test('a text over its length is refused with the length, and never cut', () => {
  const { facts: kept, refusals } = read({ name: 'a'.repeat(201), story: 'b'.repeat(1_000_000) })
  assert.deepEqual(kept, {})
  assert.deepEqual(
    refusals.map(({ fact, rule, params }) => [fact, rule, params.most]),
    [
      ['name', 'too-long', 200],
      ['story', 'too-long', LONGEST.long],
    ],
  )
})

test('a NUL, half a character and an empty text are refused by name', () => {
  assert.deepEqual(rules({ name: 'a\0b' }), ['forbidden-character'])
  assert.deepEqual(rules({ name: 'a\ud800b' }), ['broken-character'])
  assert.deepEqual(rules({ name: '  ' }), ['empty'])
})

test('25:61, the thirtieth of February, a time in no zone and a leap second are no times', () => {
  for (const heardAt of [
    '2027-02-01T25:61:00Z',
    '2027-02-30T10:00:00Z',
    '2027-02-01T10:00:00',
    '2027-02-01',
    '2026-12-31T23:59:60Z',
    'now',
    5,
    null,
  ])
    assert.deepEqual(rules({ heardAt }), ['not-a-time'], String(heardAt))
  for (const on of ['2027-02-29', '2027-13-01', '1.2.2027']) assert.deepEqual(rules({ on }), ['not-a-day'], on)
  for (const born of ['99', '2027-00-01', '1811', '1010-05-17', ''])
    assert.deepEqual(rules({ born }), ['not-a-day-or-year'], born)
})

test('what has not happened yet is refused, unless the fact is about what is to come', () => {
  assert.deepEqual(rules({ heardAt: '2027-03-01T12:05:01Z' }), ['not-yet'])
  assert.deepEqual(rules({ heardAt: '2027-03-01T12:05:00Z', until: '2027-03-09T12:00:00Z' }), [])
  assert.deepEqual(rules({ on: '2027-03-02' }), ['not-yet'])
  assert.deepEqual(rules({ born: '2028' }), ['not-yet'])
  assert.deepEqual(rules({ born: '2027', on: '2027-03-01' }), [])
})

test('a moment is kept in UTC, whatever zone it was told in', () => {
  assert.equal(read({ heardAt: '2027-03-01T14:00+04:00' }).facts.heardAt, '2027-03-01T10:00:00Z')
})

test('a code out of the list, twice the same, a number out of its range, a reference that is none are refused', () => {
  assert.deepEqual(rules({ colour: 'green' }), ['not-in-the-list'])
  assert.deepEqual(rules({ colour: 'toString' }), ['not-in-the-list'])
  assert.deepEqual(rules({ colours: ['red', 'red'] }), ['twice-in-the-list'])
  assert.deepEqual(rules({ colours: [] }), ['empty'])
  assert.deepEqual(rules({ children: 31 }), ['too-large'])
  assert.deepEqual(rules({ children: -1 }), ['too-small'])
  assert.deepEqual(rules({ children: 1.5 }), ['not-a-whole-number'])
  assert.deepEqual(rules({ place: 'here', paper: '1' }), ['not-a-reference', 'not-a-reference'])
  assert.deepEqual(rules({ agreed: 'yes' }), ['not-yes-or-no'])
})

test('a wrong word in a line is told with its line and column', () => {
  const { refusals } = read({ ways: [{ colour: 'red', why: 'so' }, { colour: 'green' }, { taste: 'sour' }] })
  assert.deepEqual(
    refusals.map(({ rule, params }) => [rule, params]),
    [
      ['not-in-the-list', { line: 2, column: 'colour' }],
      ['not-lines', { line: 3 }],
    ],
  )
})

test('a fact that nobody declared, or that is not taken here, is refused by name', () => {
  assert.deepEqual(rules({ religion: 'any', constructor: 'x' }), ['not-taken-here', 'not-taken-here'])
  const none = readFacts({ name: 'A' }, { procedure, may: [], now: NOW, calendar: EAST })
  assert.deepEqual(
    none.refusals.map(({ fact, rule }) => [fact, rule]),
    [['name', 'not-taken-here']],
  )
})

test('whatever is given, each fact is kept as it is, or refused by its name: nothing throws', () => {
  const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.constant(ID))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(facts)), anything), (given) => {
      const { facts: kept, refusals } = read(given)
      for (const name of Object.keys(given)) assert.ok(name in kept || refusals.some(({ fact }) => fact === name), name)
      for (const [name, value] of Object.entries(kept))
        if (typeof value === 'string' && name !== 'heardAt' && name !== 'until') assert.equal(value, given[name])
    }),
    { numRuns: 500 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  betweenHours,
  type Condition,
  choice,
  earlierCase,
  fewerAlike,
  held,
  is,
  not,
  PROCEDURES,
  passed,
  placeIs,
  same,
  someLine,
  spentAtMost,
  underMoratorium,
} from '../../procedures/index.ts'
import type { Facts } from './case-event.ts'
import { type Elsewhere, holds, NO_WORDS, NOTHING_ELSEWHERE } from './condition.ts'
import { at, EAST } from './fixtures/history.ts'
import { similarity } from './similarity.ts'

const [procedure] = PROCEDURES

function met(condition: Condition, facts: Facts, more: Partial<Elsewhere> = {}, now = '2027-03-10T10:00:00Z'): boolean {
  assert.ok(procedure)
  return holds(condition, {
    ...{
      procedure,
      state: 'apprehended',
      facts,
      holds: new Set(['permitStays'] as const),
      now: at(now),
      calendar: EAST,
    },
    ...{ ownWords: NO_WORDS, elsewhere: { ...NOTHING_ELSEWHERE, ...more } },
  })
}

test('the country of a removal is the one decided on, and an unknown one is not', () => {
  assert.ok(met(same('to', 'decided'), { to: 'GE', decided: 'GE' }))
  assert.ok(!met(same('to', 'decided'), { to: 'GE', decided: 'TR' }))
  assert.ok(!met(same('to', 'decided'), {}))
})

test('one open line of many is found', () => {
  const open = someLine('ways', not(is('explained', true)))
  assert.ok(met(open, { ways: [{ way: 'asylum', explained: true }, { way: 'family' }] }))
  assert.ok(!met(open, { ways: [{ way: 'asylum', explained: true }] }))
  assert.ok(!met(open, {}))
})

test('who was let go two hours ago is found, who was let go 31 days ago is not', () => {
  const again = earlierCase(['released'], choice({ days: 30 }))
  const case_ = (since: string, state = 'released') => ({ cases: [{ state, since: at(since), facts: {} }] })
  assert.ok(met(again, {}, case_('2027-03-10T08:00:00Z')))
  assert.ok(!met(again, {}, case_('2027-02-07T08:00:00Z')))
  assert.ok(!met(again, {}, case_('2027-03-10T08:00:00Z', 'departed')))
})

test('titles that serve one removal count together', () => {
  const within30Days = spentAtMost(choice({ hours: 720 }), { from: 'lost', to: 'until', same: 'removal' })
  const mine = { lost: '2027-03-01T00:00:00Z', until: '2027-03-08T00:00:00Z', removal: 'r1' }
  const earlier = (removal: string, until: string) => ({
    cases: [{ state: 'released', since: at(until), facts: { lost: '2027-01-01T00:00:00Z', until, removal } }],
  })
  assert.ok(met(within30Days, mine))
  assert.ok(met(within30Days, mine, earlier('r1', '2027-01-24T00:00:00Z')), '23 days and 7 are 30')
  assert.ok(!met(within30Days, mine, earlier('r1', '2027-01-24T00:00:01Z')))
  assert.ok(met(within30Days, mine, earlier('r2', '2027-01-31T00:00:00Z')), 'another removal')
  assert.ok(!met(within30Days, { lost: mine.lost }), 'without an end nobody can say')
})

test('five of one country to one flight are too many, a case without a flight is like no other', () => {
  const few = fewerAlike(5, 'country', 'flight')
  assert.ok(met(few, { country: 'GE', flight: 'f' }, { countAlike: () => 3 }))
  assert.ok(!met(few, { country: 'GE', flight: 'f' }, { countAlike: () => 4 }))
  assert.ok(met(few, { country: 'GE' }, { countAlike: () => 40 }))
})

test('a place that is on no list is of no quality; a moratorium is asked of the country named', () => {
  assert.ok(!met(placeIs('place', 'public-list'), { place: 'p' }))
  assert.ok(
    met(
      placeIs('place', 'for-women'),
      { place: 'p' },
      { placeIs: (place, quality) => place === 'p' && quality === 'for-women' },
    ),
  )
  assert.ok(met(underMoratorium('to'), { to: 'XX' }, { isUnderMoratorium: (country) => country === 'XX' }))
  assert.ok(!met(underMoratorium('to'), {}, { isUnderMoratorium: () => true }))
})

test('never between 22:00 and 06:00 means the night of the country, over midnight', () => {
  const night = betweenHours(22, 6)
  const local = (time: string) => Temporal.ZonedDateTime.from(`2027-03-10T${time}[Asia/Baku]`).toInstant().toString()
  for (const [time, expected] of [
    ['21:59', false],
    ['22:00', true],
    ['00:00', true],
    ['05:59', true],
    ['06:00', false],
  ] as const)
    assert.equal(met(night, {}, {}, local(time)), expected, time)
})

test('72 hours after being told have passed at the 72nd, and never where nobody told', () => {
  const after = passed(choice({ hours: 72 }), 'toldAt')
  assert.ok(met(after, { toldAt: '2027-03-07T10:00:00Z' }))
  assert.ok(!met(after, { toldAt: '2027-03-07T10:00:01Z' }))
  assert.ok(!met(after, {}))
})

test('a bit stands or it does not', () => {
  assert.ok(met(held('permitStays'), {}))
  assert.ok(!met(held('removalSuspended'), {}))
})

test('a form sentence is the same in capitals, with other spaces and full stops; another sentence is not', () => {
  assert.equal(similarity('She has no address.', '  SHE HAS NO  ADDRESS!'), 1)
  assert.ok(similarity('She has no address in the city.', 'She has no address in the town.') > 0.7)
  assert.ok(similarity('She has no address.', 'Two children wait for her at school.') < 0.3)
  assert.ok(similarity('abcabc', 'bcabca') < 1)
  assert.equal(similarity('', 'x'), 0)
})

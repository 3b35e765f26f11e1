/** Gaps are found by rule: each rule once, and each of its edges. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GapFacts, gapsOf, isAtTarget } from './gap.ts'
import type { IndicatorLine, MeasureLine } from './model.ts'
import { endOf, isStale } from './period.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const measure: MeasureLine = {
  id: 'm',
  title: 'Law',
  institution: 'Ministry',
  startsOn: null,
  endsOn: null,
  state: 'done',
  demonstration: false,
}
const value = {
  period: '2025',
  value: '100',
  provenance: 'computed',
  evidence: null,
  table: 'T',
  release: null,
  demonstration: false,
} as const
const indicator: IndicatorLine & { length: string } = {
  name: 'share',
  class: 'outcome',
  numerator: 'n',
  denominator: 'd',
  unit: 'percent',
  direction: 'up',
  baseline: null,
  baselineOn: null,
  target: '100',
  value,
  length: 'year',
}
const whole: GapFacts = {
  obligation: 'o',
  decision: 'accepted',
  state: 'open',
  dueOn: null,
  measures: [measure],
  indicators: [indicator],
  hasEvidence: true,
  unanswered: 0,
  openElements: [],
  today,
}

const kinds = (change: Partial<GapFacts>) => gapsOf({ ...whole, ...change }).map(({ kind }) => kind)

test('an obligation with measure, evidence and every indicator at target has no gap', () => {
  assert.deepEqual(kinds({}), [])
})

test('a recommendation that became no obligation has that gap alone', () => {
  assert.deepEqual(kinds({ obligation: null, measures: [], hasEvidence: false }), ['not-taken-up'])
})

test('what the State declined lacks no measure, no value and no evidence', () => {
  assert.deepEqual(kinds({ decision: 'not-accepted', measures: [], hasEvidence: false }), [])
})

test('an abandoned measure is no measure', () => {
  assert.deepEqual(kinds({ measures: [{ ...measure, state: 'abandoned' }] }), ['no-measure'])
})

test('an obligation is overdue from the day after its date, and no longer once it is completed', () => {
  assert.deepEqual(kinds({ dueOn: '2026-11-24' }), [])
  assert.deepEqual(gapsOf({ ...whole, dueOn: '2026-11-23' }), [{ kind: 'overdue', dueOn: '2026-11-23', days: 1 }])
  assert.deepEqual(kinds({ dueOn: '2026-11-23', state: 'completed' }), [])
})

test('a measure that is not done is overdue from the day after its end', () => {
  const late = { ...measure, endsOn: '2026-11-23', state: 'under-way' } as const
  assert.deepEqual(kinds({ measures: [late] }), ['measure-overdue'])
  assert.deepEqual(kinds({ measures: [{ ...late, state: 'done' }] }), [])
  assert.deepEqual(kinds({ measures: [{ ...late, endsOn: '2026-11-24' }] }), [])
})

test('an indicator without value, or of no cases, has no value and is never at target', () => {
  assert.deepEqual(kinds({ indicators: [{ ...indicator, value: null }] }), ['no-value'])
  assert.deepEqual(kinds({ indicators: [{ ...indicator, value: { ...value, value: null } }] }), ['no-value'])
})

test('a target may be reached from below or from above, and is reached at its own value', () => {
  assert.ok(isAtTarget('100', '100', 'up') && isAtTarget('0', '0', 'down'))
  assert.ok(!isAtTarget('99.9', '100', 'up') && !isAtTarget('0.1', '0', 'down'))
  // As numbers, not as text.
  assert.ok(isAtTarget('9', '10', 'down') && isAtTarget('10', '9', 'up'))
  assert.deepEqual(kinds({ indicators: [{ ...indicator, value: { ...value, value: '9' } }] }), ['below-target'])
})

test('an indicator without target says so, one that is only context needs none', () => {
  assert.deepEqual(kinds({ indicators: [{ ...indicator, target: null }] }), ['no-target'])
  assert.deepEqual(kinds({ indicators: [{ ...indicator, target: null, direction: 'context' }] }), [])
})

test('a value is old once a whole later period has ended and its figure could have been made', () => {
  assert.equal(isStale('2024', 'year', Temporal.PlainDate.from('2026-07-01')), false)
  assert.equal(isStale('2024', 'year', Temporal.PlainDate.from('2026-07-02')), true)
  assert.equal(isStale('2026-Q1', 'quarter', Temporal.PlainDate.from('2026-10-01')), false)
  assert.equal(isStale('2026-Q1', 'quarter', Temporal.PlainDate.from('2026-10-02')), true)
  assert.equal(isStale('2001', 'cycle', today), false)
  assert.equal(endOf('2025', 'school-year').toString(), '2026-09-01')
})

test('contributions without an answer and elements not given are named', () => {
  assert.deepEqual(gapsOf({ ...whole, unanswered: 2, openElements: ['statistics'] }), [
    { kind: 'contribution-unanswered', count: 2 },
    { kind: 'element-missing', element: 'statistics' },
  ])
})

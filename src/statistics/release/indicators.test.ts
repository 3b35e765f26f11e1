/** Indicators of released cells: shares over two tables, rates and parity with figures from outside, and what stays unsaid. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Formula } from '../../countries/index.ts'
import type { Comparator } from '../figures/comparator.ts'
import { detentionDecision } from '../publication/fixtures/detention-decision.ts'
import type { ReleasedTable } from '../publication/index.ts'
import { type Around, indicatorValues } from './indicators.ts'

const EMPTY: Omit<Formula, 'table' | 'measure'> = {
  ...{ version: 1, at: {}, by: {}, of: null, base: null, per: null, against: null },
}

/** A table by sex with these published figures; null is withheld. */
function released(
  table: string,
  figures: Readonly<Record<string, Readonly<Record<string, number | null>>>>,
): ReleasedTable {
  const cells = Object.entries(figures).flatMap(([measure, bySex]) =>
    Object.entries(bySex).map(([sex, value]) => ({
      ...{ area: 'XS', at: { SEX: sex }, period: '2025', measure, value, confidentiality: 'F' as const },
      ...(value === null ? { status: 'Q' as const, sign: 'c' as const } : { status: 'A' as const, sign: null }),
    })),
  )
  const measures = Object.keys(figures).map((id) => ({
    ...{ id, name: { en: id }, unit: 'NUMBER' as const, multiplier: 0, decimals: 0, method: 'CKM' as const },
  }))
  return { ...detentionDecision, table, release: '2026-02', by: ['SEX'], measures, cells }
}

const rate = (name: string, value: number, base: number | null, breakdown = ''): Comparator => ({
  ...{ name, period: '2025', breakdown, value, base },
  ...{ source: 'Census', dated: '2025-01-01', licence: 'CC BY 4.0' },
})

const made = (table: ReleasedTable, formula: Partial<Formula>, around?: Partial<Around>) =>
  indicatorValues(
    table,
    { one: { ...EMPTY, table: table.table, measure: table.measures[0]?.id ?? '', ...formula } },
    { released: () => null, comparators: [], ...around },
  )

const kept = released('kept', { EVENTS: { _T: 40 } })
const due = released('due', { EVENTS: { _T: 50 } })
const shareOf = { table: 'kept', measure: 'EVENTS', of: { table: 'due', measure: 'EVENTS', at: {} } }

test('a share over two tables follows from whichever is released last, and names table, release and cells of both', () => {
  for (const [last, other] of [
    [kept, due],
    [due, kept],
  ] as const) {
    const [one] = made(last, shareOf, { released: (name) => (name === other.table ? other : null) })
    assert.deepEqual([one?.value, one?.base, one?.table], [80, 50, 'kept'])
    assert.deepEqual(one?.cells, ['EVENTS', 'due 2026-02 EVENTS'])
  }
  assert.deepEqual(made(kept, shareOf), [], 'nothing is said while the whole is not out')
})

test('a whole below 30 is withheld, and so is one that its table withholds', () => {
  for (const value of [29, null])
    assert.deepEqual(made(kept, shareOf, { released: () => released('due', { EVENTS: { _T: value } }) }), [])
})

test('a rate per population is withheld below 20, told with its source else, in each group by its own population', () => {
  const per = {
    per: { population: 'children', times: 100 },
    by: { sex: { dimension: 'SEX', codes: { female: 'F', male: 'M' } } },
  }
  const comparators = [
    rate('children', 500, null),
    rate('children', 200, null, 'sex=female'),
    rate('children', 300, null, 'sex=male'),
  ]
  const [one] = made(released('school', { PERSONS: { _T: 120, F: 19, M: 101 } }), per, { comparators })
  assert.equal(one?.value, 24)
  assert.deepEqual(one?.breakdown, { 'sex=female': null, 'sex=male': 33.7 })
  assert.deepEqual(one?.outside, ['children, 2025: 500 (Census, 2025-01-01)'])
  assert.deepEqual(made(released('school', { PERSONS: { _T: 19 } }), per, { comparators }), [])
  assert.deepEqual(made(released('school', { PERSONS: { _T: 120 } }), per), [], 'nothing without a population')
})

test('parity with nationals needs 30 on both sides', () => {
  const against = { measure: 'SHARE', against: 'nationals' }
  const shares = (count: number) => released('complaints', { CASES: { _T: count }, SHARE: { _T: 40 } })
  const parity = (count: number, base: number | null) =>
    made(shares(count), against, { comparators: [rate('nationals', 50, base)] })[0]?.value
  assert.equal(parity(30, 30), 0.8)
  for (const [count, base] of [
    [29, 500],
    [500, 29],
    [500, null],
  ] as const)
    assert.equal(parity(count, base), undefined)
})

test('a rate of people here over a population, against the rate of nationals: both outside figures are told', () => {
  const parity = { per: { population: 'children', times: 100 }, against: 'nationals' }
  const comparators = [rate('children', 500, null), rate('nationals', 90, 100_000)]
  const [one] = made(released('school', { PERSONS: { _T: 400 } }), parity, { comparators })
  assert.deepEqual([one?.value, one?.base], [0.89, 400])
  assert.equal(one?.outside.length, 2)
})

test('a zero is earned by those who were looked at in another table', () => {
  const children = released('children', { PERSONS: { _T: 0 } })
  const base = { table: 'persons', measure: 'PERSONS', at: {} }
  const [one] = made(children, { base }, { released: () => released('persons', { PERSONS: { _T: 212 } }) })
  assert.deepEqual([one?.value, one?.base], [0, 212])
  assert.deepEqual([made(children, { base })[0]?.value, made(children, { base })[0]?.base], [0, null])
})

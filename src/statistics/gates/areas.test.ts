/** Place: which tables may be broken down by it, how small an area may be, and that the set of areas and its merges stay what they are. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterOf } from '../attack/microdata.ts'
import { dimension, people, table } from '../fixtures/made.ts'
import { averagingGate } from './averaging.ts'
import { type Counter, cellAt, type Dimension, type TableDefinition } from './definition.ts'
import { differencingGate } from './differencing.ts'
import { type Declared, forbiddenGate, type Nature } from './forbidden.ts'
import { LIMITS } from './limits.ts'
import { ownFactor, partitionBound } from './partition-bound.ts'
import { populationGate } from './population.ts'
import { sparsenessGate } from './sparseness.ts'

const rulesOf = (found: readonly { rule: string }[]) => [...new Set(found.map(({ rule }) => rule))].toSorted()

const INTO = { south: 'west', west: 'north', east: 'north' }

/** Four areas of a unit each; those that have gone into another hold none. */
function areas(gone: Readonly<Record<string, string>> = {}, more: Partial<Dimension> = {}): Dimension {
  const codes = ['north', 'west', 'east', 'south']
  const receiver = (code: string): string => (gone[code] === undefined ? code : receiver(gone[code]))
  return dimension('area', [...codes, '_U'], {
    ...{ role: 'area', level: 'region', goesInto: INTO },
    categories: [
      ...codes.map((code) => ({ code, holds: codes.filter((one) => receiver(one) === code) })),
      { code: '_U', holds: ['_U'], rest: 'other' },
    ],
    ...more,
  })
}

/** A table by area, with the places where nobody is counted since an area has gone. */
function byArea(gone: Readonly<Record<string, string>> = {}, more: Partial<TableDefinition> = {}): TableDefinition {
  const impossible = Object.keys(gone).map((area) => ({ area }))
  return table('t', [areas(gone)], { pages: ['area'], ...(impossible.length > 0 ? { impossible } : {}), ...more })
}

const SAFE: Declared = {
  natures: { area: 'area', sex: 'sex', outcome: 'outcome', home: 'area' } satisfies Record<string, Nature>,
  ...{ hiddenGroup: false, sources: ['protected'], nationwide: false, approvedCrossing: false },
}
const crowd: Counter = { count: (cells) => cells.map(() => ({ persons: 900, units: 900 })), differing: () => [] }
const sex = dimension('sex', ['f', 'm'], { role: 'sex' })

test('a school may be counted by area; what enforcement recorded may not, nor what a register keeps to the whole country', async () => {
  assert.deepEqual(await forbiddenGate(byArea(), SAFE, crowd, 2), [])
  for (const declared of [
    { ...SAFE, sources: ['enforcement'] as const },
    { ...SAFE, nationwide: true },
  ]) {
    assert.deepEqual(rulesOf(await forbiddenGate(byArea(), declared, crowd, 2)), ['place'])
    assert.deepEqual(await forbiddenGate(table('t', [sex]), declared, crowd, 2), [])
    const narrowed = [{ population: { area: ['north'] } }, { of: { home: ['north'] } }]
    for (const part of narrowed)
      assert.deepEqual(rulesOf(await forbiddenGate(table('t', [sex], part), declared, crowd, 2)), ['place'])
  }
})

test('a hidden group is never counted by area, nor in one area', async () => {
  const hidden = { ...SAFE, hiddenGroup: true }
  assert.deepEqual(rulesOf(await forbiddenGate(byArea(), hidden, crowd, 2)), ['hiddenGroup'])
  const narrowed = table('t', [sex], { of: { home: ['north'] } })
  assert.deepEqual(rulesOf(await forbiddenGate(narrowed, hidden, crowd, 2)), ['hiddenGroup'])
})

test('a table has one geography, and a place that calls itself something else is refused', async () => {
  const home = dimension('home', ['hill', 'valley'])
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [home]), SAFE, crowd, 2)), ['area'])
  const second = { ...home, role: 'area', level: 'region' } as const
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [areas(), second]), SAFE, crowd, 2)), ['secondSet'])
})

test('an area below 100 is refused, with the declared neighbour with which it would pass', async () => {
  const data = counterOf(people([400, { area: 'north' }], [70, { area: 'west' }], [99, { area: 'south' }]))
  const found = await populationGate(byArea({}, { pages: [] }), [], data, LIMITS)
  assert.deepEqual(
    found.map(({ rule, cure }) => [rule, cure]),
    [
      ['smallCategory', { kind: 'merge', dimension: 'area', category: 'west', into: 'north' }],
      ['smallCategory', { kind: 'merge', dimension: 'area', category: 'east', into: 'north' }],
      ['smallCategory', { kind: 'merge', dimension: 'area', category: 'south', into: 'west' }],
    ],
  )
})

test('where the neighbour is small too, the next one on is named; where all together are too few, none is', async () => {
  const data = counterOf(people([400, { area: 'north' }], [20, { area: 'west' }], [30, { area: 'south' }]))
  const found = await populationGate(byArea({ east: 'north' }), [], data, LIMITS)
  const cures = found.flatMap(({ cure }) => (cure?.kind === 'merge' ? [[cure.category, cure.into]] : []))
  assert.deepEqual(cures, [
    ['west', 'north'],
    ['south', 'north'],
  ])
  const few = await populationGate(byArea(), [], counterOf(people([50, { area: 'south' }])), LIMITS)
  for (const { cure } of few) assert.ok(cure === undefined || !('into' in cure))
})

test('an area that has gone is counted where it went, has no page, and is not asked for its hundred', async () => {
  const gone = { south: 'west', east: 'north' }
  const data = counterOf(
    people(
      ...([
        [400, { area: 'north' }],
        [80, { area: 'west' }],
        [40, { area: 'south' }],
        [3, { area: '_U' }],
      ] as const),
    ),
  )
  assert.deepEqual(await populationGate(byArea(gone), [], data, LIMITS), [])
  assert.deepEqual(await sparsenessGate(byArea(gone), data, LIMITS), [])
  assert.deepEqual(rulesOf(await populationGate(byArea({ east: 'north' }), [], data, LIMITS)), [
    'population',
    'smallCategory',
  ])
})

test('what has merged stays merged: parting again, another neighbour and another set are refused, merging further is not', async () => {
  const gone = { south: 'west' }
  const earlier = [byArea(gone, { asOf: 'r1' })]
  const judged = async (asked: TableDefinition) => rulesOf(await populationGate(asked, earlier, crowd, LIMITS))
  assert.deepEqual(await judged(byArea(gone)), [])
  assert.deepEqual(await judged(byArea({ ...gone, west: 'north' })), [])
  assert.deepEqual(await judged(byArea()), ['secondSet'])
  assert.deepEqual(await judged(byArea({ south: 'north' })), ['secondSet'])
  const others = table('t', [areas(gone, { classification: 'districts(2020-01-01)' })], {
    impossible: [{ area: 'south' }],
  })
  assert.deepEqual(await judged(others), ['secondSet'])
})

test('six people who live elsewhere are not told by the country less a region', async () => {
  const data = counterOf(people([300, { area: 'north', sex: 'f' }], [6, { area: '_U', sex: 'f' }]))
  const asked = table('regional', [areas({ west: 'north', east: 'north', south: 'north' })], {
    impossible: ['west', 'east', 'south'].map((area) => ({ area })),
  })
  // Within the table the difference is its own cell; another table is the country without it.
  assert.deepEqual(await differencingGate(asked, [], data), [])
  const national = table('national', [dimension('sex', ['f', 'm'])], { population: { area: ['north'] } })
  const whole = table('whole', [dimension('sex', ['f', 'm'])])
  assert.deepEqual(await differencingGate(whole, [], data), [])
  assert.deepEqual(rulesOf(await differencingGate(national, [whole], data)), ['differencing'])
  assert.deepEqual(rulesOf(await differencingGate(asked, [{ ...whole, asOf: 'r1' }], data)), ['differencing'])
})

test('areas of two releases are compared by what they are made of, not by their codes', async () => {
  // In the earlier release south was shown by itself; now west holds it, and five people have moved there since.
  const data = counterOf(people([300, { area: 'north' }], [200, { area: 'west' }], [5, { area: 'south' }]))
  const earlier = byArea({}, { asOf: 'r1' })
  assert.deepEqual(rulesOf(await differencingGate(byArea({ south: 'west' }), [earlier], data)), ['differencing'])
})

test('a small cell that areas and their total measure too often is refused', async () => {
  const codes = ['a', 'b']
  const [one, two, three] = ['one', 'two', 'three'].map((id) => dimension(id, codes))
  assert.ok(one && two && three)
  const data = counterOf(
    people(
      ...codes.flatMap((x) =>
        codes.flatMap((y) => ['north', 'west'].map((area) => [15, { area, one: x, two: y, three: x }] as const)),
      ),
    ),
  )
  const [north, west] = ['north', 'west'].map((code) => ({ code, holds: [code] }))
  assert.ok(north && west)
  const pair = dimension('area', ['north', 'west'], { role: 'area', level: 'region', categories: [north, west] })
  assert.deepEqual(rulesOf(await averagingGate(table('t', [pair, one, two]), [], data)), ['averaging'])
  assert.deepEqual(await averagingGate(table('t', [pair, one]), [], data), [])
})

test('an area that has gone is no part of anything: what the others leave of their noise counts without it', async () => {
  const gone = { east: 'north', south: 'north' }
  const data = counterOf(
    people(...['north', 'west'].flatMap((area) => ['f', 'm'].map((s) => [15, { area, sex: s }] as const))),
  )
  const crossed = table('t', [areas(gone), sex], { variance: 1.6, impossible: [{ area: 'east' }, { area: 'south' }] })
  // North, west and the rest, by two sexes: 1.6 · 3/4 · 2/3 = 0.8. With five areas it would be 0.89, and with ten it would pass.
  assert.ok(Math.abs(ownFactor(crossed) - 0.5) < 1e-9)
  assert.deepEqual(rulesOf(await averagingGate(crossed, [], data)), ['averaging'])
  const whole = cellAt(table('whole', [sex]), {})
  const bound = partitionBound(whole, [{ ...byArea(gone), margins: [] }], new Set())
  assert.ok(
    Math.abs(bound - 1 / (1 / 3 + 1 / (3 * 3))) < 1e-9,
    'a total is put together from three areas, not from five',
  )
})

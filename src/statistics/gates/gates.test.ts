/** Which tables are refused for whom they are about, how thin they are, what they tell of a group, and what they count at all. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterOf } from '../attack/microdata.ts'
import { dimension, people, table } from '../fixtures/made.ts'
import type { Counter, Dimension } from './definition.ts'
import { disclosureGate } from './disclosure.ts'
import { mayRunAgain } from './finding.ts'
import type { Declared } from './forbidden.ts'
import { publishAgain } from './frozen.ts'
import { runGates } from './index.ts'
import { LIMITS, limitsOf } from './limits.ts'
import { populationGate } from './population.ts'
import { sparsenessGate } from './sparseness.ts'

const sex = dimension('sex', ['f', 'm'], { role: 'sex' })
const year = dimension('year', ['2024', '2025'], { role: 'time' })
const region = dimension('region', ['north', 'south'], { role: 'area', level: 'region' })
const decision = dimension('decision', ['stay', 'leave'], { kind: 'sensitive' })
const reviewed = dimension('reviewed', ['inTime', 'late'], { kind: 'conduct' })

const rulesOf = (found: readonly { rule: string }[]) => [...new Set(found.map(({ rule }) => rule))].toSorted()

test('99 persons in one of two years are too few, 100 are enough; with two signatures 30 are', async () => {
  const of = (many: number) => counterOf(people([150, { year: '2024', sex: 'f' }], [many, { year: '2025', sex: 'm' }]))
  const asked = table('t', [sex, year])
  const found = await populationGate(asked, [], of(99), LIMITS)
  assert.deepEqual(
    found.map(({ rule, at }) => [rule, at?.year]),
    [['population', '2025']],
  )
  assert.deepEqual(await populationGate(asked, [], of(100), LIMITS), [])
  assert.deepEqual(await populationGate(asked, [], of(30), limitsOf({ population: 30 })), [])
  assert.equal((await populationGate(asked, [], of(29), limitsOf({ population: 30 }))).length, 1)
})

test('each page of its own is a population', async () => {
  const data = counterOf(
    people(
      [300, { region: 'north', sex: 'f' }],
      [60, { region: 'south', sex: 'm' }],
      [60, { region: 'south', sex: 'x' }],
    ),
  )
  const stated = dimension('sex', ['f', 'm', 'x'], { role: 'sex' })
  const asked = table('t', [stated, region], { pages: ['region'], population: { sex: ['f', 'm'] } })
  assert.deepEqual(
    (await populationGate(asked, [], data, LIMITS)).map(({ at }) => at?.region),
    ['south'],
  )
})

test('a region and a nationality of fewer than 100 are merged; the rest of the world is not asked', async () => {
  const citizenship = dimension('citizenship', ['AA', 'BB', '_O'], {
    role: 'citizenship',
    categories: [
      { code: 'AA', holds: ['AA'] },
      { code: 'BB', holds: ['BB'] },
      { code: '_O', holds: ['_O'], rest: 'other' },
    ],
  })
  const data = counterOf(people([200, { citizenship: 'AA' }], [99, { citizenship: 'BB' }], [3, { citizenship: '_O' }]))
  const found = await populationGate(table('t', [citizenship]), [], data, LIMITS)
  assert.deepEqual(
    found.map(({ rule, cure }) => [rule, cure]),
    [['smallCategory', { kind: 'merge', dimension: 'citizenship', category: 'BB' }]],
  )
})

for (const [what, wrong, rule] of [
  ['a settlement', { ...region, level: 'finer' }, 'area'],
  ['a month', dimension('month', ['2025-01'], { role: 'time' }), 'time'],
  ['a second set of areas', { ...region, classification: 'districts-1' }, 'secondSet'],
  ['a second set of ages', dimension('age', ['0-17'], { role: 'age', classification: 'other-bands' }), 'secondSet'],
  [
    'two bands that overlap',
    dimension('age', ['a', 'b'], {
      categories: [
        { code: 'a', holds: ['a', 'b'] },
        { code: 'b', holds: ['b'] },
      ],
    }),
    'overlap',
  ],
] as const satisfies readonly (readonly [string, Dimension, string])[])
  test(`${what} is refused as a dimension`, async () => {
    const earlier = table('old', [region, dimension('age', ['0-17'], { role: 'age' })])
    const crowd = {
      count: (cells: readonly unknown[]) => cells.map(() => ({ persons: 1000, units: 1000 })),
      differing: () => [],
    }
    assert.deepEqual(rulesOf(await populationGate(table('t', [wrong]), [earlier], crowd, LIMITS)), [rule])
  })

test('a year may stand above its quarters', async () => {
  const quarters = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']
  const time = dimension('time', quarters, {
    role: 'time',
    categories: [...quarters.map((code) => ({ code, holds: [code] })), { code: '2025', holds: quarters }],
  })
  const crowd: Counter = { count: (cells) => cells.map(() => ({ persons: 1000, units: 1000 })), differing: () => [] }
  assert.deepEqual(await populationGate(table('t', [time]), [], crowd, LIMITS), [])
})

test('a mean cell below 5 is refused, and the dimension whose coarser level would pass is named', async () => {
  const codes = Array.from({ length: 30 }, (_, at) => `c${at}`)
  const wide = dimension('wide', codes, {
    coarser: [[0, 10, 20].map((from) => ({ code: `c${from}+`, holds: codes.slice(from, from + 10) }))],
  })
  const data = counterOf(people(...codes.map((code) => [4, { wide: code, sex: 'f' }] as const)))
  const found = await sparsenessGate(table('t', [wide, dimension('sex', ['f'])]), data, LIMITS)
  assert.deepEqual(
    found.map(({ rule, cure }) => [rule, cure]),
    [['meanCellSize', { kind: 'coarser', dimension: 'wide', level: 0 }]],
  )
  assert.deepEqual(
    await sparsenessGate(table('t', [wide, dimension('sex', ['f'])]), data, limitsOf({ meanCell: 4 })),
    [],
  )
})

test('more than a fifth of cells with one or two persons is refused, a fifth passes; a structural zero is no cell', async () => {
  const five = dimension('five', ['a', 'b', 'c', 'd', 'e'])
  const data = (a: number, b: number) =>
    counterOf(
      people([a, { five: 'a' }], [b, { five: 'b' }], [50, { five: 'c' }], [50, { five: 'd' }], [50, { five: 'e' }]),
    )
  assert.deepEqual(await sparsenessGate(table('t', [five]), data(2, 9), LIMITS), [])
  assert.deepEqual(rulesOf(await sparsenessGate(table('t', [five]), data(2, 1), LIMITS)), ['smallCells'])
  const impossible = [{ five: 'b' }]
  assert.deepEqual(rulesOf(await sparsenessGate(table('t', [five], { impossible }), data(2, 0), LIMITS)), [
    'smallCells',
  ])
})

test('somebody in a cell that cannot be is an error of the data: nothing is released', async () => {
  const data = counterOf(
    people(
      [60, { sex: 'f', decision: 'stay' }],
      [60, { sex: 'm', decision: 'leave' }],
      [60, { sex: 'm', decision: 'stay' }],
    ),
  )
  const asked = table('t', [sex, decision], { impossible: [{ sex: 'm', decision: 'leave' }] })
  assert.deepEqual(rulesOf(await sparsenessGate(asked, data, LIMITS)), ['structuralZero'])
})

test('five dimensions and 5,001 cells are refused before anybody is counted', async () => {
  const nobody: Counter = {
    count: (cells) => {
      assert.equal(cells.length, 0, 'somebody was counted')
      return []
    },
    differing: () => [],
  }
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => dimension(id, ['0']))
  assert.deepEqual(rulesOf(await sparsenessGate(table('t', five), nobody, LIMITS)), ['dimensions'])
  for (const many of [5001, 200_000]) {
    const wide = dimension(
      'wide',
      Array.from({ length: many }, (_, at) => String(at)),
    )
    assert.deepEqual(rulesOf(await sparsenessGate(table('t', [wide]), nobody, LIMITS)), ['cells'])
  }
})

test('a limit is loosened so far and no further', () => {
  for (const moved of [{ population: 29 }, { meanCell: 2.9 }, { smallShare: 0.31 }])
    assert.throws(() => limitsOf(moved), RangeError)
  assert.deepEqual(limitsOf({ population: 30, meanCell: 3, smallShare: 0.3 }), {
    population: 30,
    meanCell: 3,
    smallShare: 0.3,
  })
  assert.deepEqual(limitsOf({ population: 1000 }).population, 1000)
})

const decided = (of: readonly (readonly [number, string, string])[]) =>
  counterOf(
    people(
      ...of.map(
        ([many, one, other]) =>
          [many, { sex: one, decision: other, reviewed: other === 'stay' ? 'inTime' : 'late' }] as const,
      ),
    ),
  )

test('all of a group in one sensitive category is refused, nearly all is asked, and half passes', async () => {
  const asked = table('t', [sex, decision])
  const found = await disclosureGate(
    asked,
    decided([
      [3, 'f', 'leave'],
      [9, 'm', 'leave'],
      [11, 'm', 'stay'],
    ]),
  )
  assert.deepEqual(
    found.map(({ verdict, rule, at }) => [verdict, rule, at?.sex]),
    [['refuse', 'oneCategory', 'f']],
  )
  const nearly = await disclosureGate(
    asked,
    decided([
      [91, 'f', 'leave'],
      [9, 'f', 'stay'],
      [60, 'm', 'leave'],
      [100, 'm', 'stay'],
    ]),
  )
  assert.deepEqual(
    nearly.map(({ verdict, rule, at }) => [verdict, rule, at?.sex]),
    [['ask', 'nearlyOneCategory', 'f']],
  )
  const most = await disclosureGate(
    asked,
    decided([
      [90, 'f', 'leave'],
      [10, 'f', 'stay'],
      [60, 'm', 'leave'],
      [100, 'm', 'stay'],
    ]),
  )
  assert.deepEqual(most, [])
})

test('one or two persons are refused where their row has a total, and otherwise left to the noise', async () => {
  const two = decided([
    [1, 'f', 'leave'],
    [1, 'f', 'stay'],
    [50, 'm', 'leave'],
    [50, 'm', 'stay'],
  ])
  assert.deepEqual(rulesOf(await disclosureGate(table('t', [sex, decision]), two)), ['smallGroup'])
  assert.deepEqual(await disclosureGate(table('t', [sex, decision], { margins: [['decision'], []] }), two), [])
})

test('that all of a group were reviewed in time is a finding to publish, not a disclosure', async () => {
  assert.deepEqual(
    await disclosureGate(
      table('t', [sex, reviewed]),
      decided([
        [9, 'f', 'stay'],
        [30, 'm', 'stay'],
      ]),
    ),
    [],
  )
})

test('a cell is published again as it was until ten persons have changed', () => {
  const old = { value: 41, pTable: '1' }
  assert.deepEqual(publishAgain(old, 0, '1'), { kind: 'keep', value: 41 })
  assert.deepEqual(publishAgain(old, 9, '1'), { kind: 'keep', value: 41 })
  assert.deepEqual(publishAgain(old, 10, '1'), { kind: 'revise' })
  assert.throws(() => publishAgain(old, 0, '2'), /not published again under another/)
})

test('after fifty refused definitions in a day a second statistician looks', () => {
  assert.deepEqual([50, 51].map(mayRunAgain), [true, false])
})

const DECLARED: Declared = {
  natures: { sex: 'sex', year: 'time', region: 'area', decision: 'outcome', status: 'legal-status' },
  hiddenGroup: false,
  sources: ['other'],
  nationwide: false,
  approvedCrossing: false,
}

test('a table that all gates like passes, and its report holds no number but codes', async () => {
  const data = counterOf(
    people(
      [150, { sex: 'f', decision: 'stay' }],
      [120, { sex: 'f', decision: 'leave' }],
      [140, { sex: 'm', decision: 'stay' }],
      [133, { sex: 'm', decision: 'leave' }],
    ),
  )
  const run = { definition: table('t', [sex, decision]), declared: DECLARED, released: [], counter: data, smallest: 2 }
  assert.deepEqual(await runGates(run), { verdict: 'pass', findings: [] })
  const refused = await runGates({
    ...run,
    counter: decided([
      [3, 'f', 'leave'],
      [9, 'm', 'leave'],
      [11, 'm', 'stay'],
    ]),
  })
  assert.equal(refused.verdict, 'refuse')
  assert.doesNotMatch(JSON.stringify(refused), /\d/)
})

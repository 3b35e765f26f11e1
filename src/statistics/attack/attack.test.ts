/**
 * P25: published tables do not single anybody out. Attackers play against random populations: every pair of tables, two
 * releases with one person between, averages, and exact search on small areas. Many populations where
 * OBSERVANCE_POPULATIONS says so.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundOf } from '../../../tests/bound.ts'
import { people, seeded } from '../fixtures/made.ts'
import { makePTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { type Microdata, NotMicrodata, readMicrodata } from './microdata.ts'
import { playAttacks } from './play.ts'
import { protectedBy, searchAreas, unprotected } from './small-areas.ts'
import { tablesOf, worldOf } from './world.ts'

const POPULATIONS = Number(process.env.OBSERVANCE_POPULATIONS ?? 4)
const P_TABLE = makePTable(DEFAULTS, 'test')

/** A few regions with few people, of two sexes, four ages and three outcomes, unevenly. */
function population(seed: number, persons: number): Microdata {
  const draw = seeded(seed)
  const one = (codes: readonly string[]) => codes[Math.floor(codes.length * (draw() / 2 ** 32) ** 1.5)] ?? ''
  const records = Array.from({ length: persons }, (_, at) => ({
    person: String(at),
    key: draw(),
    codes: {
      region: one(['north', 'south', 'east', 'west', 'hills']),
      sex: one(['m', 'f']),
      age: one(['18-64', '15-17', '0-14', '65+']),
      outcome: one(['stay', 'leave', 'open']),
    },
  }))
  return { dimensions: ['region', 'sex', 'age', 'outcome'], records }
}

test('P25: exact search on each area’s tables recovers nobody and no cell below five', () => {
  const sums = { asked: 0, certain: 0, exact: 0, undecided: 0 }
  for (let seed = 1; seed <= POPULATIONS; seed++) {
    const data = population(seed, 90 + 10 * (seed % 9))
    const world = worldOf(data, tablesOf(data, undefined, DEFAULTS.variance), P_TABLE)
    const noisy = searchAreas(data, world, 'region', protectedBy(P_TABLE))
    sums.asked += noisy.asked
    sums.certain += noisy.certain
    sums.undecided += noisy.undecided
    sums.exact += searchAreas(data, world, 'region', unprotected).certain
  }
  assert.ok(sums.asked > 50 * POPULATIONS, JSON.stringify(sums))
  assert.ok(sums.exact > 0, 'without noise the same search does recover groups')
  assert.equal(sums.certain, 0, JSON.stringify(sums))
  assert.equal(sums.undecided, 0, JSON.stringify(sums))
  console.log(
    `exact search over ${POPULATIONS} populations: ${sums.asked} groups asked for, ${sums.certain} certain (${sums.exact} without noise); ${boundOf(sums.asked)}`,
  )
})

test('P25: of what the gates let pass no pair of tables and no two releases show fewer than ten', async () => {
  const typed =
    'sex,age;sex,outcome;sex,age [age=15-17|18-64|65+];sex,age [age=18-64|65+];region;region [outcome=stay|leave];age,outcome;outcome [age=18-64|15-17]'
  const sums = { before: 0, refused: 0, released: 0 }
  for (let seed = 1; seed <= POPULATIONS; seed++) {
    const data = population(1000 + seed, 300 + 40 * (seed % 12))
    const { withNoise, withGates } = await playAttacks(data, { parameters: DEFAULTS, tables: typed })
    sums.before += withNoise.differences.pairs
    sums.refused += withGates.refused.length
    sums.released += withGates.tables
    assert.equal(withGates.differences.pairs, 0)
    assert.deepEqual([withGates.onePersonMore.seen, withGates.onePersonMore.facts], [0, 0])
    assert.ok(withNoise.onePersonMore.seen > 0, 'without the rule of ten the later figure tells')
    assert.ok((withGates.averages?.leastVariance ?? 9) >= 1 - 1e-9)
    assert.equal(withGates.areas.certain, 0)
  }
  assert.ok(sums.refused > 0 && sums.released > 0, JSON.stringify(sums))
  console.log(
    `gates over ${POPULATIONS} populations: ${sums.released} tables let pass, ${sums.refused} refused, 0 differences below ten (${sums.before} without them)`,
  )
})

test('the same people give the same figure in every table, in any order of its dimensions, as cell and as margin', () => {
  const data = population(77, 150)
  const figures = new Map<string, Set<number>>()
  const typed = [
    'region,sex',
    'sex,region',
    'age,region,sex',
    'sex',
    'sex,age,region',
    'region',
    'sex [age=0-14|15-17]',
    'age,sex',
  ]
  for (const one of typed)
    for (const { members, published } of worldOf(data, tablesOf(data, one, 3), P_TABLE).cells) {
      const set = members.toSorted((a, b) => a - b).join()
      figures.set(set, (figures.get(set) ?? new Set()).add(published))
    }
  assert.ok(figures.size > 50)
  for (const shown of figures.values()) assert.equal(shown.size, 1)
})

const YOUTHS = people(
  [70, { sex: 'f', age: '18-64' }],
  [80, { sex: 'm', age: '18-64' }],
  [3, { sex: 'f', age: '15-17' }],
  [40, { sex: 'm', age: '0-14' }],
  [30, { sex: 'f', age: '0-14' }],
)

test('a limit of age moved over three girls is found by subtraction, and refused by the gates', async () => {
  const { asTheyAre, withNoise, withGates } = await playAttacks(YOUTHS, {
    parameters: DEFAULTS,
    tables: 'sex [age=15-17|18-64];sex [age=18-64]',
  })
  assert.equal(asTheyAre.differences.pairs, 2, 'the girls, and both sexes together')
  assert.match(asTheyAre.differences.example ?? '', /^age 15-17 or 18-64.* without age 18-64/)
  assert.equal(withNoise.differences.pairs, 2)
  assert.deepEqual(withGates.refused, [{ table: 'sex, age 18-64', rules: ['differencing'] }])
  assert.equal(withGates.differences.pairs, 0)
})

test('without noise a cell of one is one person; with it no figure is', async () => {
  const data = people([60, { sex: 'f', region: 'a' }], [1, { sex: 'm', region: 'a' }], [70, { sex: 'm', region: 'b' }])
  const { asTheyAre, withNoise } = await playAttacks(data, { parameters: DEFAULTS })
  assert.equal(asTheyAre.singledOut, 1)
  assert.equal(asTheyAre.example, 'sex m, region a')
  assert.equal(asTheyAre.areas.certain, 1)
  assert.equal(withNoise.singledOut, 0)
  assert.equal(withNoise.areas.certain, 0)
})

for (const [what, text, said] of [
  ['nothing', '', /no records/],
  ['a header alone', 'person,sex\n', /no records/],
  ['no person', 'sex,age\nf,1\n', /no column “person”/],
  ['nothing to count by', 'person,record_key\n1,5\n', /nothing to count by/],
  ['two columns of one name', 'person,sex,sex\n1,f,f\n', /“sex” stands there twice/],
  ['a line too short', 'person,sex,age\n1,f\n', /wrong in line 2/],
  ['an open quotation mark', 'person,sex\n1,"f\n', /no CSV/],
  ['a line without a person', 'person,sex\n1,f\n,m\n', /Line 3 says no person/],
  ['a key too large', 'person,record_key,sex\n1,4294967296,f\n', /key in line 2/],
  ['a key that is none', 'person,record_key,sex\n1,0x10,f\n', /key in line 2/],
] as const)
  test(`a file with ${what} is refused in a sentence`, () => {
    assert.throws(
      () => readMicrodata(text, () => 0),
      (error) => error instanceof NotMicrodata && said.test(error.message) && !error.message.includes('\n'),
    )
  })

test('a file as spreadsheets write it is read: byte order mark, semicolons, quotation marks, empty cells', () => {
  const { dimensions, records } = readMicrodata(
    '\uFEFFperson;record_key;"place; of work"\r\n7;12;"a ""b"""\r\n8;13;\r\n',
    () => 0,
  )
  assert.deepEqual(dimensions, ['place; of work'])
  assert.deepEqual(records, [
    { person: '7', key: 12, codes: { 'place; of work': 'a "b"' } },
    { person: '8', key: 13, codes: { 'place; of work': '(not stated)' } },
  ])
})

test('a table of what the file does not have is refused in a sentence', () => {
  for (const typed of ['sex,lantern', 'sex [age=200]', 'sex,sex'])
    assert.throws(() => tablesOf(YOUTHS, typed, 3), NotMicrodata)
})

/** What must never be tabulable, and the one figure that is published without noise. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterOf } from '../attack/microdata.ts'
import { dimension, people, table } from '../fixtures/made.ts'
import { exactGate } from './exact.ts'
import { type Declared, forbiddenGate, type Nature, neverTabulable } from './forbidden.ts'

const sex = dimension('sex', ['f', 'm'], { role: 'sex' })
const year = dimension('year', ['2024', '2025'], { role: 'time' })
const region = dimension('region', ['north', 'south'], { role: 'area', level: 'region' })
const reviewed = dimension('reviewed', ['inTime', 'late'], { kind: 'conduct' })

const rulesOf = (found: readonly { rule: string }[]) => [...new Set(found.map(({ rule }) => rule))].toSorted()

for (const id of [
  'judgeName',
  'place_of_birthdate',
  'home-address',
  'employer',
  'detentionOfficer',
  'religion',
  'hivStatus',
  'free text',
  'passportNumber',
  'languageOfMother',
])
  test(`a fact called ${id} is no dimension, whatever its declaration says`, () => {
    assert.notEqual(neverTabulable({ id, nature: 'outcome' }), null)
  })

test('facts of the list are refused by their nature, unknown natures too, and those that may be tabulated are not', () => {
  for (const nature of [
    'identifier',
    'hidden-group',
    'health',
    'ground-of-asylum',
    'reason-of-hold',
    'whereabouts',
    'lantern',
  ] as readonly string[])
    assert.notEqual(neverTabulable({ id: 'x', nature: nature as Nature }), null, nature) // also what is no nature
  assert.equal(neverTabulable({ id: 'decision', nature: 'outcome' }), null)
  assert.equal(neverTabulable({ id: 'interpreterPresent', nature: 'conduct-of-the-state' }), null)
})

const DECLARED: Declared = {
  natures: { sex: 'sex', year: 'time', region: 'area', decision: 'outcome', status: 'legal-status' },
  hiddenGroup: false,
  sources: ['other'],
  nationwide: false,
  approvedCrossing: false,
}
const victims = counterOf(
  people(
    [29, { sex: 'f', year: '2025' }],
    [80, { sex: 'm', year: '2025' }],
    [60, { sex: 'f', year: '2024' }],
    [60, { sex: 'm', year: '2024' }],
  ),
)

test('a hidden group is a national yearly total, by sex at most, of thirty each', async () => {
  const hidden = { ...DECLARED, hiddenGroup: true }
  assert.deepEqual(await forbiddenGate(table('t', [year]), hidden, victims, 2), [])
  const found = await forbiddenGate(table('t', [year, sex]), hidden, victims, 2)
  assert.deepEqual(
    found.map(({ rule, at }) => [rule, at]),
    [['hiddenGroup', { year: '2025', sex: 'f' }]],
  )
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [year, region]), hidden, victims, 2)), ['hiddenGroup'])
})

test('status by region says where people can be found', async () => {
  const status = dimension('status', ['regular', 'irregular'], { kind: 'sensitive' })
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [status, region]), DECLARED, victims, 2)), ['place'])
  const only = table('t', [region], { population: { status: ['irregular'] } })
  assert.deepEqual(rulesOf(await forbiddenGate(only, DECLARED, victims, 2)), ['place'])
})

test('records of enforcement and of a school are joined for an approved national total of a hundred alone', async () => {
  const joined: Declared = { ...DECLARED, sources: ['enforcement', 'protected'] }
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [year]), joined, victims, 2)), ['firewall'])
  const approved = { ...joined, approvedCrossing: true }
  assert.deepEqual(await forbiddenGate(table('t', [year]), approved, victims, 2), [])
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [year, sex]), approved, victims, 2)), ['firewall'])
})

test('a dimension that nobody declared is refused, and so are two people whose sex is not stated', async () => {
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [reviewed]), DECLARED, victims, 2)), ['forbidden'])
  const stated = dimension('sex', ['f', 'm', 'u'], {
    categories: [...sex.categories, { code: '_U', holds: ['u'], rest: 'notStated' }],
  })
  const few = counterOf(people([80, { sex: 'f' }], [2, { sex: 'u' }]))
  assert.deepEqual(rulesOf(await forbiddenGate(table('t', [stated]), DECLARED, few, 2)), ['notStated'])
})

test('nothing is exact but an approved yearly national total of breaches', () => {
  const figure = {
    safeguard: 'childNeverDetained',
    hiddenInNumber: false,
    approvedBy: ['statistician', 'ombudsperson'],
  } as const
  const total = table('t', [year], { variance: 0 })
  assert.deepEqual(exactGate(total, figure), [])
  const wrong = [
    exactGate(table('t', [year, region], { variance: 0 }), figure),
    exactGate(table('t', [dimension('q', ['2025-Q1'], { role: 'time' })], { variance: 0 }), figure),
    exactGate(table('t', [year], { variance: 0, population: { region: ['north'] } }), figure),
    exactGate(total, { ...figure, safeguard: null }),
    exactGate(total, { ...figure, hiddenInNumber: true }),
    exactGate(total, { ...figure, approvedBy: ['statistician'] }),
    exactGate(total, { ...figure, approvedBy: ['ombudsperson'] }),
  ]
  assert.deepEqual(
    wrong.map(rulesOf),
    wrong.map(() => ['exact']),
  )
})

test('a total of one region is no national total, however few its dimensions', async () => {
  const north = table('t', [year], { population: { region: ['north'] } })
  assert.deepEqual(rulesOf(await forbiddenGate(north, { ...DECLARED, hiddenGroup: true }, victims, 2)), ['hiddenGroup'])
  const joined: Declared = { ...DECLARED, sources: ['enforcement', 'protected'], approvedCrossing: true }
  assert.deepEqual(rulesOf(await forbiddenGate(north, joined, victims, 2)), ['firewall', 'place'])
  const irregular = table('t', [year], { population: { region: ['north'], status: ['irregular'] } })
  assert.deepEqual(rulesOf(await forbiddenGate(irregular, DECLARED, victims, 2)), ['place'])
})

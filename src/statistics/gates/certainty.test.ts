/** An exact figure beside protected ones: what an outsider with both knows for certain of the few whom the exact one counts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counterOf } from '../attack/microdata.ts'
import { definitionOf } from '../compute/definition.ts'
import { dimension, people, seeded, table } from '../fixtures/made.ts'
import { makePTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { perturb } from '../perturbation/perturb.ts'
import { TABLES } from '../tables/catalogue.ts'
import { certaintyGate, exactCertaintyGate, type Figure } from './certainty.ts'
import { type At, cellsOf, nameOf, type TableDefinition } from './definition.ts'

const READ = { max: DEFAULTS.max, leastCount: 0 }
const P_TABLE = makePTable(DEFAULTS, 'test')
const [SEX, IN_TIME] = [
  dimension('SEX', ['F', 'M']),
  { ...dimension('IN_TIME', ['YES', 'NO']), kind: 'conduct' as const },
]
/** Times that were kept and not, by sex; a figure without noise tells those that were not. */
const review: TableDefinition = { ...table('review', [IN_TIME, SEX]), told: [{ IN_TIME: ['NO'] }] }

type Counts = Readonly<Record<'YES,F' | 'YES,M' | 'NO,F' | 'NO,M', number>>

function worldOf(counts: Counts) {
  return counterOf(
    people(
      ...Object.entries(counts).map(([place, many]): readonly [number, At] => {
        const [inTime = '', sex = ''] = place.split(',')
        return [many, { IN_TIME: inTime, SEX: sex }]
      }),
    ),
  )
}

/** What is published of the counts, where the noise is as it is given, and elsewhere none. */
function published(counts: Counts, values: Readonly<Record<string, number>>): readonly Figure[] {
  return cellsOf(review).map(({ at }) => ({ at, value: values[`${at.IN_TIME},${at.SEX}`] ?? countAt(counts, at) }))
}

function countAt(counts: Counts, { IN_TIME: inTime, SEX: sex }: At): number {
  return Object.entries(counts).reduce((sum, [place, many]) => {
    const [one, other] = place.split(',')
    return (inTime === '_T' || inTime === one) && (sex === '_T' || sex === other) ? sum + many : sum
  }, 0)
}

/** The sum of the keys of whoever is there: the same for the same people. */
function keyAt(keys: Readonly<Record<string, number>>, counts: Counts, at: At): number {
  const here = Object.entries(counts).filter(([place, many]) => {
    const [inTime, sex] = place.split(',')
    return many > 0 && (at.IN_TIME === '_T' || at.IN_TIME === inTime) && (at.SEX === '_T' || at.SEX === sex)
  })
  return here.reduce((sum, [place]) => (sum + (keys[place] ?? 0)) % 2 ** 32, 0)
}

const foundIn = async (definition: TableDefinition, counts: Counts, figures: readonly Figure[]) =>
  (await certaintyGate({ definition, figures, ...READ }, worldOf(counts))).map(
    ({ verdict, at }) => `${verdict} ${nameOf(at ?? {})}`,
  )

test('the one whose limit was not kept is not told by sex, where an exact figure says that there is one', async () => {
  const counts = { 'YES,F': 60, 'YES,M': 80, 'NO,F': 1, 'NO,M': 0 }
  const shown = published(counts, { 'NO,F': 3, 'NO,_T': 3 })
  assert.deepEqual(await foundIn(review, counts, shown), ['refuse IN_TIME=NO,SEX=F'])
  // Without the exact figure three may be anything from one to eight.
  const { told: _, ...protectedOnly } = review
  assert.deepEqual(await foundIn(protectedOnly, counts, shown), [])
  // Her own figure hides her among nobody, and yet: all women are another figure than those whose limit was kept.
  assert.deepEqual(await foundIn(review, counts, published(counts, { 'NO,F': 0, 'NO,_T': 0 })), [
    'refuse IN_TIME=NO,SEX=F',
  ])
  // Where no figure differs from another, she may be a man.
  const alike = { 'NO,F': 0, 'NO,_T': 0, '_T,F': 60, '_T,_T': 140 }
  assert.deepEqual(await foundIn(review, counts, published(counts, alike)), [])
})

test('two exact ones, of whom a figure of each sex says that there is somebody, are one of each', async () => {
  const counts = { 'YES,F': 60, 'YES,M': 80, 'NO,F': 1, 'NO,M': 1 }
  const shown = published(counts, { 'NO,F': 4, 'NO,M': 3, 'NO,_T': 0 })
  assert.deepEqual(await foundIn(review, counts, shown), ['refuse IN_TIME=NO,SEX=F', 'refuse IN_TIME=NO,SEX=M'])
})

test('where nothing but acts of the State set the group apart, a statistician decides', async () => {
  const screened = { ...SEX, kind: 'conduct' as const }
  const counts = { 'YES,F': 60, 'YES,M': 80, 'NO,F': 1, 'NO,M': 0 }
  const acts = { ...review, dimensions: [IN_TIME, screened] }
  assert.deepEqual(await foundIn(acts, counts, published(counts, { 'NO,F': 3, 'NO,_T': 3 })), ['ask IN_TIME=NO,SEX=F'])
})

test('an exact figure that would make somebody certain in the quarters that are out is asked about, and told all the same', async () => {
  const quarters = ['2025-Q1', '2025-Q2']
  const out = quarters.map((period, at) => {
    const definition = { ...table('review', [IN_TIME, SEX]), of: { PERIOD: [period], RECORDS: ['times'] } }
    // In the first quarter one woman, in the second nobody.
    return { definition, figures: figuresOf(definition, at === 0 ? 3 : 0), ...READ }
  })
  const counter = counterOf(
    people(...quarters.map((period) => [60, { PERIOD: period, RECORDS: 'times', IN_TIME: 'YES', SEX: 'F' }] as const), [
      1,
      { PERIOD: '2025-Q1', RECORDS: 'times', IN_TIME: 'NO', SEX: 'F' },
    ]),
  )
  const exact: TableDefinition = {
    ...table('breaches', [], { variance: 0 }),
    of: { RECORDS: ['times'], IN_TIME: ['NO'] },
    tells: [{ unit: 'persons', where: { PERIOD: quarters, RECORDS: ['times'], IN_TIME: ['NO'] } }],
  }
  const found = await exactCertaintyGate(exact, out, counter)
  assert.deepEqual(
    found.map(({ verdict, rule, table, other }) => [verdict, rule, table, other?.table, nameOf(other?.at ?? {})]),
    [['ask', 'certain', 'breaches', 'review', 'IN_TIME=NO,SEX=F']],
  )
  // While a quarter is not out, there may be others in it; yet of this one there is no more than one.
  assert.equal((await exactCertaintyGate(exact, out.slice(0, 1), counter)).length, 1)
  // Of other records it tells nothing.
  const others = out.map((one) => ({
    ...one,
    definition: { ...one.definition, of: { PERIOD: ['2025-Q1'], RECORDS: ['cases'] } },
  }))
  assert.deepEqual(await exactCertaintyGate(exact, others, counter), [])
})

/** Of sixty women whose limit was kept, and of those of whom it was not, as published. */
function figuresOf(definition: TableDefinition, notKept: number): readonly Figure[] {
  return cellsOf(definition).map(({ at }) => {
    if (at.SEX === 'M') return { at, value: 0 }
    return { at, value: at.IN_TIME === 'YES' ? 61 : at.IN_TIME === 'NO' ? notKept : notKept === 0 ? 61 : 63 }
  })
}

/** Every number of women that an outsider must think possible who knows the exact total: counted through, no search. */
function possibleWomen(total: number, figures: readonly Figure[]): readonly number[] {
  const valueAt = (inTime: string, sex: string) =>
    figures.find(({ at }) => at.IN_TIME === inTime && at.SEX === sex)?.value ?? 0
  const may = (count: number, value: number) =>
    value === 0 ? count <= DEFAULTS.max : count >= 1 && Math.abs(count - value) <= DEFAULTS.max
  const around = (value: number) => Array.from({ length: 2 * DEFAULTS.max + 1 }, (_, at) => value - DEFAULTS.max + at)
  return Array.from({ length: total + 1 }, (_, women) => women).filter((women) => {
    const men = total - women
    const differ = (...[one, other]: readonly (readonly [string, string])[]) =>
      one !== undefined && other !== undefined && valueAt(...one) !== valueAt(...other)
    // Of one set there is one figure.
    const isWoman = differ(['YES', 'F'], ['_T', 'F']) || differ(['NO', 'M'], ['NO', '_T'])
    const isMan = differ(['YES', 'M'], ['_T', 'M']) || differ(['NO', 'F'], ['NO', '_T'])
    if ((isWoman && women === 0) || (isMan && men === 0)) return false
    if (!may(women, valueAt('NO', 'F')) || !may(men, valueAt('NO', 'M')) || !may(total, valueAt('NO', '_T')))
      return false
    return around(valueAt('YES', 'F')).some((keptF) =>
      around(valueAt('YES', 'M')).some((keptM) =>
        (
          [
            [keptF, 'YES', 'F'],
            [keptM, 'YES', 'M'],
            [keptF + keptM, 'YES', '_T'],
            [keptF + women, '_T', 'F'],
            [keptM + men, '_T', 'M'],
            [keptF + keptM + total, '_T', '_T'],
          ] as const
        ).every(([count, inTime, sex]) => count >= 0 && may(count, valueAt(inTime, sex))),
      ),
    )
  })
}

test('P25: over random cases and keys the gate refuses exactly what whoever has the exact figure beside the table knows for certain', async () => {
  const draw = seeded(11)
  const seen = { certain: 0, open: 0 }
  for (let round = 0; round < 400; round++) {
    const counts: Counts = {
      'YES,F': 8 + (draw() % 30),
      'YES,M': 8 + (draw() % 30),
      'NO,F': draw() % 3,
      'NO,M': draw() % 3,
    }
    const total = counts['NO,F'] + counts['NO,M']
    const keys: Record<string, number> = Object.fromEntries(Object.keys(counts).map((place) => [place, draw()]))
    const shown = cellsOf(review).map(({ at }) => ({
      at,
      value: perturb(countAt(counts, at), keyAt(keys, counts, at), P_TABLE),
    }))
    const isCertain = total > 0 && possibleWomen(total, shown).length === 1
    const refused = await foundIn(review, counts, shown)
    // Nobody is found in a group that nobody is in: its other half is the one who is.
    assert.equal(refused.length > 0, isCertain, `${JSON.stringify(counts)} ${JSON.stringify(shown)}`)
    seen[isCertain ? 'certain' : 'open']++
  }
  assert.ok(seen.certain > 10 && seen.open > 100, JSON.stringify(seen))
  console.log(
    `an exact figure beside a table: of 400, ${seen.certain} would have told of somebody for certain, and were refused`,
  )
})

test('of the tables of a year it is known what exact figures tell of them, though those come out later', () => {
  const told = Object.fromEntries(
    TABLES.flatMap((one) => {
      const found = definitionOf(one, { period: one.frequency === 'A' ? '2025' : '2025-Q1', variance: 3 }).told
      return found === undefined ? [] : [[one.name, found]]
    }),
  )
  assert.deepEqual(told['detention-persons'], [{ AGE: ['Y0T17'] }])
  // Of a quarter the figure of a year tells nothing by itself: it is looked at when it comes.
  assert.equal(told['detention-review'], undefined)
  assert.equal(told['detention-citizenship'], undefined)
  assert.equal(told['detention-children'], undefined)
})

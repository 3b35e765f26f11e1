/** Differencing: what lies between two published cells is nobody, or ten persons and more, or published itself. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { counterOf, type Microdata } from '../attack/microdata.ts'
import { dimension, people, table } from '../fixtures/made.ts'
import { cellsOf, type TableDefinition } from './definition.ts'
import { differencingGate } from './differencing.ts'
import { nearestThatPasses } from './index.ts'

const sex = dimension('sex', ['f', 'm'])
const age = dimension('age', ['0-14', '15-17', '18-64'])
const adults = dimension('age', age.finest, { categories: [{ code: '18+', holds: ['18-64'] }] })
const fromFifteen = dimension('age', age.finest, { categories: [{ code: '15+', holds: ['15-17', '18-64'] }] })

const FEW_YOUTHS = people(
  [50, { sex: 'f', age: '18-64' }],
  [60, { sex: 'm', age: '18-64' }],
  [3, { sex: 'f', age: '15-17' }],
  [40, { sex: 'm', age: '0-14' }],
)

test('a limit of age moved by three persons is refused', async () => {
  const found = await differencingGate(table('new', [fromFifteen]), [table('old', [adults])], counterOf(FEW_YOUTHS))
  assert.ok(
    found.some(({ rule, at, other }) => rule === 'differencing' && at?.age === '15+' && other?.at.age === '18+'),
  )
})

test('an exact figure has no noise that could be equal: small ones stand beside each other and beside any table', async () => {
  const exact = (id: string, asOf?: string) => table(id, [], { variance: 0, ...(asOf === undefined ? {} : { asOf }) })
  const few = people([3, { sex: 'f', age: '15-17' }])
  const released = [exact('other', 'run'), table('old', [sex], { asOf: 'run' })]
  assert.deepEqual(await differencingGate(exact('new'), released, counterOf(few)), [])
})

test('two exact figures of the same records tell for certain whoever lies between: they are refused', async () => {
  const all = table('all', [], { variance: 0 })
  const some = table('some', [], { variance: 0, population: { sex: ['f'] } })
  const between = (many: number) => counterOf(people([30, { sex: 'f' }], [many, { sex: 'm' }]))
  assert.equal((await differencingGate(some, [all], between(3))).length, 1)
  assert.deepEqual(await differencingGate(some, [all], between(10)), [])
  const others = table('others', [], { variance: 0, of: { records: ['b'] } })
  const ones = table('ones', [], { variance: 0, of: { records: ['a'] } })
  const apart = counterOf(people([3, { records: 'a' }], [4, { records: 'b' }]))
  assert.deepEqual(await differencingGate(ones, [others], apart), [], 'breaches of two safeguards are two acts')
})

test('an exact figure that is corrected is told again, whatever the difference to its old self', async () => {
  const before = table('all', [], { variance: 0, asOf: 'run' })
  assert.deepEqual(
    await differencingGate(table('all', [], { variance: 0 }), [before], counterOf(people([3, { sex: 'f' }]))),
    [],
  )
})

test('the refusal names cells and never a count', async () => {
  const found = await differencingGate(table('new', [fromFifteen]), [table('old', [adults])], counterOf(FEW_YOUTHS))
  for (const finding of found) assert.doesNotMatch(JSON.stringify({ ...finding, at: null, other: null }), /\d/)
})

test('the same limit moved by ten passes, and moved by nobody passes', async () => {
  for (const youths of [10, 0]) {
    const data = people([50, { age: '18-64' }], [youths, { age: '15-17' }], [40, { age: '0-14' }])
    const found = await differencingGate(table('new', [fromFifteen]), [table('old', [adults])], counterOf(data))
    assert.deepEqual(found, [], `${youths} youths`)
  }
})

test('a category left out of a table is refused where its margin counts it', async () => {
  const withoutChildren = dimension('age', age.finest, {
    categories: [
      { code: '15-17', holds: ['15-17'] },
      { code: '18-64', holds: ['18-64'] },
    ],
  })
  const few = people([30, { age: '15-17' }], [60, { age: '18-64' }], [4, { age: '0-14' }])
  // The total less youths and adults: four children.
  const alone = await differencingGate(table('t', [dimension('all', ['a']), withoutChildren]), [], counterOf(few))
  assert.deepEqual(alone, [], 'no two cells are so near')
  const near = people([5, { age: '15-17' }], [60, { age: '18-64' }], [4, { age: '0-14' }])
  assert.ok((await differencingGate(table('t', [withoutChildren]), [], counterOf(near))).length > 0)
  assert.deepEqual(
    await differencingGate(table('t', [age]), [], counterOf(near)),
    [],
    'with the children it is a whole',
  )
})

test('a small cell of one table beside its own margin is no difference', async () => {
  assert.deepEqual(await differencingGate(table('t', [sex, age]), [], counterOf(FEW_YOUTHS)), [])
})

test('a margin that an earlier table shows too is the same cell', async () => {
  assert.deepEqual(await differencingGate(table('t', [age]), [table('old', [age])], counterOf(FEW_YOUTHS)), [])
})

test('one year is not taken from another: nobody can be in both cells', async () => {
  const data = people(
    [40, { year: '2025', sex: 'f' }],
    [35, { year: '2026', sex: 'f' }],
    [3, { year: '2025', sex: 'm' }],
    [4, { year: '2026', sex: 'm' }],
  )
  const of = (year: string) => table(year, [sex], { population: { year: [year] } })
  assert.deepEqual(await differencingGate(of('2026'), [of('2025')], counterOf(data)), [])
})

test('a population without one procedure is refused beside the whole', async () => {
  const data = people(
    [40, { sex: 'f', procedure: 'a' }],
    [5, { sex: 'f', procedure: 'b' }],
    [30, { sex: 'm', procedure: 'a' }],
  )
  const part = table('part', [sex], { population: { procedure: ['a'] } })
  assert.ok((await differencingGate(part, [table('whole', [sex])], counterOf(data))).length > 0)
})

test('a release as of a later time is held against its old self', async () => {
  const old = table('t', [sex], { asOf: '2026-01' })
  const now = table('t2', [sex], { asOf: '2026-02' })
  const seen: number[] = []
  const counter = {
    count: (cells: readonly unknown[]) => cells.map(() => ({ persons: 40, units: 40 })),
    differing: (pairs: readonly (readonly [{ asOf?: string }, { asOf?: string }])[]) => {
      seen.push(pairs.filter(([one, other]) => one.asOf !== other.asOf).length)
      return pairs.map(() => ({ persons: 1, withUnit: 1, share: true }))
    },
  }
  assert.ok((await differencingGate(now, [old], counter)).length > 0)
  assert.ok((seen[0] ?? 0) > 0)
})

test('one person’s second case shows in a table of cases', async () => {
  const base = people([20, { sex: 'f', stage: 'first' }])
  const again = { person: '0.0', key: 77, codes: { sex: 'f', stage: 'second' } }
  const data: Microdata = { dimensions: ['sex', 'stage'], records: [...base.records, again] }
  const first = table('first', [], { unit: 'cases', population: { stage: ['first'] } })
  assert.ok((await differencingGate(table('all', [], { unit: 'cases' }), [first], counterOf(data))).length > 0)
  assert.deepEqual(await differencingGate(table('all', []), [{ ...first, unit: 'persons' }], counterOf(data)), [])
})

test('what helps is named: a coarser category, or the population of the earlier table', async () => {
  const halves = dimension('age', age.finest, {
    categories: [
      { code: '0-14', holds: ['0-14'] },
      { code: '15+', holds: ['15-17', '18-64'] },
    ],
    coarser: [[{ code: 'any', holds: age.finest }]],
  })
  const old = table('old', [adults], { population: { sex: ['f', 'm'] } })
  const cure = await nearestThatPasses(table('new', [halves]), [old], counterOf(FEW_YOUTHS))
  assert.deepEqual(cure, { kind: 'coarser', dimension: 'age', level: 0 })
})

const ids = ['a', 'b', 'c'] as const
const CODES: Readonly<Record<string, readonly string[]>> = { a: ['0', '1', '2'], b: ['0', '1'], c: ['0', '1', '2'] }

/** Categories that put some of the finest codes together and may leave some out. */
const anyDimension = fc.constantFrom(...ids).chain((id) =>
  fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 3, maxLength: 3 }).map((where) => {
    const finest = CODES[id] ?? []
    const categories = [0, 1, 2].flatMap((category) => {
      const holds = finest.filter((_, at) => where[at] === category)
      return holds.length === 0 ? [] : [{ code: `k${holds.join('')}`, holds }]
    })
    return dimension(id, finest, { categories: categories.length === 0 ? [{ code: 'k', holds: finest }] : categories })
  }),
)

const anyTable = (id: string) =>
  fc
    .tuple(fc.uniqueArray(anyDimension, { minLength: 1, maxLength: 2, selector: ({ id }) => id }), fc.boolean())
    .map(([dimensions, part]) =>
      table(id, dimensions, part && dimensions.every((one) => one.id !== 'c') ? { population: { c: ['0', '1'] } } : {}),
    )

const anyPeople = fc
  .array(
    fc.tuple(fc.nat(60), fc.constantFrom('0', '1', '2'), fc.constantFrom('0', '1'), fc.constantFrom('0', '1', '2')),
    {
      minLength: 20,
      maxLength: 140,
    },
  )
  .map(
    (rows): Microdata => ({
      dimensions: ids,
      records: rows.map(([, a, b, c], at) => ({ person: String(at), key: at, codes: { a, b, c } })),
    }),
  )

/** The rule, by nothing but sets: every pair, and for one table every union of its cells. */
function isRefused(asked: TableDefinition, earlier: TableDefinition, { records }: Microdata): boolean {
  const shown = [asked, earlier].flatMap((one) =>
    cellsOf(one).map((cell) => ({
      one,
      where: cell.where,
      interior: cell.interior,
      set: new Set(
        records
          .keys()
          .filter((at) =>
            Object.entries(cell.where).every(([id, codes]) => codes.includes(records[at]?.codes[id] ?? '')),
          ),
      ),
    })),
  )
  const names = (where: object) =>
    JSON.stringify(
      Object.entries(where)
        .map(([id, codes]) => [id, [...codes].sort()])
        .sort(),
    )
  return shown.some((x) =>
    shown.some((y) => {
      const apart = x.set.symmetricDifference(y.set)
      if ((x.one !== asked && y.one !== asked) || apart.size === 0 || apart.size >= 10) return false
      const nothingCommon = Object.entries(x.where).some(([id, codes]) =>
        y.where[id]?.every((code) => !codes.includes(code)),
      )
      if (nothingCommon) return false
      // Both shown by one table: is what lies between, for whatever records, made of its innermost cells?
      return ![asked, earlier].some((one) => {
        const own = shown.filter((cell) => cell.one === one)
        if (![x, y].every((cell) => own.some(({ where }) => names(where) === names(cell.where)))) return false
        return everyPlace.every((place) => {
          const holds = ({ where }: { where: Readonly<Record<string, readonly string[]>> }) =>
            Object.entries(where).every(([id, codes]) => codes.includes(place[id] ?? ''))
          return holds(x) === holds(y) || own.some((cell) => cell.interior && holds(cell))
        })
      })
    }),
  )
}

const everyPlace: readonly Readonly<Record<string, string>>[] = (CODES.a ?? []).flatMap((a) =>
  (CODES.b ?? []).flatMap((b) => (CODES.c ?? []).map((c) => ({ a, b, c }))),
)

test('over random microdata and every pair of random tables the gate says what the rule says', async () => {
  const seen = { pass: 0, refuse: 0 }
  await fc.assert(
    fc.asyncProperty(anyTable('new'), anyTable('old'), anyPeople, async (asked, earlier, data) => {
      const found = await differencingGate(asked, [earlier], counterOf(data))
      const refused = isRefused(asked, earlier, data)
      seen[refused ? 'refuse' : 'pass']++
      assert.equal(found.length > 0, refused)
    }),
    { numRuns: 300, seed: 43 },
  )
  assert.ok(seen.pass > 30 && seen.refuse > 30, JSON.stringify(seen))
})

/** How much is known of a cell from all others: the formula, the normal equations, and an attacker who tries. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { counterOf } from '../attack/microdata.ts'
import { dimension, people, seeded, table } from '../fixtures/made.ts'
import { makePTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { perturb } from '../perturbation/perturb.ts'
import { atomsOf } from './atoms.ts'
import { averagingGate } from './averaging.ts'
import { cellsOf, spelt, type TableDefinition } from './definition.ts'
import { estimateVariances } from './leverage.ts'
import { ownFactor, partitionBound } from './partition-bound.ts'

const codes = (many: number, prefix: string) => Array.from({ length: many }, (_, at) => `${prefix}${at}`)

function variancesOf(...tables: readonly TableDefinition[]): ReadonlyMap<string, number> {
  const cells = [...new Map(tables.flatMap(cellsOf).map((cell) => [spelt(cell), cell])).values()]
  const atoms = atomsOf(cells, tables, 20_000)
  assert.ok(atoms !== null)
  const variances = estimateVariances({ atoms, variances: cells.map(({ variance }) => variance) })
  return new Map(cells.map((cell, at) => [spelt(cell), variances[at] ?? Number.NaN]))
}

test('one table with all its margins leaves V · Π c/(c+1) of each cell', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0.5, max: 9, noNaN: true }),
      (sizes, variance) => {
        const made = table(
          't',
          sizes.map((size, at) => dimension(`d${at}`, codes(size, 'c'))),
          { variance },
        )
        for (const known of variancesOf(made).values())
          assert.ok(Math.abs(known - variance * ownFactor(made)) < 1e-7, `${sizes}: ${known}`)
      },
    ),
    { numRuns: 40, seed: 5 },
  )
})

test('two by two leaves 1.33 of 3, two by two by two 0.89, sex by outcome by year 1.13', () => {
  const of = (...sizes: readonly number[]) =>
    3 *
    ownFactor(
      table(
        't',
        sizes.map((size, at) => dimension(`d${at}`, codes(size, 'c'))),
      ),
    )
  assert.deepEqual(
    [of(2, 2), of(2, 2, 2), of(2, 3, 3)].map((variance) => variance.toFixed(3)),
    ['1.333', '0.889', '1.125'],
  )
})

test('the same total in one split after another is known ever better', () => {
  const splits = [1, 2, 3, 4].map((at) => table(`t${at}`, [dimension(`d${at}`, codes(2, 'c'))]))
  const total = spelt({ where: {}, unit: 'persons' })
  for (const many of [1, 2, 3, 4]) {
    const known = variancesOf(...splits.slice(0, many)).get(total) ?? 0
    assert.ok(Math.abs(known - 1 / (1 / 3 + many / 6)) < 1e-7, `${many} splits: ${known}`)
  }
})

test('an exact total is no measurement in doubt, and tells of its parts', () => {
  const sex = dimension('sex', ['f', 'm'])
  const parts = table('parts', [sex], { margins: [] })
  const exact = table('exact', [], { variance: 0 })
  const known = variancesOf(parts, exact)
  // f' and total - m' are two measurements of f.
  assert.ok(Math.abs((known.get(spelt({ where: { sex: ['f'] }, unit: 'persons' })) ?? 0) - 1.5) < 1e-9)
  assert.equal(known.get(spelt({ where: {}, unit: 'persons' })), 0)
})

const late = { kind: ['late'] }
const reviews = (margins: TableDefinition['margins'] = 'all') =>
  table('reviews', [dimension('sex', ['f', 'm']), dimension('kind', ['late', 'in-time'])], { margins, unit: 'events' })
const breaches = (tells: TableDefinition['tells'] = [{ unit: 'events', where: late }]) =>
  table('breaches', [], { variance: 0, unit: 'events', of: { records: ['breaches'] }, tells })
const few = () =>
  counterOf(
    people(
      ...(['f', 'm'] as const).flatMap((sex) => [
        [3, { sex, kind: 'late', records: 'reviews' }] as const,
        [40, { sex, kind: 'in-time', records: 'reviews' }] as const,
      ]),
      [6, { records: 'breaches' }],
    ),
  )

test('an exact figure tells of the protected cells that count the same acts, in whichever order they are released', async () => {
  const parts = table('parts', [dimension('sex', ['f', 'm'])], { unit: 'events', of: late, variance: 1.5, margins: [] })
  assert.deepEqual(await averagingGate(parts, [], few()), [])
  // f' and the exact total less m' are two measurements of f: 0.75.
  for (const found of [
    await averagingGate(parts, [breaches()], few()),
    await averagingGate(breaches(), [parts], few()),
  ])
    assert.deepEqual(found.map(({ table: name, at }) => [name, at?.sex]).toSorted(), [
      ['parts', 'f'],
      ['parts', 'm'],
    ])
})

test('what an exact figure tells of sets of another unit is held against the tables of that unit', async () => {
  const parts = table('parts', [dimension('sex', ['f', 'm'])], { of: late, variance: 1.5, margins: [] })
  assert.deepEqual(await averagingGate(breaches(), [parts], few()), [])
  assert.equal((await averagingGate(breaches([{ unit: 'persons', where: late }]), [parts], few())).length, 2)
})

test('a set that is told exactly is no secret, and its own protected count not refused for it', async () => {
  const whole = table('whole', [dimension('kind', ['late', 'in-time'])], { unit: 'events' })
  assert.deepEqual(await averagingGate(whole, [breaches()], few()), [])
  assert.deepEqual(
    await averagingGate(reviews(), [breaches()], few()),
    [],
    'and two by two it leaves enough of the noise',
  )
})

test('what cannot be is known: a structural zero leaves less of the noise', () => {
  const [sex, kind] = [dimension('sex', ['f', 'm']), dimension('kind', ['a', 'b'])]
  const open = variancesOf(table('t', [sex, kind]))
  const closed = variancesOf(table('t', [sex, kind], { impossible: [{ sex: 'm', kind: 'b' }] }))
  const women = spelt({ where: { sex: ['f'], kind: ['a'] }, unit: 'persons' })
  assert.ok((closed.get(women) ?? 9) < (open.get(women) ?? 0))
})

test('the least squares of an attacker who simulates have the variance that the gate works out', () => {
  const [sex, kind] = [dimension('sex', ['f', 'm']), dimension('kind', ['a', 'b', 'c'])]
  const made = table('t', [sex, kind])
  const pTable = makePTable(DEFAULTS, '1')
  const draw = seeded(11)
  const cells = cellsOf(made)
  // Of f and a: 6/12 of itself; its row, column and total as the projection weighs them.
  const weights = cells.map(({ at }) => {
    const part = (id: string, code: string, size: number) =>
      at[id] === '_T' ? 1 / (size + 1) : at[id] === code ? size / (size + 1) : -1 / (size + 1)
    return part('sex', 'f', 2) * part('kind', 'a', 3)
  })
  const rounds = 20_000
  let squares = 0
  for (let round = 0; round < rounds; round++) {
    const estimate = cells.reduce((sum, _, at) => sum + (weights[at] ?? 0) * (perturb(20, draw(), pTable) - 20), 0)
    squares += estimate ** 2
  }
  assert.ok(Math.abs(squares / rounds - 3 * ownFactor(made)) < 0.05, `${squares / rounds}`)
})

test('a table of three twos is refused where somebody is in danger, passes without its margins, and passes with crowds', async () => {
  const three = ['a', 'b', 'c'].map((id) => dimension(id, ['0', '1']))
  const groups = (many: number) =>
    people(
      ...['000', '001', '010', '011', '100', '101', '110', '111'].map(
        (bits) => [many, { a: bits[0] ?? '', b: bits[1] ?? '', c: bits[2] ?? '' }] as const,
      ),
    )
  const few = counterOf(groups(20))
  const found = await averagingGate(table('t', three), [], few)
  assert.equal(found.length, 8)
  assert.deepEqual(found[0]?.cure, { kind: 'fewerMargins' })
  assert.deepEqual(await averagingGate(table('t', three, { margins: [['a'], ['b'], ['c'], []] }), [], few), [])
  assert.deepEqual(await averagingGate(table('t', three), [], counterOf(groups(21))), [])
})

test('a cell of an earlier release is refused to be split a fifth time', async () => {
  const splits = [1, 2, 3, 4, 5].map((at) => table(`t${at}`, [dimension(`d${at}`, ['0', '1'])]))
  const halves = (at: number) =>
    Object.fromEntries([1, 2, 3, 4, 5].map((id) => [`d${id}`, String((at >> (id % 3)) & 1)]))
  const few = counterOf(people(...Array.from({ length: 16 }, (_, at) => [1, halves(at)] as const)))
  const [one, two, three, four, five] = splits as [TableDefinition, ...TableDefinition[]] & TableDefinition[]
  assert.ok(one && two && three && four && five)
  assert.deepEqual(
    (await averagingGate(four, [one, two, three], few)).map(({ at }) => at).filter((at) => at?.d1 === '_T'),
    [],
  )
  const refused = await averagingGate(five, [one, two, three, four], few)
  assert.ok(refused.some(({ at }) => Object.values(at ?? {}).every((code) => code === '_T')))
})

test('the bound for very many cells agrees with least squares on one table and on splits of one total', () => {
  const [a, b, c] = [dimension('a', codes(3, 'a')), dimension('b', codes(2, 'b')), dimension('c', codes(4, 'c'))]
  for (const tables of [[table('ab', [a, b])], [table('a', [a]), table('b', [b]), table('c', [c])]]) {
    const known = variancesOf(...tables)
    for (const cell of tables.flatMap(cellsOf).filter(({ interior }) => tables.length === 1 || !interior)) {
      const bound = partitionBound(cell, tables, new Set())
      assert.ok(Math.abs(bound - (known.get(spelt(cell)) ?? 0)) < 1e-7, `${JSON.stringify(cell.at)}: ${bound}`)
    }
  }
})

test('a part that counts nobody has no noise of its own: the bound is the better for it', () => {
  const parts = table('parts', [dimension('a', codes(4, 'a'))], { margins: [] })
  const [total] = cellsOf(table('total', []))
  assert.ok(total !== undefined)
  const empty = new Set(cellsOf(parts).slice(0, 3).map(spelt))
  assert.ok(Math.abs(partitionBound(total, [parts], new Set()) - 1 / (1 / 3 + 1 / 12)) < 1e-9)
  assert.ok(Math.abs(partitionBound(total, [parts], empty) - 1 / (1 / 3 + 1 / 3)) < 1e-9)
})

test('beside a table too large for the normal equations, splits of one small total are still refused', async () => {
  const large = table('large', [dimension('x', codes(30, 'x')), dimension('y', codes(30, 'y'))])
  const splits = [1, 2, 3, 4, 5].map((at) => table(`t${at}`, [dimension(`d${at}`, ['0', '1'])]))
  const one = (at: number) => ({ x: `x${at}`, y: `y${at}`, d1: '0', d2: '1', d3: '0', d4: '1', d5: '0' })
  const few = counterOf(people(...Array.from({ length: 16 }, (_, at) => [1, one(at)] as const)))
  const [asked, ...earlier] = splits
  assert.ok(asked !== undefined)
  const found = await averagingGate(asked, [large, ...earlier], few)
  assert.ok(found.some(({ at }) => Object.values(at ?? {}).every((code) => code === '_T')))
})

/** What must hold of published counts, whatever the people counted: fresh keys, random sets, fixed seeds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { KEYS, makePTable, probabilityRows } from './p-table.ts'
import { DEFAULTS, type Parameters } from './parameters.ts'
import { cellKeyOf, perturb } from './perturb.ts'

const TABLE = makePTable(DEFAULTS, '1')
const anyKey = fc.integer({ min: 0, max: KEYS - 1 })
const anyKeys = fc.array(anyKey, { maxLength: 60 })
const published = (keys: readonly number[]) => perturb(keys.length, cellKeyOf(keys), TABLE)

/** Keys of a test, the same in each run (xorshift32 twice over, so that sums don't follow a line). */
function keysFrom(seed: number): () => number {
  let [a, b] = [seed | 1, seed ^ 0x9e3779b9]
  const next = (x: number) => {
    let y = x ^ (x << 13)
    y ^= y >>> 17
    return y ^ (y << 5)
  }
  return () => {
    a = next(a)
    b = (Math.imul(b, 1664525) + 1013904223) | 0
    return (Math.imul(a ^ (b >>> 7), 0x85ebca6b) ^ b) >>> 0
  }
}

test('the look-up of the method: three records, key 3705032704, published 4', () => {
  const keys = [4_000_000_000, 1_500_000_000, 2_500_000_000]
  assert.equal(cellKeyOf(keys), 3_705_032_704)
  const example = makePTable({ max: 4, variance: 2.5, smallest: 2, mono: true }, 'example')
  assert.equal(perturb(3, cellKeyOf(keys), example), 4)
})

test('a bound belongs to the noise above it', () => {
  const row = TABLE.rows[3]
  for (const [at, bound] of row?.bounds.slice(0, -1).entries() ?? []) {
    assert.equal(perturb(3, bound - 1, TABLE), 3 + (row?.noises[at] ?? 0))
    assert.equal(perturb(3, bound, TABLE), 3 + (row?.noises[at + 1] ?? 0))
  }
  assert.equal(perturb(3, KEYS - 1, TABLE), 3 + DEFAULTS.max)
})

test('the same contributors give the same count, in whatever order they come', () => {
  fc.assert(
    fc.property(
      anyKeys.chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length }))),
      ([keys, again]) => published(keys) === published(again),
    ),
  )
})

test('the key of a cell is exact where floating point would not be', () => {
  fc.assert(
    fc.property(fc.array(anyKey, { minLength: 1, maxLength: 5000 }), (keys) => {
      const exact = keys.reduce((sum, key) => sum + BigInt(key), 0n) % BigInt(KEYS)
      assert.equal(BigInt(cellKeyOf(keys) ?? -1), exact)
    }),
    { numRuns: 30 },
  )
})

const anyTable = fc
  .constantFrom<Parameters>(
    DEFAULTS,
    { max: 4, variance: 2.5, smallest: 2, mono: true },
    { max: 3, variance: 1, smallest: 0, mono: true },
    { max: 10, variance: 3.5, smallest: 2, mono: false },
    { max: 8, variance: 4.2, smallest: 3, mono: true, stay: 0.1 },
  )
  .map((parameters) => makePTable(parameters, '1'))

test('0 stays 0; nothing is negative, among 1..js, further than D away, or a fraction', () => {
  fc.assert(
    fc.property(anyTable, fc.nat(60), anyKey, (table, count, key) => {
      const { max, smallest } = table.parameters
      const shown = perturb(count, count === 0 ? null : key, table)
      assert.ok(Number.isInteger(shown) && shown >= 0 && Math.abs(shown - count) <= max)
      assert.ok(shown === 0 || shown > smallest)
      if (count === 0) assert.equal(shown, 0)
    }),
    { numRuns: 2000 },
  )
})

test('an error names neither the count nor the key', () => {
  for (const attempt of [
    () => perturb(3.5, 123456, TABLE),
    () => perturb(37, -123456, TABLE),
    () => perturb(37, null, TABLE),
    () => cellKeyOf([123456.5]),
    () => cellKeyOf([2 ** 32]),
  ])
    assert.throws(attempt, (error) => error instanceof RangeError && !/\d{3}|37|3\.5/.test(error.message))
})

/** Critical values of χ² at 0.001: Wilson and Hilferty's approximation. */
const critical = (freedom: number) => freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3

test('over many fresh keys each row has mean 0, its variance, and its probabilities', () => {
  const key = keysFrom(2026)
  const rounds = 40_000
  for (const [count, { noises, probabilities }] of probabilityRows(DEFAULTS).entries()) {
    if (count === 0) continue
    const seen = new Map(noises.map((noise) => [noise, 0]))
    let [sum, squares] = [0, 0]
    for (let round = 0; round < rounds; round++) {
      const noise = published(Array.from({ length: count }, key)) - count
      seen.set(noise, (seen.get(noise) ?? 0) + 1)
      sum += noise
      squares += noise * noise
    }
    assert.ok(Math.abs(sum / rounds) < 4 * Math.sqrt(DEFAULTS.variance / rounds), `row ${count}: mean ${sum / rounds}`)
    assert.ok(Math.abs(squares / rounds - DEFAULTS.variance) < 0.15, `row ${count}: variance ${squares / rounds}`)
    let chi = 0
    for (const [at, noise] of noises.entries()) {
      const expected = (probabilities[at] ?? 0) * rounds
      chi += ((seen.get(noise) ?? 0) - expected) ** 2 / expected
    }
    assert.ok(chi < critical(noises.length - 1), `row ${count}: χ² ${chi}`)
  }
})

test('noises of two cells that differ by one record are independent', () => {
  const key = keysFrom(7)
  const pairs = 60_000
  const { noises, probabilities } = probabilityRows(DEFAULTS).at(-1) ?? { noises: [], probabilities: [] }
  const seen = new Map<string, number>()
  for (let pair = 0; pair < pairs; pair++) {
    const keys = Array.from({ length: 12 }, key)
    const [one, other] = [published(keys) - 12, published(keys.slice(1)) - 11]
    seen.set(`${one} ${other}`, (seen.get(`${one} ${other}`) ?? 0) + 1)
  }
  let [chi, cells] = [0, 0]
  for (const [a, one] of noises.entries())
    for (const [b, other] of noises.entries()) {
      const expected = pairs * (probabilities[a] ?? 0) * (probabilities[b] ?? 0)
      chi += ((seen.get(`${one} ${other}`) ?? 0) - expected) ** 2 / expected
      cells++
    }
  assert.ok(chi < critical(cells - 1), `χ² ${chi} over ${cells}`)
})

test('asking a thousand times averages nothing away', () => {
  const key = keysFrom(99)
  const keys = Array.from({ length: 9 }, key)
  const answers = new Set(Array.from({ length: 1000 }, () => published(keys.toSorted())))
  assert.equal(answers.size, 1)
})

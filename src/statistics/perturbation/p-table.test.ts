/** P-tables against the published example, and against the conditions that the one optimum alone fulfils. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from '../../ledger/index.ts'
import {
  canonicalPTable,
  fingerprintOf,
  KEYS,
  makePTable,
  type ProbabilityRow,
  probabilityRows,
  readPTable,
} from './p-table.ts'
import { DEFAULTS, NoPTable, type Parameters } from './parameters.ts'

const EXAMPLE: Parameters = { max: 4, variance: 2.5, smallest: 2, mono: true }

/** Noise → probability, by true count. */
const EXAMPLE_ROWS: readonly Readonly<Record<number, number>>[] = [
  { 0: 1 },
  { [-1]: 0.70493156, 2: 0.20068442, 3: 0.07397337, 4: 0.02041065 },
  { [-2]: 0.37342229, 1: 0.51547466, 2: 0.10224162, 3: 0.00855902, 4: 0.00030241 },
  { [-3]: 0.17710131, 0: 0.44471155, 1: 0.25566934, 2: 0.09559524, 3: 0.02324616, 4: 0.00367641 },
  { [-4]: 0.06699695, [-1]: 0.29292884, 0: 0.29292884, 1: 0.19533597, 2: 0.10121619, 3: 0.0392246, 4: 0.01136862 },
  { [-2]: 0.20527758, [-1]: 0.2231459, 0: 0.2231459, 1: 0.16525619, 2: 0.10473325, 3: 0.05478632, 4: 0.02365486 },
  {
    [-3]: 0.05442978,
    [-2]: 0.12613864,
    [-1]: 0.20685866,
    0: 0.24005643,
    1: 0.19713648,
    2: 0.11456045,
    3: 0.04711036,
    4: 0.0137092,
  },
  {
    [-4]: 0.0115908,
    [-3]: 0.04427447,
    [-2]: 0.11531781,
    [-1]: 0.20480576,
    0: 0.24802232,
    1: 0.20480576,
    2: 0.11531781,
    3: 0.04427447,
    4: 0.0115908,
  },
]

test('the example of the method comes out in every row', () => {
  const rows = probabilityRows(EXAMPLE)
  assert.equal(rows.length, EXAMPLE_ROWS.length)
  for (const [count, { noises, probabilities }] of rows.entries()) {
    const expected = EXAMPLE_ROWS[count] ?? {}
    assert.deepEqual(
      noises,
      Object.keys(expected)
        .map(Number)
        .toSorted((a, b) => a - b),
    )
    for (const [at, noise] of noises.entries())
      assert.ok(Math.abs((probabilities[at] ?? 0) - (expected[noise] ?? 9)) < 2e-6, `row ${count}, noise ${noise}`)
  }
})

const anyParameters = fc.record({
  max: fc.integer({ min: 1, max: 20 }),
  smallest: fc.integer({ min: 0, max: 4 }),
  above: fc.double({ min: 0.02, max: 1, noNaN: true }),
  stay: fc.option(fc.double({ min: 0.01, max: 0.7, noNaN: true })),
  mono: fc.boolean(),
})

/** Random parameters, most of which have a table: the variance lies between its least and a third of the widest. */
function parametersOf({
  max,
  smallest,
  above,
  stay,
  mono,
}: typeof anyParameters extends fc.Arbitrary<infer T> ? T : never) {
  const least = Math.floor((smallest + 1) ** 2 / 4)
  const variance = least + above * Math.max(0.3, ((max - smallest) * (max - smallest + 1)) / 6)
  return { max, smallest, variance, mono, ...(stay === null ? {} : { stay }) } satisfies Parameters
}

function tableOrNone(parameters: Parameters): readonly ProbabilityRow[] | null {
  try {
    return probabilityRows(parameters)
  } catch (error) {
    assert.ok(error instanceof NoPTable && error.row !== null, String(error))
    return null
  }
}

const moment = ({ noises, probabilities }: ProbabilityRow, power: number) =>
  noises.reduce((sum, noise, at) => sum + noise ** power * (probabilities[at] ?? 0), 0)

test('each row of each table sums to 1, has mean 0 and the variance asked for, and is the one with most entropy', () => {
  let tables = 0
  fc.assert(
    fc.property(anyParameters, (random) => {
      const parameters = parametersOf(random)
      const rows = tableOrNone(parameters)
      if (rows === null) return
      tables++
      for (const [count, row] of rows.entries()) {
        if (count === 0) continue
        assert.ok(Math.abs(moment(row, 0) - 1) <= 1e-9)
        assert.ok(Math.abs(moment(row, 1)) <= 1e-6)
        assert.ok(Math.abs(moment(row, 2) - parameters.variance) <= 1e-5)
        assertMostEntropy(row, parameters, count)
      }
    }),
    { numRuns: 250, seed: 20 },
  )
  assert.ok(tables > 60, `${tables} tables were looked at`)
})

/**
 * Karush, Kuhn and Tucker: the gradient of the entropy is a quadratic in v, but for multipliers of the inequalities that
 * are at their bound, each of the right sign. For a concave maximum under linear constraints this is enough.
 */
function assertMostEntropy(
  { noises, probabilities }: ProbabilityRow,
  { stay = 0, mono, variance }: Parameters,
  count: number,
) {
  const zero = noises.indexOf(0)
  const chain = mono && zero >= 0 ? zero : 0
  for (let at = 0; at < chain; at++)
    assert.ok((probabilities[at] ?? 0) <= (probabilities[at + 1] ?? 0) + 1e-12, `row ${count} is monotone`)
  const stays = zero >= 0 && stay > 0 && (probabilities[zero] ?? 0) < stay + 1e-9
  if (zero >= 0) assert.ok((probabilities[zero] ?? 0) >= stay - 1e-9)
  const gradient = probabilities.map((probability) => -Math.log(probability))
  const blocks: number[][] = []
  for (const at of noises.keys()) {
    const tied = at > 0 && at <= chain && Math.abs((gradient[at] ?? 0) - (gradient[at - 1] ?? 0)) < 1e-7
    if (tied) blocks.at(-1)?.push(at)
    else blocks.push([at])
  }
  const mean = (block: readonly number[], of: (at: number) => number) =>
    block.reduce((sum, at) => sum + of(at), 0) / block.length
  // A block that holds the noise 0 at its least probability has a multiplier of its own.
  const free = blocks.filter((block) => !(stays && block.includes(zero)))
  const seen = free.filter((block) => mean(block, (at) => gradient[at] ?? 0) < 300)
  if (seen.length < 3) return
  const powers = (block: readonly number[]) => [0, 1, 2].map((power) => mean(block, (at) => (noises[at] ?? 0) ** power))
  const middle = seen[Math.floor(seen.length / 2)] ?? []
  const three = [seen[0] ?? [], middle, seen.at(-1) ?? []]
  const fitted = cramer(
    three.map(powers),
    three.map((block) => mean(block, (at) => gradient[at] ?? 0)),
  )
  const plain = (at: number) => fitted.reduce((sum, factor, power) => sum + factor * (noises[at] ?? 0) ** power, 0)
  const tolerance = 1e-5 * (1 + Math.abs(fitted[2] ?? 0) * variance)
  assert.ok((fitted[2] ?? 0) >= -tolerance, 'the multiplier of the variance')
  for (const block of seen)
    assert.ok(Math.abs(mean(block, (at) => (gradient[at] ?? 0) - plain(at))) < tolerance, `row ${count}: stationary`)
  if (stays) {
    const block = blocks.find((one) => one.includes(zero)) ?? []
    assert.ok(mean(block, (at) => (gradient[at] ?? 0) - plain(at)) <= tolerance, 'the multiplier of staying')
  }
  for (const block of blocks) {
    let multiplier = 0
    for (const at of block.slice(0, -1)) {
      multiplier += (gradient[at] ?? 0) - plain(at)
      assert.ok(multiplier >= -tolerance, `row ${count}: the multiplier of a tie`)
    }
  }
}

function cramer(lines: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const at = (row: number, column: number, replaced: number) =>
    column === replaced ? (right[row] ?? 0) : (lines[row]?.[column] ?? 0)
  const determinant = (replaced: number) =>
    [0, 1, 2].reduce((sum, k) => {
      const [l, m] = [(k + 1) % 3, (k + 2) % 3]
      return (
        sum + at(0, k, replaced) * (at(1, l, replaced) * at(2, m, replaced) - at(1, m, replaced) * at(2, l, replaced))
      )
    }, 0)
  return [0, 1, 2].map((column) => determinant(column) / determinant(-1))
}

test('no small move that keeps all conditions adds entropy', () => {
  const rows = probabilityRows(DEFAULTS)
  const entropy = (p: readonly number[]) => -p.reduce((sum, one) => sum + one * Math.log(one), 0)
  let moves = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: rows.length - 1 }),
      fc.uniqueArray(fc.nat(10), { minLength: 4, maxLength: 4 }),
      fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
      (count, places, size) => {
        const { noises, probabilities } = rows[count] ?? { noises: [], probabilities: [] }
        if (places.some((place) => place >= noises.length)) return
        // A third difference: it changes neither sum nor mean nor variance.
        const move = new Map(
          places.map((place) => [
            place,
            size /
              places
                .filter((other) => other !== place)
                .reduce((product, other) => product * ((noises[place] ?? 0) - (noises[other] ?? 0)), 1),
          ]),
        )
        const moved = probabilities.map((probability, at) => probability + (move.get(at) ?? 0))
        const zero = noises.indexOf(0)
        const falls = moved.some((probability, at) => at < zero && probability > (moved[at + 1] ?? 0))
        if (falls || moved.some((probability) => probability <= 0)) return
        moves++
        assert.ok(entropy(moved) <= entropy(probabilities) + 1e-13)
      },
    ),
    { numRuns: 5000, seed: 21 },
  )
  assert.ok(moves > 300, `${moves} moves were made`)
})

test('monotony may be off in a single row', () => {
  const off = probabilityRows({ ...EXAMPLE, mono: [1, 2, 3, 5, 6, 7] })
  const on = probabilityRows(EXAMPLE)
  assert.deepEqual(off[5], on[5])
  const [, below, none] = off[4]?.probabilities ?? []
  assert.ok((below ?? 0) > (none ?? 1), 'in row 4 a loss of 1 is now likelier than no change')
})

const refusals: readonly [string, Partial<Parameters>, number | null, RegExp][] = [
  ['a variance too small to leap over 1 and 2', { max: 4, variance: 2 }, 1, /row 1 has no solution.*above 2/],
  ['a variance too small for the middle of 1..4', { max: 9, variance: 5, smallest: 4 }, 2, /row 2.*above 6/],
  ['changes too small to leap over 1 and 2', { max: 2 }, 1, /row 1 has no solution.*3 or more/],
  ['a variance that row 1 does not reach', { max: 6, variance: 4 }, 1, /row 1 reaches a variance of 3\.277/],
  ['a variance beyond any row', { variance: 1e9 }, 1, /reaches a variance of/],
  ['so much staying that the variance is not reached', { stay: 0.99 }, 3, /row 3 reaches/],
  ['a largest change of 0', { max: 0 }, null, /whole number from 1 to 255, not 0/],
  ['half a change', { max: 2.5 }, null, /whole number/],
  ['a huge change', { max: 1e9 }, null, /whole number from 1 to 255/],
  ['a negative variance', { variance: -3 }, null, /above 0, not -3/],
  ['no number', { variance: Number.NaN }, null, /not NaN/],
  ['an endless variance', { variance: Number.POSITIVE_INFINITY }, null, /not Infinity/],
  ['a negative smallest count', { smallest: -1 }, null, /from 0 to 255, not -1/],
  ['certain staying', { stay: 1 }, null, /less than 1, not 1/],
  ['a text', { max: 'five' as unknown as number }, null, /not five/], // what a command line may hold
]

for (const [what, wrong, row, said] of refusals)
  test(`there is no table for ${what}, and the refusal says why in one sentence`, () => {
    assert.throws(
      () => makePTable({ ...DEFAULTS, ...wrong }, '1'),
      (error) =>
        error instanceof NoPTable && error.row === row && said.test(error.message) && !error.message.includes('\n'),
    )
  })

test('a table of whole numbers ends at 2^32 in each row and is within half a key of its probabilities', () => {
  const rows = probabilityRows(DEFAULTS)
  const table = makePTable(DEFAULTS, '1')
  for (const [count, { bounds, noises }] of table.rows.entries()) {
    assert.equal(bounds.at(-1), KEYS)
    assert.equal(bounds.length, noises.length)
    let sum = 0
    for (const [at, bound] of bounds.entries()) {
      sum += rows[count]?.probabilities[at] ?? 0
      assert.ok(Number.isInteger(bound) && Math.abs(bound - sum * KEYS) <= 0.51)
    }
  }
})

test('a stored table is read back only if it is the same to the byte', () => {
  const table = makePTable({ ...DEFAULTS, stay: 0.2 }, '2026-1')
  const stored = canonicalPTable(table)
  assert.equal(stored, canonicalJson(JSON.parse(stored)), 'the spelling is that of RFC 8785')
  assert.deepEqual(readPTable(stored, fingerprintOf(table)), table)
  assert.throws(() => readPTable(stored.replace('4294967296', '4294967295'), fingerprintOf(table)), /not the one/)
  assert.throws(() => readPTable(` ${stored}`, fingerprintOf(table)), /not the one/)
  assert.notEqual(fingerprintOf(makePTable(DEFAULTS, '2026-1')), fingerprintOf(table))
})

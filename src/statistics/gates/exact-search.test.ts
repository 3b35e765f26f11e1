/** The exact search, against counting through every solution there is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { certaintyOf, type Range } from './exact-search.ts'

const MOST = 4

function* every(length: number): Generator<readonly number[]> {
  if (length === 0) yield []
  else for (const rest of every(length - 1)) for (let value = 0; value <= MOST; value++) yield [...rest, value]
}

const sumOf = (sum: readonly number[], values: readonly number[]) =>
  sum.reduce((total, at) => total + (values[at] ?? 0), 0)

const anySum = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 })

test('what the search calls certain has one value in every solution, and what it calls open has two', () => {
  const seen = { certain: 0, open: 0, undecided: 0 }
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }),
      fc.array(fc.tuple(anySum, fc.nat(1), fc.nat(1)), { maxLength: 6 }),
      anySum,
      (truth, sums, asked) => {
        const within: readonly Range[] = truth.map((_, at) => ({ sum: [at], from: 0, to: MOST }))
        const ranges = [
          ...within,
          ...sums.map(([sum, less, more]) => ({
            sum,
            from: Math.max(0, sumOf(sum, truth) - less),
            to: sumOf(sum, truth) + more,
          })),
        ]
        const values = new Set<number>()
        for (const candidate of every(5))
          if (ranges.every(({ sum, from, to }) => sumOf(sum, candidate) >= from && sumOf(sum, candidate) <= to))
            values.add(sumOf(asked, candidate))
        const answer = certaintyOf(asked, truth, ranges)
        seen[answer]++
        assert.equal(answer, values.size === 1 ? 'certain' : 'open')
      },
    ),
    { numRuns: 150, seed: 3 },
  )
  assert.ok(seen.certain > 10 && seen.open > 10, JSON.stringify(seen))
})

test('three exact margins give away a corner, and noise of five does not', () => {
  // Two by two: rows 1 and 4, columns 1 and 4, the corner 0.
  const truth = [0, 1, 1, 3]
  const margins = [
    [0, 1],
    [2, 3],
    [0, 2],
    [1, 3],
  ]
  const exact = margins.map((sum) => ({ sum, from: sumOf(sum, truth), to: sumOf(sum, truth) }))
  assert.equal(certaintyOf([3], truth, [...exact, { sum: [0], from: 0, to: 0 }]), 'certain')
  const noisy = margins.map((sum) => ({ sum, from: 0, to: sumOf(sum, truth) + 5 }))
  assert.equal(certaintyOf([3], truth, noisy), 'open')
})

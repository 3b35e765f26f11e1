/** Information lost against risk: from parameters and published figures alone, and as the method states both. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leastFactor } from '../gates/averaging.ts'
import type { Dimension, TableDefinition } from '../gates/definition.ts'
import { makePTable } from '../perturbation/p-table.ts'
import { DEFAULTS } from '../perturbation/parameters.ts'
import { lossOf, riskOf } from './loss.ts'

const dimension = (id: string, codes: readonly string[]): Dimension => ({
  ...{ id, kind: 'plain', classification: `${id}(1.0)`, finest: codes },
  categories: codes.map((code) => ({ code, holds: [code] })),
})
const crossed = (...dimensions: Dimension[]): TableDefinition => ({
  ...{ id: 't', unit: 'persons', population: {}, dimensions, margins: 'all', variance: DEFAULTS.variance },
})
const [two, three, other] = [dimension('A', ['a', 'b']), dimension('B', ['x', 'y', 'z']), dimension('C', ['c', 'd'])]
const { rows } = makePTable(DEFAULTS, '1')
const near = (found: number, wanted: number, within = 0.005) => assert.ok(Math.abs(found - wanted) < within, `${found}`)

test('an attacker who rounds is right as often as the method says', () => {
  near(riskOf({ ...DEFAULTS, variance: 1 }, rows, 1).guessed ?? 0, 0.383)
  near(riskOf(DEFAULTS, rows, 1).guessed ?? 0, 0.227)
  assert.equal(riskOf(DEFAULTS, rows, null).guessed, null)
  near(riskOf(DEFAULTS, rows, 1).oneAsZero, 0.73)
})

test('what least squares leaves of the noise is that of the form of the table: Π c/(c+1), whatever it counts', () => {
  near(leastFactor(crossed(two, other), []) ?? 0, 4 / 9, 1e-9)
  near(leastFactor(crossed(two, three), []) ?? 0, (2 / 3) * (3 / 4), 1e-9)
  near(leastFactor({ ...crossed(two, three), margins: [[]] }, []) ?? 0, 6 / 7, 1e-9)
  near(leastFactor({ ...crossed(two, other), variance: 0 }, []) ?? 0, 0)
})

test('loss falls with the size of a figure, is larger where there is more noise, and says nothing of nobody', () => {
  const published = [3, 12, 40, 250, 0, null].map((value) => ({ value, isInterior: true }))
  const loss = lossOf(DEFAULTS, rows, published)
  near(loss.deviation, Math.sqrt(3))
  const percents = loss.bySize.map(({ percent }) => percent)
  assert.deepEqual(
    percents,
    percents.toSorted((one, other) => other - one),
  )
  near(loss.bySize[0]?.percent ?? 0, (100 * Math.sqrt(3)) / 3)
  near(loss.withheld, 100 / 6)
  assert.ok(loss.hellinger > 0 && loss.hellinger < 1 && loss.meanChange > 0 && loss.meanChange < DEFAULTS.max)
  const gentle = { ...DEFAULTS, max: 4, variance: 2, smallest: 1 }
  const less = lossOf(gentle, makePTable(gentle, '1').rows, published)
  assert.ok(less.hellinger < loss.hellinger && less.meanChange < loss.meanChange)
  const nobody = lossOf(DEFAULTS, rows, [{ value: 0, isInterior: true }])
  assert.deepEqual([nobody.meanChange, nobody.hellinger, nobody.bySize], [0, 0, []])
})

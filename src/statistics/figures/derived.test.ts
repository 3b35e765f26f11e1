/** Figures made of published counts: what is shown, how exact it claims to be, and when it is not shown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { change, countFigure, quantile, rate, ratio, share } from './derived.ts'

const WITHHELD = { kind: 'withheld', sign: '[c]' }

test('a share of fewer than 30 is withheld, of 30 whole, of 1,000 with a decimal', () => {
  assert.deepEqual(share(10, 29, 3), WITHHELD)
  assert.deepEqual(share(10, 30, 3), { kind: 'number', value: 33, decimals: 0, error: 6.1, uncertain: true })
  assert.deepEqual(share(333, 1000, 3), { kind: 'number', value: 33.3, decimals: 1 })
})

test('the error of a share is shown above one point and called large above five', () => {
  assert.deepEqual(share(50, 100, 3), { kind: 'number', value: 50, decimals: 0, error: 1.9 })
  assert.ok(!('error' in share(50, 500, 3)))
})

test('noise never makes a share larger than all or smaller than none', () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.integer({ min: 30, max: 2000 }), (numerator, denominator) => {
      const figure = share(numerator, denominator, 3)
      assert.ok(figure.kind === 'number' && figure.value >= 0 && figure.value <= 100)
      if (numerator === denominator) assert.equal(figure.value, 100)
    }),
  )
})

test('a rate needs 20 above the line, a ratio 30 on both sides', () => {
  assert.deepEqual(rate(19, 50_000, 1000, 2), WITHHELD)
  assert.deepEqual(rate(20, 50_000, 1000, 2), { kind: 'number', value: 0.4, decimals: 2 })
  assert.deepEqual(rate(20, 0, 1000, 2), WITHHELD)
  assert.deepEqual([ratio(29, 30), ratio(30, 29)], [WITHHELD, WITHHELD])
  assert.deepEqual(ratio(45, 30), { kind: 'number', value: 1.5, decimals: 2 })
})

test('a change within the noise is no clear change, and a per cent needs 30 in both years', () => {
  assert.equal(change(40, 42, 3).isClear, false)
  assert.equal(change(40, 43, 3).isClear, true)
  assert.equal(change(40, 50, 3).percent, 25)
  assert.equal('percent' in change(29, 60, 3), false)
  assert.equal(change(40, 42, 3).noise.toFixed(2), '2.45')
})

test('below the least published count a 0 looks like any other', () => {
  assert.deepEqual(
    [0, 3, 4].map((count) => countFigure(count, 5)),
    Array(3).fill({ kind: 'fewerThan', sign: '[low]', least: 5 }),
  )
  assert.deepEqual(countFigure(5, 5), { kind: 'number', value: 5, decimals: 0 })
  assert.deepEqual(countFigure(0, 0), { kind: 'number', value: 0, decimals: 0 })
})

const HOURS = [
  { from: 0, to: 24, count: 20 },
  { from: 24, to: 48, count: 10 },
  { from: 48, to: null, count: 10 },
]

test('a median lies straight inside its band; the open band says more than', () => {
  assert.deepEqual(quantile(HOURS, 41, 'median'), { kind: 'number', value: 24, decimals: 1 })
  assert.deepEqual(quantile(HOURS, 60, 'lowerQuartile'), { kind: 'number', value: 12, decimals: 1 })
  const late = HOURS.map((band) => (band.to === null ? { ...band, count: 40 } : band))
  assert.deepEqual(quantile(late, 70, 'upperQuartile'), { kind: 'moreThan', value: 48 })
})

test('a median of 29 and quartiles of 59 are withheld, and so are bands with fewer than five each', () => {
  assert.deepEqual(quantile(HOURS, 29, 'median'), WITHHELD)
  assert.deepEqual(quantile(HOURS, 59, 'upperQuartile'), WITHHELD)
  const thin = Array.from({ length: 9 }, (_, at) => ({ from: at, to: at + 1, count: 4 }))
  assert.deepEqual(quantile(thin, 36, 'median'), WITHHELD)
})

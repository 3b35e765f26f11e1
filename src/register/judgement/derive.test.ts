import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { AGE_BAND } from '../../procedures/index.ts'
import { ageBandOf, ageOn, isTreatedAsChild } from './derive.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const days = fc
  .integer({ min: 0, max: 80 * 365 })
  .map((number) => Temporal.PlainDate.from('1950-01-01').add({ days: number }))

test('who was born on 29 February comes of age on 1 March', () => {
  assert.equal(isTreatedAsChild('2008-02-29', 'documented', day('2026-02-28')), true)
  assert.equal(isTreatedAsChild('2008-02-29', 'documented', day('2026-03-01')), false)
  assert.equal(ageOn(day('2008-02-29'), day('2028-02-29')), 20)
})

test('a year alone is read as its last day for protection and as its middle for figures', () => {
  assert.equal(isTreatedAsChild('2009', 'documented', day('2027-12-30')), true)
  assert.equal(isTreatedAsChild('2009', 'documented', day('2027-12-31')), false)
  assert.equal(ageBandOf('2009', day('2027-06-30')), '15-17')
  assert.equal(ageBandOf('2009', day('2027-07-01')), '18-24')
})

test('who is not shown to be older is a child', () => {
  assert.equal(isTreatedAsChild(null, 'documented', day('2027-01-01')), true)
  assert.equal(isTreatedAsChild('1950-01-01', null, day('2027-01-01')), true)
  assert.equal(isTreatedAsChild('1950-01-01', 'disputed', day('2027-01-01')), true)
  assert.equal(isTreatedAsChild('1950-01-01', 'stated', day('2027-01-01')), false)
})

test('no band tells of an adult whom the protection calls a child by the same full date', () => {
  fc.assert(
    fc.property(days, days, (born, on) => {
      fc.pre(Temporal.PlainDate.compare(born, on) <= 0)
      const band = ageBandOf(born.toString(), on)
      assert.ok(band !== null && AGE_BAND.codes.some((code) => code === band), `${band}`)
      const child = ['0-4', '5-9', '10-14', '15-17'].includes(band)
      assert.equal(isTreatedAsChild(born.toString(), 'documented', on), child)
    }),
  )
})

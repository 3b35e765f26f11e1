/** The ladder of escalation: who hears of what is late. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { informedOf, LADDER } from './ladder.ts'

const all = { 'focal-point': 'F', alternate: 'A', validator: 'V', head: 'H' }
const anyHolders = fc.record(
  {
    'focal-point': fc.constantFrom('F', 'X', null),
    alternate: fc.constantFrom('A', 'X', null),
    validator: fc.constantFrom('V', 'X', null),
    head: fc.constantFrom('H', 'X', null),
  },
  { requiredKeys: [] },
)

test('the focal point hears first, the alternate after 14 days, the validator after 28, the head after 42', () => {
  const heard = [-30, 0, 13, 14, 27, 28, 41, 42, 1000].map((days) => informedOf(days, all).join(''))
  assert.deepEqual(heard, ['F', 'F', 'F', 'FA', 'FA', 'FAV', 'FAV', 'FAVH', 'FAVH'])
})

test('a vacant post is passed over at once, and nobody is told twice', () => {
  assert.deepEqual(informedOf(0, { validator: 'V', head: 'H' }), ['V'])
  assert.deepEqual(informedOf(20, { 'focal-point': 'X', alternate: 'X' }), ['X'])
  assert.deepEqual(informedOf(99, {}), [])
})

test('the later it is, the more people know, and nobody who knew is dropped', () => {
  fc.assert(
    fc.property(
      anyHolders,
      fc.integer({ min: -60, max: 100 }),
      fc.integer({ min: 0, max: 60 }),
      (holders, days, more) => {
        const later = informedOf(days + more, holders)
        // Passing over a vacant post tells somebody early; they stay told.
        assert.ok(informedOf(days, holders).every((account) => later.includes(account)))
      },
    ),
  )
})

test('wherever anybody holds a post, somebody is told', () => {
  fc.assert(
    fc.property(anyHolders, fc.integer({ min: -60, max: 100 }), (holders, days) => {
      const told = informedOf(days, holders)
      assert.equal(
        told.length > 0,
        LADDER.some(({ post }) => holders[post] != null),
      )
      assert.equal(new Set(told).size, told.length)
    }),
  )
})

/** Dumps of compartments do not join. D1, D2, D3 and D6 of the reliability promises; on whole tables: register/linking.test.ts. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type BaseId, newBaseId, openPointer, type Pseudonym, pseudonymOf, sealPointer } from './index.ts'

function keys(): (name: string) => Buffer {
  const made = new Map<string, Buffer>()
  return (name) => {
    const key = made.get(name) ?? randomBytes(32)
    made.set(name, key)
    return key
  }
}

const NONCE = 12
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('one person has one pseudonym in a compartment, 160 bits, and another in each other', () => {
  const key = keys()
  const base = newBaseId()
  const school = pseudonymOf(key, 'education', base)
  assert.equal(school.length, 20)
  assert.equal(base.length, 16)
  assert.deepEqual(pseudonymOf(key, 'education', base), school)
  const all = ['education', 'health', 'justice', 'identity'].map((one) => hex(pseudonymOf(key, one, base)))
  assert.equal(new Set(all).size, 4)
})

test('D1: a dictionary of 100,000 names and birth dates matches nothing in a dump, without the key', () => {
  const key = keys()
  const dump = new Set(Array.from({ length: 1000 }, () => hex(pseudonymOf(key, 'health', newBaseId()))))
  let matches = 0
  for (let i = 0; i < 100_000; i++)
    if (dump.has(createHash('sha256').update(`v1health${i}`).digest('hex').slice(0, 40))) matches++
  assert.equal(matches, 0)
})

test('D2: all base ids, and no key, match nothing', () => {
  const key = keys()
  const other = keys()
  const bases = Array.from({ length: 2000 }, newBaseId)
  const dump = new Set(bases.map((base) => hex(pseudonymOf(key, 'health', base))))
  assert.equal(bases.filter((base) => dump.has(hex(pseudonymOf(other, 'health', base)))).length, 0)
})

test('D3: a key that leaks opens its own compartment and no other', () => {
  const key = keys()
  const bases = Array.from({ length: 2000 }, newBaseId)
  const leaked = (name: string) => (name === 'pseudonym-education' ? key(name) : randomBytes(32))
  const matching = (compartment: string) => {
    const dump = new Set(bases.map((base) => hex(pseudonymOf(key, compartment, base))))
    const stolen = (_: string) => leaked('pseudonym-education')
    return bases.filter((base) => dump.has(hex(pseudonymOf(stolen, compartment, base)))).length
  }
  assert.equal(matching('education'), 2000)
  assert.equal(matching('health'), 0)
  assert.equal(matching('immigration-enforcement'), 0)
})

test('D6: whether two pointers are of one person, nobody can tell from them', () => {
  const key = keys()
  const near = (a: Uint8Array, b: Uint8Array) => a.filter((byte, index) => byte === b[index]).length
  let right = 0
  for (let i = 0; i < 2000; i++) {
    const base = newBaseId()
    const same = i % 2 === 0
    const first = sealPointer(key, base)
    const second = sealPointer(key, same ? base : newBaseId())
    assert.equal(first.length, second.length)
    // As one would who had them: more bytes in common, at the same places, than chance gives two.
    const guess = near(first.subarray(NONCE), second.subarray(NONCE)) > 3
    if (guess === same) right++
  }
  assert.ok(right > 900 && right < 1100, `${right} of 2000`)
})

test('a pointer opens to the base id it was sealed from, and to nothing when one bit of it has changed', () => {
  const key = keys()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(44 * 8 - 1), (bytes, bit) => {
      const base = Buffer.from(bytes) as BaseId // any 128 bits
      const pointer = sealPointer(key, base)
      assert.deepEqual(hex(openPointer(key, pointer)), hex(base))
      const changed = Buffer.from(pointer)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.throws(() => openPointer(key, changed), /not sealed here, or has been changed/)
    }),
    { numRuns: 500 },
  )
  assert.throws(() => openPointer(key, sealPointer(keys(), newBaseId())), /not sealed here/)
  assert.throws(() => openPointer(key, Buffer.alloc(10)), /malformed/)
})

test('pseudonyms of two compartments do not pass for each other', () => {
  const ofHealth = (pseudonym: Pseudonym<'health'>) => pseudonym.length
  const key = keys()
  assert.equal(ofHealth(pseudonymOf(key, 'health', newBaseId())), 20)
  // @ts-expect-error a school's pseudonym is no clinic's
  ofHealth(pseudonymOf(key, 'education', newBaseId()))
  assert.throws(() => pseudonymOf(key, 'Health\0', newBaseId()), /no name of a compartment/)
})

import assert from 'node:assert/strict'
import { hkdfSync } from 'node:crypto'
import { test } from 'node:test'
import { identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { bytesOf, type Code, codeFromText, codeOf, codeToText, isFirstFour } from './code.ts'
import { keysOf } from './keys.ts'

const fifteen = fc.uint8Array({ minLength: 15, maxLength: 15 })
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const read = (text: string): Code => codeFromText(text) ?? assert.fail(text)

test('a code is what it was made of, however it is typed', () => {
  fc.assert(
    fc.property(fifteen, (bytes) => {
      const code = codeOf(bytes)
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{24}[0-9A-HJKMNP-Z*~$=]$/)
      assert.deepEqual(bytesOf(code), bytes)
      const typed = codeToText(code).toLowerCase().replaceAll(' ', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')
      assert.equal(codeFromText(typed), code)
    }),
  )
})

test('one wrong letter, and two neighbours swapped, are found before anything is asked', () => {
  fc.assert(
    fc.property(fifteen, fc.nat(23), fc.nat(31), (bytes, at, other) => {
      const code = codeOf(bytes)
      const letter = LETTERS.charAt(other)
      if (letter !== code.charAt(at)) assert.equal(codeFromText(code.slice(0, at) + letter + code.slice(at + 1)), null)
      const [a, b] = [code.charAt(at), code.charAt(at + 1)]
      if (at < 23 && a !== b) assert.equal(codeFromText(code.slice(0, at) + b + a + code.slice(at + 2)), null)
    }),
    { numRuns: 2000 },
  )
  for (const text of ['', 'U'.repeat(25), '0'.repeat(24), `${'0'.repeat(24)}00`, '١'.repeat(25)])
    assert.equal(codeFromText(text), null)
})

test('the four characters that are typed again are those of this code', () => {
  const code = read(codeToText(codeOf(Uint8Array.from({ length: 15 }, (_, at) => at * 17))))
  assert.ok(isFirstFour(code, ` ${code.slice(0, 4).toLowerCase()} `))
  assert.ok(!isFirstFour(code, code.slice(20, 24)))
  assert.ok(!isFirstFour(code, ''))
})

/** Each derivation again by another implementation of HKDF, and as it stood when this was written: an old code opens for ever. */
test('what follows from a code never changes', async () => {
  const bytes = Uint8Array.from({ length: 15 }, (_, at) => at)
  const code = codeOf(bytes)
  assert.equal(codeToText(code), '000G4 0R40M 30E20 9185G R38E3')
  const keys = await keysOf(code)
  const again = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', bytes, 'observance complaint v1', purpose, length))
  assert.equal(keys.lookup, codeOf(again('lookup', 15)))
  assert.equal(keys.proof, again('proof', 32).toString('hex'))
  assert.equal(keys.recipient, await identityToRecipient(keys.identity))
  assert.deepEqual(keys, {
    lookup: '5HHHHNC46SJGMXABT9RR05FQK',
    proof: '504be9897856990f0cc987206c245a3236f5c8d2cbd2ae98af249c9cbb20d589',
    identity: 'AGE-SECRET-KEY-1Y3Q8KCWHKEVSV6X7D95QDVHF8EJZAKLJ5Q3PR3E0C2PURFVX58HQN7GESL',
    recipient: 'age10juqptclev2xsmfynxdk46uzcyqklmunf4qczu6dk5k0pypu3yfsag9lme',
    submission: '95e19c96-77d1-8db3-b649-6cafa5063265',
    fileSubmission: '3d7b3236-e33d-8d0e-9532-3f98fdbd7733',
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { isSealed, LONGEST_TEXT, openText, sealText, TooLong } from './seal.ts'

const [first, second, stranger] = await Promise.all([1, 2, 3].map(() => generateX25519Identity()))
const recipients = await Promise.all([first, second].map((one) => identityToRecipient(one ?? '')))

test('each holder of a key reads every text, and nobody else reads any', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 5000 }), async (text) => {
      const sealed = await sealText(text, recipients)
      assert.ok(isSealed(sealed))
      for (const key of [first, second]) assert.equal(await openText(sealed, key ?? ''), text.trimEnd())
      assert.equal(await openText(sealed, stranger ?? ''), null)
    }),
    { numRuns: 50 },
  )
})

test('how long a text is does not show within 4 KiB, and the longest fits a fact of the register', async () => {
  const lengthOf = async (text: string) => (await sealText(text, recipients)).length
  assert.equal(await lengthOf(''), await lengthOf('ə'.repeat(2048)))
  assert.equal(await lengthOf('a'.repeat(4097)), await lengthOf('a'.repeat(8192)))
  assert.ok((await lengthOf('a'.repeat(4097))) > (await lengthOf('a'.repeat(4096))))
  const four = [...recipients, ...recipients]
  assert.ok((await sealText('a'.repeat(LONGEST_TEXT), four)).length < 50_000)
  await assert.rejects(sealText('ə'.repeat(LONGEST_TEXT / 2 + 1), recipients), TooLong)
})

test('one bit changed, and it opens no more', async () => {
  const sealed = await sealText('They keep my passport.', recipients)
  const lines = sealed.split('\n')
  const line = lines.at(-4) ?? ''
  const changed = [...lines.slice(0, -4), `${line.startsWith('A') ? 'B' : 'A'}${line.slice(1)}`, ...lines.slice(-3)]
  assert.equal(await openText(changed.join('\n'), first ?? ''), null)
})

test('keys that withstand a quantum computer serve too', async () => {
  const identity = await generateHybridIdentity()
  const sealed = await sealText('Salam', [await identityToRecipient(identity), ...recipients])
  assert.equal(await openText(sealed, identity), 'Salam')
  assert.equal(await openText(sealed, second ?? ''), 'Salam')
})

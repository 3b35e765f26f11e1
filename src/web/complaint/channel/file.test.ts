/** Sealed files: opened by each key alone, of nine lengths whatever was in them, and readable by any age program. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { fileHash, LARGEST_FILE, openFile, sealFile } from './file.ts'
import { TooLong } from './seal.ts'

const identities = await Promise.all([generateX25519Identity(), generateX25519Identity()])
const keys = await Promise.all(identities.map((one) => identityToRecipient(one)))
const filled = (length: number) => ({ ending: 'jpg', bytes: new Uint8Array(length).fill(7) })

test('each key opens it alone, to the byte; another one does not, nor is one that was changed opened', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 2000 }),
      fc.constantFrom('jpg', 'pdf', 'm4a'),
      async (bytes, ending) => {
        const sealed = await sealFile({ ending, bytes }, keys)
        for (const identity of identities) assert.deepEqual(await openFile(sealed, identity), { ending, bytes })
        assert.equal(await openFile(sealed, await generateX25519Identity()), null)
        const at = sealed.length - 1 - (bytes[0] ?? 0)
        const changed = sealed.with(at, (sealed[at] ?? 0) ^ 1)
        assert.equal(await openFile(changed, identities[0] ?? ''), null)
        assert.notEqual(fileHash(changed), fileHash(sealed))
      },
    ),
    { numRuns: 10 },
  )
})

test('files of many lengths have few', async () => {
  const lengths = [0, 1, 60_000, 65_472].map(async (length) => (await sealFile(filled(length), keys)).length)
  assert.equal(new Set(await Promise.all(lengths)).size, 1)
  const larger = (await sealFile(filled(65_473), keys)).length
  assert.ok(larger > 2 * 65_536 && larger < 2 * 65_536 + 500)
})

test('of the largest file nothing is cut, and a larger one is refused before any work', async () => {
  await assert.rejects(sealFile(filled(LARGEST_FILE + 1), keys), TooLong)
  const sealed = await sealFile(filled(LARGEST_FILE), keys)
  assert.equal((await openFile(sealed, identities[1] ?? ''))?.bytes.length, LARGEST_FILE)
})

test('any age program gives the file with what fills it up behind it, where viewers do not look', async () => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identities[0] ?? '')
  const opened = await decrypter.decrypt(await sealFile({ ending: 'txt', bytes: Buffer.from('words') }, keys))
  assert.equal(Buffer.from(opened.subarray(0, 6)).toString(), 'words\0')
})

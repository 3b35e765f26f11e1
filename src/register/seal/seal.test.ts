import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { seal, unseal } from './seal.ts'
import { KeyDestroyed, openVault } from './vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'vault-'))
const openedVault = openVault(folder)
after(() => rmSync(folder, { recursive: true }))

test('what was sealed comes back as it was given, whatever was typed', () => {
  const key = randomBytes(32)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.deepEqual(unseal(key, ['detention', 'a'], seal(key, ['detention', 'a'], { text })), { text })
    }),
  )
})

test('a sealed value opens nowhere but in its own place, and not with one bit changed', () => {
  const key = randomBytes(32)
  const sealed = seal(key, ['detention', 'a'], 'why')
  assert.throws(() => unseal(key, ['detentiona'], sealed))
  assert.throws(() => unseal(key, ['detention', 'b'], sealed))
  assert.throws(() => unseal(randomBytes(32), ['detention', 'a'], sealed))
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.throws(() => unseal(key, ['detention', 'a'], flipped))
  }
})

test('a key survives the process that was given it, and no two cases get the same', () => {
  const given = Array.from({ length: 1500 }, () => openedVault.create())
  assert.equal(new Set(given.map(({ key }) => key.toString('hex'))).size, 1500)
  assert.equal(new Set(given.map(({ id }) => id)).size, 1500)
  const later = openVault(folder)
  for (const { id, key } of given) assert.deepEqual(later.read(id), key)
})

test('a destroyed key opens nothing any more, in no process, and lies in no file of the vault', () => {
  const other = openVault(folder)
  const { id, key } = openedVault.create()
  const kept = openedVault.create()
  assert.deepEqual(other.read(id), key)
  openedVault.destroy(id)
  assert.throws(() => other.read(id), KeyDestroyed)
  openedVault.destroy(id)
  for (const file of readdirSync(folder)) assert.equal(readFileSync(join(folder, file)).includes(key), false)
  assert.deepEqual(other.read(kept.id), kept.key, 'its neighbours are as they were')
})

test('of a block that is gone nothing is read any more, although it was read before', () => {
  const gone = mkdtempSync(join(tmpdir(), 'vault-'))
  const vault = openVault(gone)
  const { id, key } = vault.create()
  assert.deepEqual(vault.read(id), key)
  rmSync(gone, { recursive: true })
  assert.throws(() => vault.read(id), { code: 'ENOENT' })
})

test('keys are readable by their owner alone, and file names tell no case', () => {
  const { id } = openedVault.create()
  for (const file of readdirSync(folder)) {
    assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600)
    assert.match(file, /^[0-9a-f]{16}$/)
  }
  assert.ok(id)
})

test('ids of keys tell neither how many there are nor which came first', () => {
  const ids = Array.from({ length: 200 }, () => openedVault.create().id)
  assert.notDeepEqual(ids, ids.toSorted())
  assert.notDeepEqual(ids, ids.toSorted().toReversed())
})

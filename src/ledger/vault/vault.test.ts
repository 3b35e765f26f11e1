/** Erasure by destroying a key: what it sealed is gone in every copy, and the proofs of what was logged still hold. */
import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import { NotProved } from '../core/not-proved.ts'
import { open, seal } from './envelope.ts'
import { folderVault } from './folder-vault.ts'
import { KeyDestroyed } from './key-vault.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'obs-vault-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const OWNER = { person: 'c0ffee', purpose: 'detention' }

test('what is sealed for a person is opened with their key alone, and only where it belongs', async () => {
  const vault = folderVault(newFolder())
  const key = await vault.keyFor(OWNER)
  const sealed = seal(key, 'event 1', toUtf8('heard at 10:40'))
  assert.equal(fromUtf8(open(key, 'event 1', sealed), 'x'), 'heard at 10:40')
  assert.notDeepEqual(seal(key, 'event 1', toUtf8('heard at 10:40')), sealed, 'equal words do not look equal')
  assert.throws(() => open(key, 'event 2', sealed), NotProved)
  const other = await vault.keyFor({ ...OWNER, purpose: 'statistics' })
  assert.throws(() => open(other, 'event 1', sealed), NotProved)
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => open(key, 'event 1', changed), NotProved, `byte ${at}`)
  }
  assert.throws(() => open(key, 'event 1', sealed.slice(0, 10)), NotProved)
})

test('a destroyed key is in no file of the vault, is not made again, and what it sealed stays shut', async () => {
  const folder = newFolder()
  const vault = folderVault(folder)
  const key = await vault.keyFor(OWNER)
  const kept = await vault.keyFor({ ...OWNER, person: 'beef' })
  await vault.destroy(OWNER)
  const files = globSync('**/*', { cwd: folder })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
  for (const file of files) assert.equal(readFileSync(file).includes(Buffer.from(key)), false, file)
  for (const ask of [vault.keyFor, vault.findKey, folderVault(folder).keyFor])
    await assert.rejects(ask(OWNER), KeyDestroyed)
  assert.deepEqual(await vault.findKey({ ...OWNER, person: 'beef' }), kept, 'nobody else’s is touched')
  await vault.destroy(OWNER)
  const never = { person: 'never', purpose: 'x' }
  assert.equal(await vault.findKey(never), null)
  await vault.destroy(never)
  await assert.rejects(vault.keyFor(never), KeyDestroyed, 'an erasure before the first word holds too')
})

test('keys are readable by their owner alone, and file names tell no person', async () => {
  const folder = newFolder()
  await folderVault(folder).keyFor(OWNER)
  const [file = ''] = globSync('*/*', { cwd: folder })
  assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600)
  assert.doesNotMatch(file, /c0ffee|detention/)
})

test('many that ask at once for a new key get the same', async () => {
  const folder = newFolder()
  const keys = await Promise.all(Array.from({ length: 20 }, () => folderVault(folder).keyFor(OWNER)))
  assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1)
})

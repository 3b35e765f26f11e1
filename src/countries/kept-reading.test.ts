/** What is kept of a pack's files from one start to the next: never more, less or older than the files say. */
import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { defaultCountry, loadPack, PackInvalid, packFolder } from './index.ts'
import { openKeptReading } from './kept-reading.ts'

const root = mkdtempSync(join(tmpdir(), 'kept-'))
after(() => rmSync(root, { recursive: true }))
const pack = join(root, 'pack')
cpSync(packFolder(defaultCountry), pack, { recursive: true })
const file = join(root, 'pack-read.json')

const read = async () => JSON.stringify(await loadPack(pack, root))
const anew = async () => JSON.stringify(await loadPack(pack))

test('a pack read from what was kept is the pack that its files say, and nothing is written again', async () => {
  assert.equal(await read(), await anew())
  const kept = readFileSync(file, 'utf8')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const { ino } = statSync(file)
  assert.equal(await read(), await anew())
  assert.equal(readFileSync(file, 'utf8'), kept)
  assert.equal(statSync(file).ino, ino)
})

test('what is kept is what is read: a content that was kept under the hash of a text stands for it', async () => {
  const source = 'name: Lanternia'
  const first = await openKeptReading(root)
  assert.equal(first.find(source), undefined)
  first.keep(source, { name: 'Lanternia' })
  await first.close()
  const second = await openKeptReading(root)
  assert.deepEqual(second.find(source), { name: 'Lanternia' })
  assert.equal(second.find(`${source} `), undefined)
})

test('a file that has changed is read anew, and its old content is kept no longer', async () => {
  await read()
  const before = readFileSync(file, 'utf8')
  const header = join(pack, 'pack.yaml')
  const changed = readFileSync(header, 'utf8').replace('Asia/Baku', 'Asia/Tbilisi')
  writeFileSync(header, changed)
  assert.equal((await loadPack(pack, root)).timeZone, 'Asia/Tbilisi')
  const entries = (text: string) => (JSON.parse(text) as unknown[]).length // as the file is written
  assert.equal(entries(readFileSync(file, 'utf8')), entries(before))
  assert.doesNotMatch(readFileSync(file, 'utf8'), /Asia\/Baku/)
})

test('a kept file that is damaged, or holds something else, is as none', async () => {
  await read()
  for (const damaged of ['', '{"a":1}', '[1,2]', 'null', readFileSync(file, 'utf8').slice(0, 1000)]) {
    writeFileSync(file, damaged)
    assert.equal(await read(), await anew(), damaged.slice(0, 20))
  }
})

test('what is kept is checked like what is read: a pack that is refused is refused each time', async () => {
  await read()
  appendFileSync(join(pack, 'pack.yaml'), '\nlantern: true\n')
  for (let time = 0; time < 2; time++) await assert.rejects(loadPack(pack, root), PackInvalid)
  appendFileSync(join(pack, 'pack.yaml'), 'twice: &a 1\nthrice: *a\n')
  for (let time = 0; time < 2; time++) await assert.rejects(loadPack(pack, root), /Anchors and aliases/)
})

test('what JSON cannot say is not kept', async () => {
  const first = await openKeptReading(root)
  first.keep('a: .inf', { a: Number.POSITIVE_INFINITY })
  await first.close()
  assert.equal((await openKeptReading(root)).find('a: .inf'), undefined)
})

/** The server as an operator meets it: what it refuses at start, in one sentence; how it stops; what it runs on. */
import assert from 'node:assert/strict'
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newDataFolder, ownerOf, refusedStart, startServer, usedDataFolder } from '../../tests/server.ts'

const NOBODY = { uid: 65534, gid: 65534 }
const root = process.getuid?.() === 0

/** One sentence, or a few, on one line; no trace of where in the code. */
function assertOneSentence(errors: string, said: RegExp): void {
  assert.match(errors, said)
  assert.equal(errors.trim().split('\n').length, 1, errors)
  assert.doesNotMatch(errors, /\bat .*:\d+:\d+|Error:/)
}

test('a busy port is refused in one sentence, before anything is made', async () => {
  const other = createServer().listen(0)
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const data = join(newDataFolder(), 'not-made')
  const { code, errors } = await refusedStart({ env: { PORT: String(port), OBSERVANCE_DATA: data } })
  other.close()
  assert.equal(code, 1)
  assertOneSentence(errors, new RegExp(`^Port ${port} is already in use\\. Nothing was started\\.`))
  assert.throws(() => readFileSync(data), { code: 'ENOENT' })
})

test('a port that is no number is refused', async () => {
  const { code, errors } = await refusedStart({ env: { PORT: '80a', OBSERVANCE_DATA: newDataFolder() } })
  assert.equal(code, 1)
  assertOneSentence(errors, /^PORT is not usable: "80a"/)
})

for (const [name, folder] of [
  ['a file in its place', () => join(fileIn(newDataFolder()), 'data')],
  ['a file system that cannot be written', () => '/proc/observance'],
] as const)
  test(`a data directory with ${name} is refused, and nothing is changed`, async () => {
    const { code, errors } = await refusedStart({ env: { OBSERVANCE_DATA: folder() } })
    assert.equal(code, 1)
    assertOneSentence(errors, /^The data directory .* cannot be written .* Nothing was changed\./)
  })

function fileIn(folder: string): string {
  const path = join(folder, 'file')
  writeFileSync(path, 'kept')
  return path
}

test('a directory of another user is refused', {
  skip: root ? false : 'only root can become another user',
}, async () => {
  const data = newDataFolder()
  chmodSync(data, 0o700)
  const { code, errors } = await refusedStart({ env: { OBSERVANCE_DATA: data }, user: NOBODY })
  assert.equal(code, 1)
  assertOneSentence(errors, /^The data directory .* cannot be written \(EACCES\)/)
})

test('an ordinary user starts it as root does', {
  skip: root ? false : 'this run is an ordinary user already',
}, async () => {
  const data = newDataFolder()
  chownSync(data, NOBODY.uid, NOBODY.gid)
  const server = await startServer({ env: { OBSERVANCE_DATA: data, HOME: data }, user: NOBODY })
  assert.equal((await fetch(server.address)).status, 200)
  server.signal('SIGTERM')
  assert.equal((await server.ended).code, 0)
})

test('SIGTERM lets a request under way be answered, takes no new one, and ends with 0', async () => {
  const data = await usedDataFolder()
  const server = await startServer({ env: { OBSERVANCE_DATA: data } })
  const owner = await ownerOf(data)
  await owner.query('begin; lock table followup.obligation in access exclusive mode')
  const underWay = fetch(`${server.address}/obligations`)
  await waiting(owner)
  server.signal('SIGTERM')
  await refusesConnections(server.address)
  await owner.query('rollback')
  const answer = await underWay
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /<\/html>/)
  await owner.end()
  const { code, errors } = await server.ended
  assert.deepEqual([code, errors], [0, ''])
  assert.throws(
    () => readFileSync(join(data, 'postgres/postmaster.pid')),
    { code: 'ENOENT' },
    'the database stopped too',
  )
})

async function waiting(owner: Awaited<ReturnType<typeof ownerOf>>): Promise<void> {
  for (;;) {
    const { rows } = await owner.query("select from pg_locks where not granted and locktype = 'relation'")
    if (rows.length > 0) return
    await sleep(20)
  }
}

async function refusesConnections(address: string): Promise<void> {
  for (;;) {
    const refused = await fetch(`${address}/assets/none`, { headers: { connection: 'close' } }).then(
      () => false,
      () => true,
    )
    if (refused) return
    await sleep(20)
  }
}

test('npm start runs on the pinned Node whatever node the machine has, and passes SIGTERM on', async () => {
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  const start = {
    env: { OBSERVANCE_DATA: await usedDataFolder(), PATH: path.join(':') },
    command: ['npm', 'start'] as const,
  }
  const server = await startServer({ ...start, command: [...start.command] })
  assert.equal((await fetch(server.address)).status, 200)
  server.signal('SIGTERM')
  await server.ended
  await refusesConnections(server.address)
})

test('a second server on the same data directory serves beside the first, and outlives it', async () => {
  const env = { OBSERVANCE_DATA: await usedDataFolder() }
  const first = await startServer({ env })
  const second = await startServer({ env })
  first.signal('SIGTERM')
  assert.equal((await first.ended).code, 0)
  assert.equal((await fetch(second.address)).status, 200)
  second.signal('SIGTERM')
  assert.equal((await second.ended).code, 0)
})

test('a cluster of another major version of PostgreSQL is refused, and left as it is', async () => {
  const env = { OBSERVANCE_DATA: newDataFolder() }
  mkdirSync(join(env.OBSERVANCE_DATA, 'postgres'))
  writeFileSync(join(env.OBSERVANCE_DATA, 'postgres/PG_VERSION'), '17\n')
  const { code, errors } = await refusedStart({ env })
  assert.equal(code, 1)
  assertOneSentence(errors, /^The data directory was made by PostgreSQL 17; this version carries PostgreSQL 18/)
  assert.equal(readFileSync(join(env.OBSERVANCE_DATA, 'postgres/PG_VERSION'), 'utf8'), '17\n')
})

test('a copy of the data directory, without its key, is refused rather than opened or overwritten', async () => {
  const env = { OBSERVANCE_DATA: await usedDataFolder() }
  const server = await startServer({ env })
  server.signal('SIGTERM')
  await server.ended
  const key = join(env.OBSERVANCE_DATA, 'keys')
  const kept = join(newDataFolder(), 'keys')
  cpSync(key, kept, { recursive: true })
  rmSync(key, { recursive: true })
  const { code, errors } = await refusedStart({ env })
  assert.equal(code, 1)
  assertOneSentence(errors, /^The key in .*keys is not that of the database beside it\. Nothing was changed\./)
  rmSync(key, { recursive: true, force: true })
  cpSync(kept, key, { recursive: true })
  const again = await startServer({ env })
  again.signal('SIGTERM')
  assert.equal((await again.ended).code, 0)
})

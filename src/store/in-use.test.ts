/** Several processes may use one data directory: only the last that closes stops the database, whatever befell it. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { newDataFolder, ownerOf, postmasterOf } from '../../tests/server.ts'
import { openStore, type Store } from './index.ts'

const dataFolder = newDataFolder()
const open = () => openStore({ port: 0, dataFolder, databaseUrl: null })

const staying = await open()
const server = postmasterOf(dataFolder)
const watcher = await ownerOf(dataFolder)

const answers = async (store: Store) => (await sql<{ n: number }>`select 1 as n`.execute(store.web)).rows[0]?.n

/** The connections that say that a process uses the database. */
async function holders(): Promise<number[]> {
  const { rows } = await watcher.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted order by pid`,
  )
  return rows.map(({ pid }) => pid)
}

/** Others than before, as an ended connection may keep its lock for a moment. A break must fail, not hang. */
async function untilHeldAnew(before: readonly number[]): Promise<void> {
  const anew = async () => {
    const now = await holders()
    return now.length === before.length && !now.some((pid) => before.includes(pid))
  }
  for (let waits = 0; !(await anew()); waits++) {
    assert.ok(waits < 600, `${before.length} processes do not hold the lock anew within a minute`)
    await sleep(100)
  }
}

const end = (pids: readonly number[]) => watcher.query('select pg_terminate_backend(unnest($1::int[]))', [pids])

/** A connection that was ended may keep its lock for a moment. */
async function untilHeldBy(processes: number): Promise<readonly number[]> {
  for (let waits = 0; ; waits++) {
    const now = await holders()
    if (now.length === processes) return now
    assert.ok(waits < 600, `${now.length} processes hold the lock, and not ${processes}`)
    await sleep(100)
  }
}

test('a process that lost its connection and closes leaves the database to the other', async () => {
  const before = await holders()
  const leaving = await open()
  await end((await holders()).filter((pid) => !before.includes(pid)))
  await leaving.close()
  assert.equal(await answers(staying), 1)
  assert.equal(postmasterOf(dataFolder), server)
})

test('a process whose connection was lost while it goes on still uses the database', async () => {
  const leaving = await open()
  const before = await untilHeldBy(2)
  await end(before)
  await untilHeldAnew(before)
  await leaving.close()
  assert.equal(await answers(staying), 1)
  assert.equal(postmasterOf(dataFolder), server)
})

test('who starts while the last one stops the database has a database', async () => {
  await watcher.end()
  const closing = staying.close()
  const [started] = await Promise.all([open(), closing])
  assert.equal(await answers(started), 1)
  await started.close()
  assert.ok(!existsSync(join(dataFolder, 'postgres/postmaster.pid')), 'the last one stops it')
})

test('the last one that closes while it takes its lost lock again is not taken for another, and stops the database', async () => {
  const last = await open()
  const looking = await ownerOf(dataFolder)
  await looking.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = $1',
    ['client backend'],
  )
  await looking.end()
  await last.close()
  assert.ok(!existsSync(join(dataFolder, 'postgres/postmaster.pid')))
})

test('a start that is refused leaves no database running', async () => {
  const store = await open()
  const owner = await store.ownerClient()
  await owner.query(`update store.migration set name = '9999-of-a-later-version' where name like '0001-%'`)
  await owner.end()
  await store.close()
  await assert.rejects(open(), /another version/)
  assert.ok(!existsSync(join(dataFolder, 'postgres/postmaster.pid')))
})

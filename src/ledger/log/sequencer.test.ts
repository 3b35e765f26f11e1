/** The sequencer on the real database: killed between any two steps, and run again. */
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type pg from 'pg'
import { testStore } from '../../../tests/store.ts'
import { verifyBundle } from '../core/bundle.ts'
import { openCheckpoint } from '../core/checkpoint.ts'
import { verifyConsistency } from '../core/consistency.ts'
import { leafFromBytes } from '../core/leaf.ts'
import { keyToText } from '../core/note.ts'
import { actOf, appendMany, assertWhole, SALT, settingsOf } from '../fixtures/stored-log.ts'
import { append, type EntryId } from './append.ts'
import { extend, extendInTransaction } from './extend.ts'
import { LOGS } from './logs.ts'
import { bundleWith, proveEntry, proveGrowth } from './prove.ts'
import { publish } from './publish.ts'
import { becomeSequencer, type LogSettings, sequence, signingWith } from './sequencer.ts'
import { signHead } from './sign.ts'
import { currentTree } from './tree-row.ts'

const store = await testStore()

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await store.ownerClient()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Each test has the logs to itself. */
async function emptied(client: pg.Client): Promise<void> {
  await client.query('truncate ledger.entry, ledger.tile, ledger.checkpoint, ledger.own_record')
  await client.query(
    'set session_replication_role = replica; truncate ledger.leaf cascade; delete from ledger.tree; set session_replication_role = origin',
  )
}

test('what is committed is in the signed tree after one round, what is rolled back never', () =>
  asOwner(async (client) => {
    await emptied(client)
    const settings = settingsOf('register')
    await client.query('begin')
    await appendMany(client, 'register', 3)
    await client.query('rollback')
    const ids = await appendMany(client, 'register', 5)
    const { checkpoint } = await sequence(client, settings)
    assert.equal(checkpoint.size, 5)
    await assertWhole(client, settings, ids)
    const { key } = signingWith(settings, await currentTree(client, 'register', settings.authority)).signer
    const published = openCheckpoint(readFileSync(join(settings.folder, 'public/register/1/checkpoint')), [key])
    assert.deepEqual(published.checkpoint, checkpoint)
  }))

test('the time of a leaf is the database’s, and an entry says which act it was', () =>
  asOwner(async (client) => {
    await emptied(client)
    const settings = settingsOf('access')
    const [id] = await appendMany(client, 'access', 1)
    await sequence(client, settings)
    const { rows } = await client.query<{ leaf: Buffer; now: string }>(
      'select leaf, extract(epoch from now()) as now from ledger.leaf where entry = $1',
      [id],
    )
    const { recordedAt, ...act } = leafFromBytes(Uint8Array.from(rows[0]?.leaf ?? assert.fail()))
    assert.deepEqual(act, actOf(0))
    assert.ok(Math.abs(recordedAt - Number(rows[0]?.now)) < 300)
  }))

test('an entry is proved to a court from one file', () =>
  asOwner(async (client) => {
    await emptied(client)
    const settings = settingsOf('register')
    const ids = await appendMany(client, 'register', 300)
    assert.equal(await proveEntry(client, ids[7] ?? assert.fail()), null, 'not before it is signed')
    await sequence(client, settings)
    const proof = (await proveEntry(client, ids[7] ?? assert.fail())) ?? assert.fail()
    const { key } = signingWith(settings, await currentTree(client, 'register', settings.authority)).signer
    const policy = `log ${keyToText(key)}\nquorum none\n`
    const verdict = verifyBundle(bundleWith(proof, { record: { index: 7 }, salt: SALT, policy }))
    assert.equal(verdict.index, 7)
    assert.throws(
      () => verifyBundle(bundleWith(proof, { record: { index: 8 }, salt: SALT, policy })),
      /not the one in the log/,
    )
  }))

/** A way for a sequencer to die: it does part of a round, and is gone. */
const DEATHS: readonly [string, (client: pg.Client, settings: LogSettings) => Promise<void>][] = [
  [
    'before its transaction is committed',
    async (client, settings) => {
      const tree = await currentTree(client, settings.log, settings.authority)
      await client.query('begin')
      assert.ok((await extendInTransaction(client, tree, 1000)) > 0)
    },
  ],
  [
    'after some of the entries are in the tree',
    async (client, settings) => {
      await extend(client, await currentTree(client, settings.log, settings.authority), 3)
    },
  ],
  [
    'before it has signed',
    async (client, settings) => {
      await extend(client, await currentTree(client, settings.log, settings.authority), 1000)
    },
  ],
  [
    'after the mark, before the checkpoint is stored',
    async (client, settings) => {
      const tree = await currentTree(client, settings.log, settings.authority)
      await extend(client, tree, 1000)
      await client.query('begin')
      await signHead(client, tree, signingWith(settings, tree))
    },
  ],
  [
    'before it has published',
    async (client, settings) => {
      const tree = await currentTree(client, settings.log, settings.authority)
      await extend(client, tree, 1000)
      await signHead(client, tree, signingWith(settings, tree))
    },
  ],
  [
    'while it publishes',
    async (client, settings) => {
      const tree = await currentTree(client, settings.log, settings.authority)
      await extend(client, tree, 1000)
      await publish(
        client,
        tree,
        await signHead(client, tree, signingWith(settings, tree)),
        join(settings.folder, 'public'),
      )
      rmSync(join(settings.folder, 'public/register/1/checkpoint'))
      rmSync(join(settings.folder, 'public/register/1/tile/0'), { recursive: true })
    },
  ],
]

for (const [when, die] of DEATHS)
  test(`a sequencer that is killed ${when} loses nothing, doubles nothing and contradicts nothing it has signed`, () =>
    asOwner(async (client) => {
      await emptied(client)
      const settings = settingsOf('register')
      const ids = await appendMany(client, 'register', 290)
      const before = (await sequence(client, settings)).checkpoint
      ids.push(...(await appendMany(client, 'register', 10)))
      const doomed = await store.ownerClient()
      assert.equal(await becomeSequencer(doomed, 'register'), true)
      await die(doomed, settings)
      const { rows } = await doomed.query<{ pid: number }>('select pg_backend_pid() as pid')
      await client.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
      assert.equal(await becomeSequencer(client, 'register'), true, 'the lock died with it')
      ids.push(...(await appendMany(client, 'register', 2)))
      const after = (await sequence(client, settings)).checkpoint
      assert.equal(after.size, 302)
      await assertWhole(client, settings, ids)
      const tree = await currentTree(client, 'register', settings.authority)
      verifyConsistency(before, after, await proveGrowth(client, tree.id, before.size, after.size))
      readFileSync(join(settings.folder, 'public/register/1/tile/0/000'))
      readFileSync(join(settings.folder, 'public/register/1/tile/0/001.p/46'))
    }))

test('where taking in fails halfway, as on a full disk, entries are neither lost nor half in', () =>
  asOwner(async (client) => {
    await emptied(client)
    const settings = settingsOf('register')
    const ids = await appendMany(client, 'register', 5)
    await client.query('alter table ledger.tile add constraint "full" check (level > 0)')
    await assert.rejects(sequence(client, settings), /full/)
    await client.query('alter table ledger.tile drop constraint "full"')
    assert.equal((await client.query('select from ledger.leaf')).rowCount, 0)
    await sequence(client, settings)
    await assertWhole(client, settings, ids)
  }))

test('one sequencer a log, and each log has one', () =>
  asOwner(async (client) => {
    const other = await store.ownerClient()
    for (const log of LOGS) assert.equal(await becomeSequencer(client, log), true)
    for (const log of LOGS) assert.equal(await becomeSequencer(other, log), false)
    await client.query('select pg_advisory_unlock_all()')
    await other.end()
  }))

test('the application’s own logins neither read nor write the ledger before they are given it', async () => {
  for (const database of [store.web, store.system])
    await assert.rejects(
      database.transaction().execute((tx) => append(tx, 'register', actOf(0))),
      /permission denied/,
    )
})

test('leaves are neither changed nor taken away, and a tree never shrinks, whoever asks', () =>
  asOwner(async (client) => {
    await emptied(client)
    await appendMany(client, 'register', 2)
    await sequence(client, settingsOf('register'))
    for (const statement of [
      'update ledger.leaf set leaf = leaf',
      'delete from ledger.leaf',
      'truncate ledger.leaf',
      'update ledger.tree set size = size - 1',
      'update ledger.tree set seen_until = seen_until - 1',
      "update ledger.tree set origin = 'other'",
    ])
      await assert.rejects(client.query(statement), /append-only|only grows/, statement)
  }))

test('a clock that goes back is an entry of its own, once', () =>
  asOwner(async (client) => {
    await emptied(client)
    const settings = settingsOf('register')
    await sequence(client, settings)
    await client.query('update ledger.tree set seen_until = seen_until + extract(epoch from now())::bigint + 3600')
    const ids: EntryId[] = await appendMany(client, 'register', 1)
    await sequence(client, settings)
    await sequence(client, settings)
    const { rows } = await client.query<{ entry: EntryId; leaf: Buffer }>(
      'select entry, leaf from ledger.leaf where entry <> all ($1)',
      [ids],
    )
    assert.deepEqual(
      rows.map(({ leaf }) => leafFromBytes(Uint8Array.from(leaf)).action),
      ['ledger.clock-back'],
    )
  }))

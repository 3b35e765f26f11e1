/** P13: yesterday's backup is put back under a log that has been signed today. */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { backup, restore } from '../../store/index.ts'
import { verifyConsistency } from '../core/consistency.ts'
import { leafFromBytes } from '../core/leaf.ts'
import { appendMany, settingsOf } from '../fixtures/stored-log.ts'
import { extend } from './extend.ts'
import { declareGap } from './gap.ts'
import { proveGrowth } from './prove.ts'
import { type LogSettings, sequence, signingWith } from './sequencer.ts'
import { signHead } from './sign.ts'
import { currentTree } from './tree-row.ts'

const store = await testStore()
const client = await store.ownerClient()
test.after(() => client.end())
const TABLES = ['entry', 'tree', 'leaf', 'tile', 'checkpoint', 'own_record']

/** Empties the ledger, or puts it back to what was kept, as a restored backup would: around every trigger. */
async function putBack(kept: Kept | null): Promise<void> {
  await client.query('set session_replication_role = replica')
  await client.query(`truncate ${TABLES.map((table) => `ledger.${table}`).join(', ')}`)
  for (const table of TABLES)
    await client.query(
      `insert into ledger.${table} overriding system value select * from jsonb_populate_recordset(null::ledger.${table}, $1)`,
      [JSON.stringify(kept?.[table] ?? [])],
    )
  await client.query('set session_replication_role = origin')
}

type Kept = Readonly<Record<string, readonly unknown[]>>

async function keep(): Promise<Kept> {
  const kept: Record<string, readonly unknown[]> = {}
  for (const table of TABLES) {
    const { rows } = await client.query<{ all: unknown[] | null }>(
      `select jsonb_agg(to_jsonb(t)) as all from ledger.${table} t`,
    )
    kept[table] = rows[0]?.all ?? []
  }
  return kept
}

/** A log of `before` leaves, kept; then of `before + after`, signed; then put back. */
async function rewound(settings: LogSettings, before: number, after: number) {
  await putBack(null)
  await appendMany(client, settings.log, before)
  await sequence(client, settings)
  await appendMany(client, settings.log, 2) // wait in the backup, and are leaves in what is lost
  const kept = await keep()
  await appendMany(client, settings.log, after)
  const { checkpoint } = await sequence(client, settings)
  await putBack(kept)
  return checkpoint
}

const BY = { by: 'operator on duty', reason: 'disk failed; backup of last night' }

async function actionAt(tree: number, index: number): Promise<string | null> {
  const { rows } = await client.query<{ leaf: Buffer | null }>(
    'select leaf from ledger.leaf where tree = $1 and tree_index = $2',
    [tree, index],
  )
  const leaf = rows[0]?.leaf
  return leaf === null || leaf === undefined ? null : leafFromBytes(Uint8Array.from(leaf)).action
}

test('after an old backup nothing is signed, 20 times of 20, however often it is tried', async () => {
  for (let run = 0; run < 20; run++) {
    const settings = settingsOf('register')
    await rewound(settings, 1 + run * 13, 3)
    for (let attempt = 0; attempt < 2; attempt++)
      await assert.rejects(
        sequence(client, settings),
        /old backup has been put back|Declare the loss|not those that were signed/,
      )
    await appendMany(client, 'register', 50)
    await assert.rejects(sequence(client, settings), /signed/, 'not when it has outgrown what was lost either')
  }
})

test('a declared loss is the next leaf; with the published hashes the log stays the one its witnesses know', async () => {
  const settings = settingsOf('register')
  const lost = await rewound(settings, 300, 10)
  await assert.rejects(sequence(client, settings))
  const declared = await declareGap(client, settings, BY)
  assert.deepEqual([declared.kind, declared.lost], ['continued', 12])
  const after = (await sequence(client, settings)).checkpoint
  assert.equal(after.origin, lost.origin)
  assert.equal(await actionAt(declared.tree.id, lost.size), 'ledger.gap')
  verifyConsistency(lost, after, await proveGrowth(client, declared.tree.id, lost.size, after.size))
  const { rows } = await client.query<{ whole: number; lost: number }>(
    'select count(leaf)::int as whole, (count(*) - count(leaf))::int as lost from ledger.leaf where tree_index between 300 and 311',
  )
  assert.deepEqual(rows[0], { whole: 2, lost: 10 }, 'what waited in the backup came back whole')
})

test('without the published hashes the log begins anew under the next number, with the declaration first', async () => {
  const settings = settingsOf('register')
  const lost = await rewound(settings, 20, 10)
  rmSync(join(settings.folder, 'public'), { recursive: true })
  const declared = await declareGap(client, settings, BY)
  assert.deepEqual(
    [declared.kind, declared.lost, declared.tree.origin],
    ['begun-anew', 12, 'lanternia.example/register/2'],
  )
  const { checkpoint } = await sequence(client, settings)
  assert.equal(checkpoint.origin, 'lanternia.example/register/2')
  assert.equal(checkpoint.size, 3, 'the declaration, and the two that waited')
  assert.equal(await actionAt(declared.tree.id, 0), 'ledger.gap')
  const { rows } = await client.query<{ record: { lastSigned: string; by: string } }>(
    'select record from ledger.own_record',
  )
  assert.match(rows[0]?.record.lastSigned ?? '', new RegExp(`^lanternia.example/register/1\n${lost.size}\n`))
})

test('a backup from before the log was begun anew is noticed too', async () => {
  const settings = settingsOf('register')
  await rewound(settings, 5, 5)
  const kept = await keep()
  rmSync(join(settings.folder, 'public'), { recursive: true })
  await declareGap(client, settings, BY)
  await sequence(client, settings)
  await putBack(kept)
  await assert.rejects(sequence(client, settings), /register\/2 was signed already/)
  assert.equal((await declareGap(client, settings, BY)).tree.origin, 'lanternia.example/register/3')
})

test('where nothing is lost there is nothing to declare', async () => {
  const settings = settingsOf('register')
  await putBack(null)
  await appendMany(client, 'register', 3)
  await sequence(client, settings)
  await assert.rejects(declareGap(client, settings, BY), /no loss to declare/)
})

test('P15, first half: a log that was rewritten from any leaf on is not signed, though the key is the true one', async () => {
  for (const index of [0, 1, 255, 256, 298, 299]) {
    const settings = settingsOf('register')
    await putBack(null)
    await appendMany(client, 'register', 300)
    await sequence(client, settings)
    await client.query('set session_replication_role = replica')
    await client.query(
      "insert into ledger.entry (log, leaf, appended_at) select 'register', case when tree_index = $1 then leaf || 'x' else leaf end, to_timestamp(tree_index) from ledger.leaf",
      [index],
    )
    await client.query('truncate ledger.leaf, ledger.tile, ledger.checkpoint, ledger.tree')
    await client.query('set session_replication_role = origin')
    await extend(client, await currentTree(client, 'register', settings.authority), 1000)
    const tree = await currentTree(client, 'register', settings.authority)
    await assert.rejects(signHead(client, tree, signingWith(settings, tree)), /not those that were signed/)
    await client.query('update ledger.tree set stopped = null')
    await assert.rejects(sequence(client, settings), /not those that were signed/, `leaf ${index}`)
    await assert.rejects(sequence(client, settings), /not those that were signed/, 'and stays stopped')
    assert.notEqual((await currentTree(client, 'register', settings.authority)).stopped, null)
  }
})

test('the backup of the whole store holds the ledger, and put back it is noticed like any old one', async () => {
  const settings = settingsOf('register')
  await putBack(null)
  await appendMany(client, 'register', 300)
  await sequence(client, settings)
  const path = join(settings.folder, 'all.backup')
  await backup(client, path)
  await appendMany(client, 'register', 7)
  const lost = (await sequence(client, settings)).checkpoint
  const other = await (await testStore()).ownerClient()
  await restore(other, path)
  await assert.rejects(
    sequence(other, settings),
    /has 300 leaves, and 307 were signed already: an old backup has been put back/,
  )
  assert.equal((await declareGap(other, settings, BY)).kind, 'continued')
  const after = (await sequence(other, settings)).checkpoint
  assert.deepEqual([after.origin, after.size], [lost.origin, 308])
  await other.end()
})

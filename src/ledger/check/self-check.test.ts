/** P14: whatever anyone with the whole database changes is found; and a log that nobody touched raises no alarm. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testStore } from '../../../tests/store.ts'
import { appendMany, SALT, settingsOf } from '../fixtures/stored-log.ts'
import type { EntryId } from '../log/append.ts'
import { declareGap } from '../log/gap.ts'
import { type LogSettings, sequence } from '../log/sequencer.ts'
import { currentTree } from '../log/tree-row.ts'
import type { LiveRecords } from './live-record.ts'
import { checkAndStop, selfCheck } from './self-check.ts'

const store = await testStore()
const client = await store.ownerClient()
test.after(() => client.end())
await client.query(
  'create table public.record (entry uuid primary key, index integer not null, salt bytea not null); create table public.erased (entry uuid primary key)',
)

/** What the register will be to the self-check. */
const RECORDS: LiveRecords = {
  async *readRecords(reader) {
    const { rows } = await reader.query<{ entry: EntryId; index: number; salt: Buffer }>('select * from public.record')
    for (const { entry, index, salt } of rows)
      yield { entry, payload: { record: { index }, salt: Uint8Array.from(salt) } }
  },
  async *readErased(reader) {
    for (const { entry } of (await reader.query<{ entry: EntryId }>('select entry from public.erased')).rows)
      yield { entry }
  },
}

async function around(statement: string): Promise<number> {
  await client.query('set session_replication_role = replica')
  try {
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.query('set session_replication_role = origin')
  }
}

/** 300 leaves with their records, and two entries that wait. */
async function freshLog(settings: LogSettings): Promise<void> {
  for (const table of ['entry', 'leaf', 'tile', 'checkpoint', 'own_record', 'tree'])
    await around(`delete from ledger.${table}`)
  await client.query('truncate public.record, public.erased')
  for (const [wave, count] of [300, 2].entries()) {
    const ids = await appendMany(client, 'register', count)
    await client.query(
      'insert into public.record select entry, position - 1, $2 from unnest($1::uuid[]) with ordinality as new (entry, position)',
      [ids, Buffer.from(SALT)],
    )
    if (wave === 0) await sequence(client, settings)
  }
}

const settings = settingsOf('register')
await freshLog(settings)

/** As somebody with the whole database would: the statement changes one thing, and `selfCheck` must find it. */
const CHANGES: readonly string[] = [
  ...[0, 1, 127, 255, 256, 299].flatMap((index) => [
    `update ledger.leaf set leaf = leaf || ' ' where tree_index = ${index}`,
    `update ledger.leaf set leaf = set_byte(leaf, 30, get_byte(leaf, 30) # 1) where tree_index = ${index}`,
    `delete from ledger.leaf where tree_index = ${index}`,
    `update ledger.leaf set leaf = null, entry = null where tree_index = ${index}`,
    `update ledger.leaf set entry = gen_random_uuid() where tree_index = ${index}`,
    `update ledger.leaf set tree_index = tree_index + 100000 where tree_index = ${index}`,
    `update public.record set index = index + 1 where entry = (select entry from ledger.leaf where tree_index = ${index})`,
    `update public.record set salt = set_byte(salt, 0, 1) where entry = (select entry from ledger.leaf where tree_index = ${index})`,
    `delete from public.record where entry = (select entry from ledger.leaf where tree_index = ${index})`,
    `update ledger.tile set hashes = set_byte(hashes, ${(index % 256) * 32 + 5}, get_byte(hashes, ${(index % 256) * 32 + 5}) # 1) where level = 0 and tile_index = ${index >> 8}`,
  ]),
  'update ledger.leaf a set leaf = b.leaf from ledger.leaf b where (a.tree_index, b.tree_index) in ((3, 4), (4, 3))',
  'update ledger.tile set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) where level = 1',
  'delete from ledger.tile where level = 1',
  'delete from ledger.tile where level = 0 and tile_index = 1',
  'update ledger.tile set hashes = substr(hashes, 33) where level = 0 and tile_index = 1',
  'insert into ledger.tile select tree, 2, 0, substr(hashes, 1, 32) from ledger.tile where level = 1',
  'update ledger.tree set frontier = set_byte(frontier, 3, get_byte(frontier, 3) # 1)',
  'update ledger.tree set size = size - 1, frontier = substr(frontier, 1, 96)',
  "update ledger.checkpoint set note = replace(note, E'\\n300\\n', E'\\n299\\n')",
  "update ledger.checkpoint set note = overlay(note placing 'A' from length(note) - 20)",
  'update ledger.checkpoint set size = 299',
  "update ledger.entry set leaf = leaf || ' '",
  'delete from ledger.entry',
  'update ledger.entry set id = gen_random_uuid()',
  'insert into public.record select gen_random_uuid(), 1, salt from public.record limit 1',
]

test('a log that nobody touched raises no alarm, entries that wait among them', async () => {
  for (let run = 0; run < 5; run++) assert.deepEqual(await selfCheck(client, settings, RECORDS), [])
})

test(`each of ${CHANGES.length} changes by somebody with the whole database is found, and none where it is undone`, async () => {
  for (const change of CHANGES) {
    // Kept apart as tables of this transaction's own, so that each change is undone to the byte.
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    const changed = (await client.query(change)).rowCount
    assert.ok((changed ?? 0) > 0, `nothing was changed: ${change}`)
    const findings = await selfCheck(inside(), settings, RECORDS)
    await client.query('rollback')
    assert.notDeepEqual(findings, [], change)
  }
  assert.deepEqual(await selfCheck(client, settings, RECORDS), [])
})

/** The check's own begin and rollback left out: it looks at what is changed and not committed. */
function inside() {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'query') return Reflect.get(target, name)
      return (asked: string | object, values?: unknown[]) =>
        typeof asked === 'string' && /^(?:begin|rollback)/.test(asked)
          ? Promise.resolve({ rows: [] })
          : target.query(asked as string, values)
    },
  })
}

test('an erased record is no alarm where the erasure is on record, and one where it is not', async () => {
  const { rows } = await client.query<{ entry: string }>(
    'delete from public.record where entry = (select entry from ledger.leaf where tree_index = 7) returning entry',
  )
  assert.deepEqual(
    (await selfCheck(client, settings, RECORDS)).map(({ kind }) => kind),
    ['leaf-without-record'],
  )
  await client.query('insert into public.erased values ($1)', [rows[0]?.entry])
  assert.deepEqual(await selfCheck(client, settings, RECORDS), [])
})

test('a difference stops the signing of that log, and entries are still taken in', async () => {
  await client.query(
    'update public.record set index = index + 1 where entry = (select entry from ledger.leaf where tree_index = 9)',
  )
  assert.equal((await checkAndStop(client, settings, RECORDS)).length, 1)
  assert.match(
    (await currentTree(client, 'register', settings.authority)).stopped ?? '',
    /^The self-check found 1 differences .+ record-changed at /,
  )
  await assert.rejects(sequence(client, settings), /self-check/)
  await appendMany(client, 'register', 1)
})

test('leaves whose loss was declared are known by their hash and are no alarm; no other stretch can be called lost', async () => {
  const own = settingsOf('register')
  await freshLog(own)
  const tables = ['tree', 'entry', 'leaf', 'tile', 'checkpoint']
  for (const table of tables) await client.query(`create table public.kept_${table} as select * from ledger.${table}`)
  await appendMany(client, 'register', 5) // their records are lost with the rest
  await sequence(client, own)
  for (const table of tables.toReversed()) await around(`delete from ledger.${table}`)
  for (const table of tables)
    await around(`insert into ledger.${table} overriding system value select * from public.kept_${table}`)
  assert.equal((await declareGap(client, own, { by: 'operator', reason: 'disk failed' })).kind, 'continued')
  await sequence(client, own)
  assert.deepEqual(await selfCheck(client, own, RECORDS), [])
  await client.query(`update ledger.own_record set record = record || '{"lostFrom": 100}'`)
  await around('update ledger.leaf set leaf = null, entry = null where tree_index = 100')
  assert.ok((await selfCheck(client, own, RECORDS)).some(({ kind }) => kind === 'record-changed'))
})

test('a log at a pace grows by the same number each interval, and the check knows its fillers', async () => {
  const pace = {
    everySeconds: 1,
    leaves: 16,
    like: { action: 'detention.review', policy: '3', software: '0.1.0', outcome: 'done' },
    fillerKey: new Uint8Array(32).fill(9),
  }
  const paced = { ...settingsOf('complaints'), pace }
  const sizes = []
  for (let interval = 0; interval < 3; interval++) {
    const ids = await appendMany(client, 'complaints', [0, 3, 11][interval] ?? 0)
    await client.query(
      'insert into public.record select entry, position - 1, $2 from unnest($1::uuid[]) with ordinality as new (entry, position)',
      [ids, Buffer.from(SALT)],
    )
    const { size } = (await sequence(client, paced)).checkpoint
    sizes.push(size)
    await new Promise((resolve) => setTimeout(resolve, 1100))
  }
  assert.deepEqual(sizes, [16, 32, 48])
  const complaints: LiveRecords = {
    async *readRecords(reader, log) {
      for await (const one of RECORDS.readRecords(reader, log))
        if (
          (
            await reader.query(
              'select from ledger.leaf l join ledger.tree t on t.id = l.tree where t.log = $1 and entry = $2',
              [log, one.entry],
            )
          ).rowCount === 1
        )
          yield one
    },
    readErased: RECORDS.readErased,
  }
  assert.deepEqual(await selfCheck(client, paced, complaints), [])
  const withoutKey = { ...paced, pace: { ...pace, fillerKey: new Uint8Array(32) } }
  assert.equal((await selfCheck(client, withoutKey, complaints)).length, 48 - 14)
})

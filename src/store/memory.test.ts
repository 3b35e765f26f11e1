/** What is remembered is what would be read now, by that reader; whatever else happens meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, PUBLIC_READER, type Reader, recall, systemReader } from './index.ts'
import { isRememberable } from './memory.ts'

const store = await testStore()
const actor = systemReader('memory')

const count = sql<{ n: number }>`select count(*)::int as n from followup.organization`
const looked = (reader: Reader = PUBLIC_READER) => recall(store.web, reader, (tx) => rowsOf(tx, count))

async function rowsOf<Row>(tx: Parameters<RawBuilder<Row>['execute']>[0], query: RawBuilder<Row>) {
  return (await query.execute(tx)).rows
}

function found(code: string): RawBuilder<unknown> {
  return sql`insert into followup.organization (code, name, kind) values (${code}, 'Memory', 'ngo')`
}

/** Settled: nothing else commits in the cluster of the tests between two equal looks, sooner or later. */
async function untilRemembered<T extends object>(look: () => Promise<T>): Promise<T> {
  for (let before = await look(); ; ) {
    const again = await look()
    if (again === before) return again
    before = again
  }
}

test('what nothing has changed is not asked again, and each reader has answers of their own', async () => {
  const once = await untilRemembered(looked)
  assert.throws(() => (once as unknown[]).push('more'), TypeError, 'two pages hold the same rows')
  assert.notEqual(await looked(systemReader('another')), once)
})

test('a page shows what was saved before it was asked, from whichever connection', async () => {
  for (let n = 1; n <= 40; n++) {
    await asActor(store.web, actor, 'test', (tx) => found(`SAVED-${n}`).execute(tx))
    const [read, ...remembered] = await Promise.all([
      asReader(store.web, PUBLIC_READER, (tx) => rowsOf(tx, count)),
      ...Array.from({ length: 5 }, () => looked()),
    ])
    for (const rows of remembered) assert.deepEqual(rows, read)
  }
})

test('a transaction that ends late is seen as soon as it has ended, though later ones ended before it', async () => {
  const late = await store.ownerClient()
  await late.query(`begin; set observance.actor = 'system:memory'; set observance.action = 'test'`)
  await late.query(`insert into followup.organization (code, name, kind) values ('LATE', 'Memory', 'ngo')`)
  await asActor(store.web, actor, 'test', (tx) => found('EARLY').execute(tx))
  const before = (await untilRemembered(looked))[0]?.n ?? 0
  await late.query('commit')
  assert.equal((await looked())[0]?.n, before + 1)
  await late.query('begin')
  await late.query(`delete from followup.organization where code = 'LATE'`)
  assert.equal((await looked())[0]?.n, before + 1, 'what is not committed is not seen')
  await late.query('rollback')
  assert.equal((await looked())[0]?.n, before + 1)
  await late.end()
})

test('while many write, no page goes back behind what was there when it was asked', async () => {
  let saved = (await looked())[0]?.n ?? 0
  let writing = true
  const writers = Array.from({ length: 3 }, async (_, writer) => {
    for (let n = 0; n < 25; n++) {
      await asActor(store.web, actor, 'test', (tx) => found(`BUSY-${writer}-${n}`).execute(tx))
      saved++
    }
  })
  const reader = async () => {
    while (writing) {
      const least = saved
      const seen = (await looked())[0]?.n ?? 0
      assert.ok(seen >= least, `${seen} where ${least} had been saved`)
    }
  }
  const readers = Array.from({ length: 4 }, reader)
  await Promise.all(writers)
  writing = false
  await Promise.all(readers)
})

test('an answer that a clock or a session decides is never remembered', () => {
  assert.ok(isRememberable('select n from followup.obligation'))
  for (const text of [
    'select now() from followup.obligation',
    'select clock_timestamp() from followup.obligation',
    'select pg_try_advisory_xact_lock(1) from followup.obligation',
    'select random() from followup.obligation',
    `select current_setting('observance.actor')`,
    'insert into followup.obligation default values',
  ])
    assert.ok(!isRememberable(text), text)
})

/** What is remembered is what would be read now, by that reader; whatever else happens meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, PUBLIC_READER, type Reader, recall, systemReader } from './index.ts'

const store = await testStore()
const owner = await store.ownerClient()
await owner.query(`
  create function followup.deep() returns timestamptz stable language sql return now();
  create function followup.through_a_function() returns timestamptz stable language sql as 'select followup.deep()';
  create function followup.in_other_words() returns integer immutable language plpgsql as $$ begin execute 'select 1'; return 1; end $$;
  create function followup.same_day(a integer, b integer) returns boolean stable language sql return a = b and followup.deep() is not null;
  create operator === (leftarg = integer, rightarg = integer, function = followup.same_day);
  create view followup.through_a_view as select followup.deep() as at;
  create table followup.under_a_policy (n integer);
  alter table followup.under_a_policy enable row level security;
  create policy seen on followup.under_a_policy for select using (followup.deep() is not null);
  grant select on followup.through_a_view, followup.under_a_policy to observance_web`)
await owner.end()
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
  let before = await look()
  for (let looks = 0; looks < 2000; looks++) {
    const again = await look()
    if (again === before) return again
    before = again
  }
  throw new Error('it is never remembered')
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

test('an answer that a clock, chance or the session decides is never remembered, however deep it lies', async () => {
  const control = sql`select count(*) from followup.institution`
  const asked = [
    sql`select now() from followup.organization`,
    sql`select random() from followup.organization`,
    sql`select 'now'::timestamptz from followup.organization`,
    sql`select current_setting('application_name') from followup.organization`,
    sql`select followup.through_a_function() from followup.organization`,
    sql`select "followup"."through_a_function" () from followup.organization`,
    sql`select * from followup.through_a_view`,
    sql`select * from followup.under_a_policy`,
    sql`select true from followup.organization where 1 === 1`,
    sql`select followup.in_other_words() from followup.organization`,
  ]
  const look = () =>
    recall(store.web, PUBLIC_READER, async (tx) => ({
      known: await rowsOf(tx, control),
      others: await Promise.all(asked.map((one) => rowsOf(tx, one))),
    }))
  let before = await look()
  let after = await look()
  // What else was asked in a transaction that found the control in memory would have been found there too.
  while (after.known !== before.known) [before, after] = [after, await look()]
  for (const [n, one] of asked.entries()) assert.notEqual(after.others[n], before.others[n], one.compile(store.web).sql)
})

test('the words, views and policies of the pages themselves have no clock', async () => {
  for (const one of [
    sql`select * from followup.standing limit 2`,
    sql`select * from followup.obligation limit 2`,
    sql`select h.id from followup.history h order by h.id desc limit 2`,
    sql`select * from followup.matching(${'ferry'}, array['obligation']) limit 2`,
  ])
    await untilRemembered(() => recall(store.web, PUBLIC_READER, (tx) => rowsOf(tx, one)))
})

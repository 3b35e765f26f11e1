/** Fewer trips to the database, and each transaction is still its reader's alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { AND_COMMIT, asActor, asReader, PUBLIC_READER, systemReader, Uncertain } from './index.ts'

const store = await testStore()
const told = sql<{ actor: string; mode: string }>`select current_setting('observance.actor', true) as actor,
  current_setting('transaction_read_only') as mode`

test('the very first query of a transaction runs for its reader, who can only read', async () => {
  const first = await asReader(store.web, systemReader('wire'), (tx) => told.execute(tx))
  assert.deepEqual(first.rows, [{ actor: 'system:wire', mode: 'on' }])
  await assert.rejects(
    asReader(store.web, systemReader('wire'), (tx) =>
      sql`insert into followup.organization (code, name, kind) values ('WIRE', 'Wire', 'ngo')`.execute(tx),
    ),
    /read-only transaction/,
  )
})

test('nothing of a reader stays on the connection for the next', async () => {
  const asked = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0
      ? asReader(store.web, systemReader(`wire-${index}`), (tx) => told.execute(tx))
      : told.execute(store.web),
  )
  const answers = await Promise.all(asked)
  answers.forEach(({ rows }, index) => {
    const expected = index % 2 === 0 ? { actor: `system:wire-${index}`, mode: 'on' } : { actor: '', mode: 'off' }
    assert.deepEqual({ ...rows[0], actor: rows[0]?.actor ?? '' }, expected)
  })
})

test('a transaction that asks nothing, and one that fails, leave the connection as it was', async () => {
  await asReader(store.web, PUBLIC_READER, async () => undefined)
  await assert.rejects(
    asReader(store.web, PUBLIC_READER, (tx) => sql`select 1 / 0`.execute(tx)),
    /division by zero/,
  )
  await assert.rejects(
    asActor(store.web, systemReader('wire'), 'wire', async () => {
      throw new Error('before any query')
    }),
    /before any query/,
  )
  const after = await asReader(store.web, PUBLIC_READER, (tx) => told.execute(tx))
  assert.equal(after.rows[0]?.actor, 'public')
})

test('what was written is there when the command returns, and a command that fails writes nothing', async () => {
  const write = (code: string) =>
    sql`insert into followup.organization (code, name, kind) values (${code}, 'Wire', 'ngo')`
  await asActor(store.web, systemReader('wire'), 'wire', (tx) => write('KEPT').execute(tx))
  await assert.rejects(
    asActor(store.web, systemReader('wire'), 'wire', async (tx) => {
      await write('LOST').execute(tx)
      throw new Error('after the write')
    }),
  )
  const { rows } = await sql<{ code: string }>`select code from followup.organization`.execute(store.system)
  assert.deepEqual(rows, [{ code: 'KEPT' }])
})

test('what travels with its commit is kept when it is answered; where it fails, all of its transaction is taken back', async () => {
  const write = (code: string, last = '') =>
    sql`insert into followup.organization (code, name, kind) values (${code}, 'Wire', 'ngo') ${sql.raw(last)}`
  const known = async () => {
    const { rows } = await sql<{ code: string }>`select code from followup.organization order by code`.execute(
      store.web,
    )
    return rows.map(({ code }) => code)
  }
  await asActor(store.web, systemReader('wire'), 'wire', async (tx) => {
    await write('FIRST').execute(tx)
    await write('LAST', AND_COMMIT).execute(tx)
    assert.deepEqual(
      await known(),
      ['FIRST', 'KEPT', 'LAST'],
      'another connection sees it before the transaction is told to end',
    )
  })
  const doubled = asActor(store.web, systemReader('wire'), 'wire', async (tx) => {
    await write('AGAIN').execute(tx)
    await write('LAST', AND_COMMIT).execute(tx)
  })
  await assert.rejects(doubled)
  assert.deepEqual(await known(), ['FIRST', 'KEPT', 'LAST'])
  const after = await asReader(store.web, systemReader('after'), (tx) => told.execute(tx))
  assert.deepEqual(after.rows, [{ actor: 'system:after', mode: 'on' }])
})

test('a query that comes again is planned once a connection, and lists of many lengths fill no memory', async () => {
  const planned = await asReader(store.web, PUBLIC_READER, async (tx) => {
    for (let length = 1; length <= 300; length++)
      await sql`select ${sql.join(Array.from({ length }, (_, n) => sql`${n}::int`))}`.execute(tx)
    for (let time = 0; time < 5; time++) await sql`select ${time}::int as again`.execute(tx)
    return sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx)
  })
  const statements = planned.rows.map(({ statement }) => statement)
  assert.equal(statements.filter((text) => text.includes('as again')).length, 1)
  assert.ok(statements.length < 200)
})

test('what a page asks at once is answered each to its own question, and one that fails fails them all', async () => {
  const numbers = Array.from({ length: 30 }, (_, n) => n)
  const answers = await asReader(store.web, systemReader('wire'), (tx) =>
    Promise.all(
      numbers.map((n) =>
        sql<{ n: number; actor: string }>`select ${n}::int as n, followup.actor() as actor`.execute(tx),
      ),
    ),
  )
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]),
    numbers.map((n) => ({ n, actor: 'system:wire' })),
  )
  await assert.rejects(
    asReader(store.web, systemReader('wire'), (tx) =>
      Promise.all(numbers.map((n) => sql`select 1 / ${n}::int`.execute(tx))),
    ),
    /division by zero/,
  )
  const after = await asReader(store.web, PUBLIC_READER, (tx) => told.execute(tx))
  assert.deepEqual(after.rows, [{ actor: 'public', mode: 'on' }])
})

test('a connection that ends while it commits leaves it open whether that was saved, and says so', async () => {
  const owner = await store.ownerClient()
  await owner.query(
    `create function followup.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(20); return null; end $$`,
  )
  await owner.query(`create constraint trigger slow after insert on followup.organization deferrable initially deferred
    for each row execute function followup.slow()`)
  for (const last of ['', AND_COMMIT]) {
    const saving = asActor(store.web, systemReader('wire'), 'test', (tx) =>
      sql`insert into followup.organization (code, name, kind) values ('SLOW', 'Slow', 'ngo') ${sql.raw(last)}`.execute(
        tx,
      ),
    )
    const ended = (async () => {
      for (;;) {
        const { rows } = await owner.query(`select pg_terminate_backend(pid) as ended from pg_stat_activity
          where datname = current_database() and wait_event = 'PgSleep'`)
        if (rows.length > 0) return
      }
    })()
    await assert.rejects(saving, Uncertain)
    assert.ok(await asReader(store.web, PUBLIC_READER, (tx) => told.execute(tx)), 'nobody is given what is gone')
    await ended
  }
  await owner.query('drop function followup.slow cascade')
  await owner.end()
})

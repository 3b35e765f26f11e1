/** What the database itself keeps: history of every change, audiences, completion that is earned. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { sql } from 'kysely'
import { generateTables } from '../../tests/generate-tables.ts'
import { testStore } from '../../tests/store.ts'
import { asActor, asReader, NotFound, type Reader, StepRefused, systemReader } from './index.ts'

const store = await testStore()
const secretary: Reader = {
  actor: 'system:test',
  audiences: ['public', 'officials', 'institution:AAA'],
  language: 'en',
}
const stranger: Reader = {
  actor: 'system:other',
  audiences: ['public', 'officials', 'institution:BBB'],
  language: 'en',
}

before(async () => {
  await asActor(store.web, systemReader('test'), 'pack.load', async (tx) => {
    await tx
      .insertInto('institution')
      .values([
        { code: 'AAA', name: '{"en":"Ministry A"}' },
        { code: 'BBB', name: '{"en":"Ministry B"}' },
      ])
      .execute()
  })
})

test('the types of the tables are those of the migrated database', async () => {
  assert.equal(readFileSync(join(import.meta.dirname, 'tables.ts'), 'utf8'), await generateTables())
})

test('a draft of one institution is seen by no other, in list, search or history, until it is shared', async () => {
  const id = await asActor(store.web, secretary, 'measure.save', async (tx) => {
    const row = await tx
      .insertInto('measure')
      .values({ title: 'Quiet lanterns', institution: 'AAA', audience: 'institution:AAA' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })
  const seenBy = (reader: Reader) =>
    asReader(store.web, reader, async (tx) => ({
      list: (await tx.selectFrom('measure').select('id').where('id', '=', id).execute()).length,
      search: (await sql`select * from followup.search('lanterns', null, 10, 0)`.execute(tx)).rows.length,
      history: (await tx.selectFrom('history').select('id').where('object', '=', id).execute()).length,
    }))
  assert.deepEqual(await seenBy(secretary), { list: 1, search: 1, history: 1 })
  assert.deepEqual(await seenBy(stranger), { list: 0, search: 0, history: 0 })
  await asActor(store.web, secretary, 'measure.share', (tx) =>
    tx.updateTable('measure').set({ audience: 'officials' }).where('id', '=', id).execute(),
  )
  assert.deepEqual(await seenBy(stranger), { list: 1, search: 1, history: 0 })
})

test('a change that names nobody is refused', async () => {
  await assert.rejects(
    asActor(store.web, { ...secretary, actor: '' }, 'x', (tx) =>
      tx.insertInto('measure').values({ title: 'T', institution: 'AAA', audience: 'officials' }).execute(),
    ),
    (error) => error instanceof StepRefused && error.rule === 'no-actor',
  )
})

test('a draft cannot be written in the name of another institution', async () => {
  await assert.rejects(
    asActor(store.web, stranger, 'x', (tx) =>
      tx.insertInto('measure').values({ title: 'T', institution: 'AAA', audience: 'institution:AAA' }).execute(),
    ),
    NotFound,
  )
})

test('the history cannot be rewritten, not even by the owner of the tables', async () => {
  const owner = await store.ownerClient()
  await assert.rejects(owner.query("update followup.history set actor = 'x'"), /append-only/)
  await assert.rejects(owner.query('delete from followup.history'), /append-only/)
  await assert.rejects(owner.query('truncate followup.history'), /append-only/)
  await owner.end()
  await assert.rejects(
    asActor(store.web, secretary, 'x', (tx) =>
      sql`insert into followup.history (actor, action, object_kind, object, outcome, audience) values ('a','b','c','d','done','public')`.execute(
        tx,
      ),
    ),
    /permission denied/,
  )
})

test('search knows plurals, quotes, OR and exclusion', async () => {
  await asActor(store.web, secretary, 'measure.save', (tx) =>
    tx
      .insertInto('measure')
      .values({
        title: 'Judges trained',
        description: 'Courses for border guards',
        institution: 'AAA',
        audience: 'public',
      })
      .execute(),
  )
  const count = (query: string) =>
    asReader(
      store.web,
      stranger,
      async (tx) => (await sql`select * from followup.search(${query}, null, 10, 0)`.execute(tx)).rows.length,
    )
  assert.equal(await count('judge course'), 1)
  assert.equal(await count('"border guards"'), 1)
  assert.equal(await count('"guards border"'), 0)
  assert.equal(await count('nowhere OR judge'), 1)
  assert.equal(await count('judge -border'), 0)
})

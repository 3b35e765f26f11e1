/** What moved before moves were kept is read out of the history, once, with what stood before it in the same step. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { fill, type Row, rowsOf, tablesOf } from '../../tests/migration.ts'
import { testStore } from '../../tests/store.ts'
import { migrate, migrations } from './migrate.ts'

const store = await testStore('country')
const BEFORE = migrations().filter(({ name }) => name < '0004')
const WITH_MOVES = migrations().filter(({ name }) => name < '0005')

test('every move that the history knows is there after the migration, from the same state to the same, with its cause', async () => {
  const owner = await store.ownerClient()
  const source: Record<string, Row[]> = {}
  for (const table of await tablesOf(owner)) source[table] = await rowsOf(owner, table)
  const name = `moves_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name}`)
  const client = new pg.Client({
    host: owner.host,
    user: owner.user ?? '',
    password: owner.password ?? '',
    database: name,
  })
  try {
    await client.connect()
    await migrate(client, BEFORE)
    await fill(client, source)
    await migrate(client, WITH_MOVES)
    const { rows } = await client.query<{ n: number; same: number; caused: number }>(`
      select count(*)::int as n, count(m.id)::int as same, count(m.cause_kind)::int as caused
      from followup.history h left join followup.obligation_move m on m.obligation::text = h.object and m.at = h.at
        and m.before = h.details #>> '{state,0}' and m.after = h.details #>> '{state,1}'
      where h.object_kind = 'obligation' and h.details #>> '{state,0}' is not null`)
    const [found] = rows
    assert.ok(found !== undefined && found.n > 30, 'the country as installed has moves')
    assert.deepEqual([found.same, found.caused], [found.n, found.n])
  } finally {
    await client.end()
    await owner.query(`drop database ${name} with (force)`)
    await owner.end()
  }
})

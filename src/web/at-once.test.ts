/** Several processes that start at the same moment: one makes the database, one migrates, one installs the country; all serve. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDataFolder, ownerOf, startServer } from '../../tests/server.ts'
import { migrations } from '../store/migrate.ts'

test('three servers started at once on an empty directory make one database between them, and all serve', async () => {
  const data = newDataFolder()
  const env = { OBSERVANCE_DATA: data }
  const servers = await Promise.all([startServer({ env }), startServer({ env }), startServer({ env })])
  for (const server of servers) assert.equal((await fetch(server.address)).status, 200)
  const owner = await ownerOf(data)
  const done = await owner.query('select name from store.migration order by name')
  assert.deepEqual(
    done.rows.map(({ name }) => name),
    migrations().map(({ name }) => name),
  )
  const installed = await owner.query(
    "select count(*)::int as all, count(distinct object)::int as once from followup.history where action = 'pack.load' and object_kind = 'institution'",
  )
  assert.ok(installed.rows[0]?.all > 10)
  assert.equal(installed.rows[0]?.all, installed.rows[0]?.once)
  const people = await owner.query('select count(*) - count(distinct email) as double from followup.account')
  assert.equal(Number(people.rows[0]?.double), 0)
  await owner.end()
  for (const server of servers) server.signal('SIGTERM')
  assert.deepEqual(
    (await Promise.all(servers.map(({ ended }) => ended))).map(({ code }) => code),
    [0, 0, 0],
  )
})

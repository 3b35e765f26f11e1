/** One's own server, where the role in DATABASE_URL is no superuser: the wall stands as on the embedded one. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { startTestCluster } from '../../tests/store.ts'
import { keyFrom } from '../store/data-folder.ts'
import { EMBEDDED_OWNER } from '../store/embedded.ts'
import { openStore } from '../store/index.ts'
import { passwordOf } from '../store/roles.ts'
import { ANNA, BORIS, buildTwoWalls, ROLES } from './fixtures/two-walls.ts'
import { differences, enforce, loginsFor, noteAccess, openFirewall, ownSchema } from './index.ts'

const cluster = await startTestCluster()
const key = keyFrom(cluster.dataFolder, 'roles')
const host = `${cluster.dataFolder}/run`
const superuser = new pg.Client({
  host,
  port: 5432,
  database: 'postgres',
  user: EMBEDDED_OWNER,
  password: passwordOf(key, EMBEDDED_OWNER),
})
await superuser.connect()
for (const statement of [
  'drop database observance_template',
  'drop role observance_web',
  'drop role observance_system',
  'drop role observance_door',
  "create role operator login createrole password 'operator'",
  'create database own owner operator',
])
  await superuser.query(statement)
const settings = {
  port: 0,
  dataFolder: cluster.dataFolder,
  databaseUrl: `postgres://operator:operator@localhost/own?host=${encodeURIComponent(host)}`,
}
const store = await openStore(settings)
after(async () => {
  await store.close()
  await superuser.end()
  await cluster.stop()
})

test('an owner who is no superuser makes the logins, and row policies bind them', async () => {
  const firewall = await openFirewall(store, ROLES)
  await buildTwoWalls(store)
  const notes = async (officer: typeof ANNA | typeof BORIS) =>
    (await firewall.asOfficer(officer, (tx) => sql`select note from court.hearing`.execute(tx))).rows.length
  assert.deepEqual([await notes(ANNA), await notes(BORIS)], [2, 1])
  await firewall.asOfficer(ANNA, (tx) =>
    noteAccess(tx, { compartment: 'justice', kind: 'case', subject: ANNA.id, person: null, purpose: 'hear' }),
  )
})

test('the second start finds everything as the first left it', async () => {
  const again = await openStore(settings)
  const firewall = await openFirewall(again, ROLES)
  const who = await firewall.asSystem((tx) => sql`select firewall.role_id() as role`.execute(tx))
  assert.deepEqual(who.rows, [{ role: 'system' }])
  await again.close()
})

test('the catalogue is made and compared by an owner who is no superuser', async () => {
  const owner = await store.ownerClient()
  const logins = loginsFor(ROLES).map(({ name }) => name)
  const reads = [{ login: 'observance_judge', columns: ['note'], rows: { column: 'office', is: 'office' } as const }]
  const catalogue = {
    logins,
    schemas: [
      ownSchema(logins, ['observance_register'], { login: 'observance_watchdog', looks: ['id'], alarms: ['id'] }),
      { name: 'court', tables: [{ name: 'hearing', reads }], functions: [] },
      { name: 'school', tables: [{ name: 'pupil', reads: [] }], functions: [] },
    ],
  }
  await enforce(owner, catalogue)
  assert.deepEqual(await differences(owner, catalogue), [])
  await owner.end()
})

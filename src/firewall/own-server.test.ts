/** One's own server, where the role in DATABASE_URL is no superuser: the wall stands as on the embedded one. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

test('a login that gave itself another password is given its own again, and works on', async () => {
  const firewall = await openFirewall(store, ROLES)
  const judge = (statement: string) => firewall.asOfficer(ANNA, (tx) => sql.raw(statement).execute(tx))
  await judge("alter role current_user password 'known to the thief'")
  // More at once than there are connections: some open anew.
  await Promise.all(Array.from({ length: 3 }, () => judge('select pg_sleep(0.2)')))
  const thief = new pg.Client({
    ...{ host, port: 5432, database: 'own' },
    user: 'observance_judge',
    password: 'known to the thief',
  })
  await assert.rejects(thief.connect(), /password authentication failed/)
})

test('what a login has set for itself, everywhere or in one database, is gone with the next start', async () => {
  const ownSettings = () =>
    superuser.query(
      'select rolname, setconfig from pg_db_role_setting s join pg_roles r on r.oid = s.setrole order by 1, 2',
    )
  const before = (await ownSettings()).rows
  for (const role of ['observance_judge', 'observance_web', 'observance_door']) {
    const itself = new pg.Client({
      ...{ host, port: 5432, database: 'own' },
      user: role,
      password: passwordOf(key, role),
    })
    await itself.connect()
    await itself.query('alter role current_user set default_transaction_read_only = on')
    await itself.query('alter role current_user in database own set row_security = off')
    await itself.end()
  }
  assert.notDeepEqual((await ownSettings()).rows, before)
  const again = await openStore(settings)
  await openFirewall(again, ROLES)
  await again.close()
  assert.deepEqual((await ownSettings()).rows, before)
})

test('a superuser closes the counters of the server once, and an owner who is none works on', async () => {
  const judge = new pg.Client({
    ...{ host, port: 5432, database: 'own' },
    user: 'observance_judge',
    password: passwordOf(key, 'observance_judge'),
  })
  const own = new pg.Client({
    ...{ host, port: 5432, database: 'own' },
    user: EMBEDDED_OWNER,
    password: passwordOf(key, EMBEDDED_OWNER),
  })
  await Promise.all([judge.connect(), own.connect()])
  const counted = () => judge.query("select n_tup_ins from pg_stat_all_tables where schemaname = 'school'")
  assert.equal((await counted()).rowCount, 1)
  for (let times = 0; times < 2; times++)
    await own.query(readFileSync(join(import.meta.dirname, 'server-counters.sql'), 'utf8'))
  await assert.rejects(counted(), /permission denied/)
  await Promise.all([judge.end(), own.end()])
  const again = await openStore(settings)
  const firewall = await openFirewall(again, ROLES)
  assert.equal((await firewall.asOfficer(ANNA, (tx) => sql`select note from court.hearing`.execute(tx))).rows.length, 2)
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

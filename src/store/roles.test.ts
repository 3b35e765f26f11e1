/** Login roles of the registers: a hole between two of them is refused in one sentence, and what is right is left alone. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import pg from 'pg'
import { startTestCluster } from '../../tests/store.ts'
import { CannotStart } from './cannot-start.ts'
import { keyFrom } from './data-folder.ts'
import { EMBEDDED_OWNER } from './embedded.ts'
import { ensureLogins, passwordOf } from './roles.ts'

const cluster = await startTestCluster()
const key = keyFrom(cluster.dataFolder, 'roles')
const place = { host: `${cluster.dataFolder}/run`, port: 5432, database: 'postgres' }
const owner = new pg.Client({ ...place, user: EMBEDDED_OWNER, password: passwordOf(key, EMBEDDED_OWNER) })
await owner.connect()
after(async () => {
  await owner.end()
  await cluster.stop()
})

const LOGINS = ['observance_one', 'observance_two'].map((name) => ({ name, most: 5 }))
const ensure = () => ensureLogins(owner, key, LOGINS)
const stateOf = async () =>
  (
    await owner.query(
      "select xmin, rolname, rolpassword from pg_authid where rolname like 'observance_%' order by rolname",
    )
  ).rows

const attributes = async () =>
  (
    await owner.query(
      "select rolcanlogin, rolinherit, rolsuper, rolcreaterole, rolbypassrls, rolconnlimit from pg_roles where rolname = 'observance_one'",
    )
  ).rows

beforeEach(ensure)

test('a login role inherits nothing, creates nothing, finds nothing by accident, and has few connections', async () => {
  const { rows } = await owner.query(
    "select rolcanlogin, rolinherit or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as more, rolconnlimit, (select array_agg(one order by length(one)) from unnest(rolconfig) one) as rolconfig from pg_roles where rolname = 'observance_one'",
  )
  assert.deepEqual(rows, [
    {
      rolcanlogin: true,
      more: false,
      rolconnlimit: 5,
      rolconfig: ['statement_timeout=30s', 'search_path=pg_catalog', 'idle_in_transaction_session_timeout=60s'],
    },
  ])
})

test('a login role that is right already is not touched by the next start', async () => {
  const earlier = await stateOf()
  await ensure()
  assert.deepEqual(await stateOf(), earlier)
})

for (const harm of [
  'superuser',
  'inherit',
  'createrole',
  'bypassrls',
  'connection limit 50',
  'nologin',
  "set search_path to 'public'",
])
  test(`a login role that somebody made "${harm}" is mended at the next start`, async () => {
    const before = await attributes()
    await owner.query(`alter role observance_one ${harm}`)
    await ensure()
    assert.deepEqual(await attributes(), before)
    const login = new pg.Client({ ...place, user: 'observance_one', password: passwordOf(key, 'observance_one') })
    await login.connect()
    assert.equal((await login.query('show search_path')).rows[0].search_path, 'pg_catalog')
    await login.end()
  })

for (const [member, role] of [
  ['observance_one', 'observance_two'],
  ['observance_one', 'pg_read_all_data'],
  ['observance_web', 'observance_two'],
  ['somebody_else', 'observance_one'],
] as const)
  test(`a start is refused where ${member} is a member of ${role}, and the sentence says how to mend it`, async () => {
    if (member === 'somebody_else') await owner.query('create role somebody_else')
    await owner.query(`grant ${role} to ${member}`)
    await assert.rejects(
      ensure(),
      (error) =>
        error instanceof CannotStart &&
        error.message.includes(`${member} is a member of ${role}`) &&
        error.message.includes(`revoke ${role} from ${member}`),
    )
    await owner.query(`revoke ${role} from ${member}`)
    await ensure()
  })

test("another installation's roles in the same cluster are refused and left as they are", async () => {
  const earlier = await stateOf()
  await assert.rejects(ensureLogins(owner, randomBytes(32), LOGINS), /belongs to another installation of Observance/)
  assert.deepEqual(await stateOf(), earlier)
})

/**
 * The permanent injection test: what SQL can do that got into an agency's connection. Each line is one statement that an attacker
 * would try as the login of immigration enforcement, beside a school's table with one marked pupil. P19, P22.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { buildTwoWalls, OFFICER, REGISTRAR, ROLES } from './fixtures/two-walls.ts'
import { openFirewall } from './index.ts'

const store = await testStore()
const firewall = await openFirewall(store, ROLES)
await buildTwoWalls(store)

const inject = (statement: string) =>
  firewall.asOfficer(OFFICER, async (tx) => {
    await sql`select firewall.office()`.execute(tx)
    return sql.raw(statement).execute(tx)
  })

const REFUSED: Readonly<Record<string, string>> = {
  'to read the table': 'select * from school.pupil',
  'to become the owner by a setting': "select set_config('role', 'observance_owner', true)",
  'to become the school by a setting': "select set_config('role', 'observance_school_registrar', true)",
  'to read it as XML, as another role': `select set_config('role', 'observance_school_registrar', true), query_to_xml('select * from school.pupil', true, true, '')`,
  'to read it as XML': `select query_to_xml('select * from school.pupil', true, true, '')`,
  'to read the schema as XML': "select schema_to_xml('school', true, true, '')",
  'to set the role': 'set role observance_school_registrar',
  'to change the session': 'set session authorization observance_school_registrar',
  'to change the session by a setting':
    "select set_config('session_authorization', 'observance_school_registrar', true)",
  'to read the secret of tickets': 'select * from firewall.ticket_secret',
  'to read the keys of backends': 'select * from firewall.backend',
  'to make the key of a backend': "select firewall.padded('\\x00', 54)",
  'to read access records': 'select * from firewall.access_record',
  'to read who saw whom': 'select * from firewall.person_seen',
  'to find the canaries': 'select * from firewall.canary',
  'to raise its own quota': 'update firewall.quota set persons = 1000',
  'to count persons for a colleague': `select firewall.count_person('${REGISTRAR.id}', 'education', '\\x00')`,
  'to read the passwords': 'select * from pg_authid',
  'to read the passwords by their view': 'select * from pg_shadow',
  'to read a file of the server': "select pg_read_file('/etc/passwd')",
  'to list a folder of the server': "select pg_ls_dir('.')",
  'to import a file': "select lo_import('/etc/passwd')",
  'to export a file': "select lo_export(1, '/tmp/x')",
  'to copy from a file': "copy pg_class to '/tmp/x'",
  'to run a program': "copy (select 1) to program 'id'",
  'to reach another server': "select dblink('dbname=postgres', 'select 1')",
  'to bring in an extension': 'create extension dblink',
  'to make a temporary table': 'create temporary table t (id int)',
  'to make a function': 'create function pg_temp.f() returns int language sql as $$ select 1 $$',
  'to make a schema': 'create schema mine',
  'to make a table in the public schema': 'create table public.t (id int)',
  'to make a role': 'create role another',
  'to join the school': 'grant observance_school_registrar to observance_sms_enforcement',
  'to give away what it has': 'grant select on school.pupil to public',
  'to turn row policies off for all': 'alter table court.hearing disable row level security',
  'to turn triggers off': "set session_replication_role = 'replica'",
  'to change how the server logs': "set log_statement = 'all'",
  'to read the settings of files': 'select * from pg_file_settings',
  'to read the rules of entry': 'select * from pg_hba_file_rules',
  'to look into statistics of values': 'select * from pg_statistic',
  'to end another connection':
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'observance_school_registrar'",
  'to read the follow-up tables': 'select * from followup.account',
  'to read the ledger': 'select * from ledger.leaf',
  'to read the migrations': 'select * from store.migration',
  'to prepare for another session': "prepare transaction 'x'",
}

for (const [attempt, statement] of Object.entries(REFUSED))
  test(`injected SQL is refused when it tries ${attempt}`, async () => {
    // A connection of the school stands open, so that there is somebody to look at and to end.
    await firewall.asOfficer(REGISTRAR, async (school) => {
      await sql`select name from school.pupil`.execute(school)
      await assert.rejects(
        inject(statement),
        /permission denied|must be|does not exist|cannot set|is not allowed|not a member|disabled|Only roles/i,
      )
    })
  })

test('injected SQL sees no estimate of what a table behind the wall holds', async () => {
  const owner = await store.ownerClient()
  await owner.query('analyze school.pupil')
  await owner.end()
  const { rows } = await inject("select * from pg_stats where schemaname = 'school'")
  assert.deepEqual(rows, [])
})

test('injected SQL does not see what other logins ask', async () => {
  await firewall.asOfficer(REGISTRAR, async (school) => {
    await sql`select name from school.pupil where name = 'Marker-In-A-Query'`.execute(school)
    const { rows } = await inject('select query from pg_stat_activity where usename is distinct from current_user')
    assert.ok(rows.length > 0)
    assert.ok(!JSON.stringify(rows).includes('Marker-In-A-Query'))
    assert.ok(!JSON.stringify(rows).includes('school.pupil'))
  })
})

test('what injected SQL may do is what docs/security.md says it may', async () => {
  await inject("select pg_notify('anybody', 'x')")
  await inject('select pg_try_advisory_xact_lock(1)')
  const { rows } = await inject("select rolname from pg_roles where rolname = 'observance_school_registrar'")
  assert.equal(rows.length, 1)
})

/**
 * The permanent injection test: what SQL can do that got into an agency's connection. Each line is one statement that an attacker
 * would try as the login of immigration enforcement, beside a school's table with one marked pupil. P19, P22.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { ANNA, buildTwoWalls, OFFICER, REGISTRAR, ROLES } from './fixtures/two-walls.ts'
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
  'to count what is written behind the wall': "select n_tup_ins from pg_stat_all_tables where schemaname = 'school'",
  'to count it by the function below': "select pg_stat_get_tuples_inserted(oid) from pg_class where relname = 'pupil'",
  'to count what is read there': "select idx_scan from pg_stat_user_indexes where schemaname = 'school'",
  'to count blocks': "select heap_blks_hit from pg_statio_user_tables where schemaname = 'school'",
  'to count what the database does': 'select xact_commit from pg_stat_database',
  'to see how the log of the database grows': 'select pg_current_wal_insert_lsn()',
  'to count transactions by their number': 'select txid_current()',
  'to count them by the name of today': 'select pg_current_xact_id()',
  'to see which are under way': 'select pg_current_snapshot()',
  'to see which are under way, by the old name': 'select txid_current_snapshot()',
  'to ask what became of one': "select pg_xact_status('3')",
  'to count them by the age of the oldest': 'select age(datfrozenxid) from pg_database',
  'to count groups of transactions': 'select mxid_age(datminmxid) from pg_database',
  'to read where the last checkpoint stood': 'select pg_control_checkpoint()',
  'to write into the log, and learn how far it has come': "select pg_logical_emit_message(false, 'x', 'y')",
  'to learn by a signal whether there is a session': 'select pg_cancel_backend(1)',
  'to end the session of a colleague': 'select pg_terminate_backend(pg_backend_pid())',
  'to measure a table': "select pg_relation_size(oid) from pg_class where relname = 'pupil'",
  'to measure a table with its indexes': "select pg_total_relation_size(oid) from pg_class where relname = 'pupil'",
  'to see who holds a lock on what': 'select relation from pg_locks',
  'to see whom it waits for': 'select pg_blocking_pids(1)',
  'to see who is connected': 'select usename from pg_stat_activity',
  'to see who is connected by the function below': 'select usesysid from pg_stat_get_activity(null)',
  'to see what waits for a second phase': 'select * from pg_prepared_xacts',
  'to give its moment to another': 'select pg_export_snapshot()',
  'to keep something beside the registers': "select lo_from_bytea(0, 'kept')",
  'to make a place for it': 'select lo_create(0)',
  'to name the counters anew': 'select pg_stat_reset()',
  'to read the samples of values': 'select * from pg_statistic_ext_data',
  'to read what others prepared elsewhere': 'select * from pg_user_mapping',
  'to read where subscriptions lead': 'select subconninfo from pg_subscription',
  'to read by which transaction a hearing came': 'select xmin from court.hearing',
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

/** What a statement might leave for whoever comes next on the connection, and how that one would meet it. */
const LEFT: Readonly<Record<string, readonly [leave: string, find: string]>> = {
  'a statement under the name of one of ours': [
    "do $$ begin execute 'prepare observance_7 as select 1'; end $$",
    'execute observance_7',
  ],
  'rows in a cursor': ['declare kept cursor with hold for select 1', 'fetch all from kept'],
  'a channel that it listens to': ['listen anybody', 'select 1 / count(*) from pg_listening_channels()'],
  'a setting': ["set statement_timeout = '77s'", "select 1 / (current_setting('statement_timeout') = '77s')::int"],
  'a lock': ['select pg_advisory_lock(771), pg_advisory_lock(771)', 'select 1 / pg_advisory_unlock(771)::int'],
}

for (const [what, [leave, find]] of Object.entries(LEFT))
  test(`injected SQL leaves nothing for the colleague who comes next on its connection: ${what}`, async () => {
    const colleague = { ...OFFICER, id: REGISTRAR.id }
    // It would be found by whoever has not left yet.
    await firewall.asOfficer(OFFICER, async (tx) => {
      await sql.raw(leave).execute(tx)
      if (!what.startsWith('a channel')) await sql.raw(find).execute(tx)
    })
    for (let next = 0; next < 5; next++)
      await assert.rejects(
        firewall.asOfficer(colleague, (tx) => sql.raw(find).execute(tx)),
        /does not exist|division by zero/,
      )
  })

test('the counters of the server stay with who runs it', async () => {
  const owner = await store.ownerClient()
  const { rows } = await owner.query("select n_tup_ins from pg_stat_all_tables where schemaname = 'school'")
  await owner.end()
  assert.equal(rows.length, 1)
})

/** Each fails, or tells, by what a row holds: of a colleague's office nothing may fail. */
const BY_VALUE: Readonly<Record<string, string>> = {
  'a cast': 'select count(*) from court.hearing where note::int = 1',
  'a division': "select count(*) from court.hearing where 1 / (case when note = 'of court two' then 0 else 1 end) = 1",
  'an error of its own': 'select count(*) from court.hearing where note::xml is document',
  'a sum': 'select sum(length(note)) from court.hearing',
  'the order of rows': 'select note from court.hearing order by note desc limit 1',
  'a lock on the row': "select note from court.hearing where note = 'of court two' for update",
}

for (const [how, statement] of Object.entries(BY_VALUE))
  test(`injected SQL learns nothing of the rows of another office by ${how}`, async () => {
    const told = await firewall
      .asOfficer(ANNA, async (tx) => JSON.stringify((await sql.raw(statement).execute(tx)).rows))
      .catch((error: unknown) => JSON.stringify({ said: String(error), detail: Object(error).detail }))
    const owner = await store.ownerClient()
    await owner.query('create table public.kept as table court.hearing')
    await owner.query("delete from court.hearing where office = 'court-2'")
    const without = await firewall
      .asOfficer(ANNA, async (tx) => JSON.stringify((await sql.raw(statement).execute(tx)).rows))
      .catch((error: unknown) => JSON.stringify({ said: String(error), detail: Object(error).detail }))
    await owner.query(
      "insert into court.hearing select * from public.kept where office = 'court-2'; drop table public.kept",
    )
    await owner.end()
    assert.equal(told, without)
    assert.ok(!told.includes('court two'), told)
  })

test('what injected SQL may do is what docs/security.md says it may', async () => {
  await inject("select pg_notify('anybody', 'x')")
  await inject('select pg_try_advisory_xact_lock(1)')
  const plan = await firewall.asOfficer(ANNA, (tx) =>
    sql
      .raw("explain (analyze, costs off, timing off) select from court.hearing where note = 'of court two'")
      .execute(tx),
  )
  assert.match(JSON.stringify(plan.rows), /Rows Removed by Filter: \d/)
  const { rows } = await inject("select rolname from pg_roles where rolname = 'observance_school_registrar'")
  assert.equal(rows.length, 1)
})

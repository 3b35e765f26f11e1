/** What the declarations allow is what the database allows; whatever somebody changes by hand refuses the start, by name. P19, P20. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testStore } from '../../tests/store.ts'
import { ANNA, BORIS, buildTwoWalls, REGISTRAR, ROLES } from './fixtures/two-walls.ts'
import { type Catalogue, differences, enforce, loginsFor, openFirewall, ownSchema } from './index.ts'

const store = await testStore()
const firewall = await openFirewall(store, ROLES)
await buildTwoWalls(store)
const owner = await store.ownerClient()
after(() => owner.end())

const logins = loginsFor(ROLES).map(({ name }) => name)
const catalogue: Catalogue = {
  logins,
  schemas: [
    ownSchema(logins, ['observance_register'], { login: 'observance_watchdog', looks: ['id'], alarms: ['id'] }),
    {
      name: 'court',
      tables: [
        {
          name: 'hearing',
          reads: [
            { login: 'observance_judge', columns: ['id', 'office', 'note'], rows: { column: 'office', is: 'office' } },
            {
              login: 'observance_sms_enforcement',
              columns: ['id'],
              rows: {
                column: 'id',
                listed: { schema: 'court', table: 'summoned', column: 'hearing', whose: 'officer', is: 'officer' },
              },
            },
          ],
        },
        {
          name: 'summoned',
          reads: [
            {
              login: 'observance_sms_enforcement',
              columns: ['hearing', 'officer'],
              rows: { column: 'officer', is: 'officer' },
            },
          ],
        },
      ],
      functions: [{ signature: 'commit(jsonb)', callers: ['observance_judge'] }],
    },
    {
      name: 'school',
      tables: [{ name: 'pupil', reads: [{ login: 'observance_school_registrar', columns: ['name'], rows: 'all' }] }],
      functions: [],
    },
  ],
}

before(async () => {
  await owner.query(`
    create table court.summoned (hearing uuid, officer uuid);
    create function court.commit(command jsonb) returns text language sql security definer set search_path = pg_catalog, pg_temp as $$ select 'ok' $$;
    create function court.bare() returns int language sql as $$ select 1 $$;
    grant select, delete on court.hearing to observance_school_registrar;
    grant select (note) on court.hearing to public`)
  await enforce(owner, catalogue)
})

test('a database as the catalogue made it shows no difference, however often it is asked', async () => {
  for (let i = 0; i < 3; i++) assert.deepEqual(await differences(owner, catalogue), [])
  await enforce(owner, catalogue)
})

test('a login reads its own rows and its own columns, and calls what it may call', async () => {
  const notes = (officer: typeof ANNA | typeof BORIS) =>
    firewall.asOfficer(
      officer,
      async (tx) => (await sql`select note from court.hearing order by note`.execute(tx)).rows.length,
    )
  assert.deepEqual([await notes(ANNA), await notes(BORIS)], [2, 1])
  await firewall.asOfficer(ANNA, (tx) => sql`select court.commit('{}')`.execute(tx))
  for (const [who, query] of [
    [ANNA, 'select officer from court.hearing'],
    [ANNA, 'select * from court.hearing'],
    [ANNA, 'select * from court.summoned'],
    [ANNA, 'select court.bare()'],
    [ANNA, 'update court.hearing set note = note'],
    [REGISTRAR, 'select note from court.hearing'],
    [REGISTRAR, "select court.commit('{}')"],
  ] as const)
    await assert.rejects(
      firewall.asOfficer(who, (tx) => sql.raw(query).execute(tx)),
      /permission denied/,
      query,
    )
})

const HARM: readonly (readonly [string, string, RegExp])[] = [
  [
    'a grant on a table',
    'grant select on court.hearing to observance_school_registrar',
    /not declared: observance_school_registrar may select court\.hearing/,
  ],
  [
    'a grant on a column',
    'grant select (officer) on court.hearing to observance_judge',
    /not declared: observance_judge may select court\.hearing \(officer\)/,
  ],
  [
    'a grant that was taken',
    'revoke select (note) on court.hearing from observance_judge',
    /missing: observance_judge may select court\.hearing \(note\)/,
  ],
  [
    'a grant to write',
    'grant update on court.hearing to observance_judge',
    /not declared: observance_judge may update/,
  ],
  ['a grant to everybody', 'grant select on school.pupil to public', /not declared: PUBLIC may select school\.pupil/],
  [
    'a grant on a schema',
    'grant usage on schema school to observance_judge',
    /not declared: observance_judge may enter schema school/,
  ],
  [
    'a schema open to everybody',
    'grant usage on schema court to public',
    /not declared: PUBLIC may enter schema court/,
  ],
  [
    'a grant on a function',
    'grant execute on function court.bare() to public',
    /not declared: PUBLIC may execute court\.bare\(\)/,
  ],
  [
    'a new function, which everybody may call',
    'create function court.new() returns int language sql as $$ select 1 $$',
    /not declared: PUBLIC may execute court\.new\(\)/,
  ],
  [
    'a dropped policy',
    'drop policy reads_observance_judge on court.hearing',
    /missing: policy reads_observance_judge of court\.hearing/,
  ],
  [
    'a changed policy',
    'alter policy reads_observance_judge on court.hearing using (true)',
    /not declared: policy reads_observance_judge .* using true/,
  ],
  [
    'a policy for another',
    'alter policy reads_observance_judge on court.hearing to public',
    /not declared: policy reads_observance_judge .* to PUBLIC/,
  ],
  [
    'one policy more',
    'create policy more on court.hearing for select to observance_judge using (true)',
    /not declared: policy more/,
  ],
  [
    'row policies off',
    'alter table court.hearing disable row level security',
    /row policies do not bind court\.hearing/,
  ],
  [
    'row policies not forced',
    'alter table court.hearing no force row level security',
    /row policies do not bind court\.hearing where its owner works/,
  ],
  [
    'a function without a pinned search_path',
    'alter function court.commit(jsonb) reset search_path',
    /function court\.commit runs as its owner with no pinned search_path/,
  ],
  [
    'a function with a search_path that finds public',
    'alter function court.commit(jsonb) set search_path = public',
    /no pinned search_path/,
  ],
  ['another owner', 'alter table court.hearing owner to observance_web', /court\.hearing belongs to observance_web/],
  [
    'another owner of a function',
    'grant create on schema court to observance_web; alter function court.commit(jsonb) owner to observance_web',
    /function court\.commit belongs to observance_web/,
  ],
  [
    'a view that reads as its owner',
    'create view court.all_of_them as select * from court.hearing',
    /view court\.all_of_them reads as its owner/,
  ],
  ['a table that nobody declared', 'create table court.more (id int)', /row policies do not bind court\.more/],
  [
    'rights on whatever comes',
    'alter default privileges in schema court grant select on tables to observance_judge',
    /whatever observance_owner makes is granted to observance_judge/,
  ],
  [
    'a role that joined another',
    'grant observance_school_registrar to observance_judge',
    /observance_judge is a member of observance_school_registrar/,
  ],
  [
    'a role that passes row policies by',
    'alter role observance_judge bypassrls',
    /observance_judge is more than a login/,
  ],
  [
    'rights in the follow-up',
    'grant select on followup.account to observance_judge',
    /not declared: observance_judge may select followup\.account/,
  ],
  [
    'the follow-up open to everybody',
    'grant usage on schema followup to public',
    /not declared: PUBLIC may enter schema followup/,
  ],
  [
    'rights of the follow-up in a register',
    'grant select on court.hearing to observance_web',
    /not declared: observance_web may select court\.hearing/,
  ],
  [
    'rights in the system catalogue',
    'grant select on pg_authid to observance_judge',
    /not declared: observance_judge may select pg_catalog\.pg_authid/,
  ],
  [
    'files of the server',
    'grant execute on function pg_read_file(text) to observance_judge',
    /not declared: observance_judge may execute pg_catalog\.pg_read_file\(text\)/,
  ],
  [
    'temporary tables',
    'do $$ begin execute format($f$grant temporary on database %I to public$f$, current_database()); end $$',
    /not declared: PUBLIC may temporary in this database/,
  ],
  [
    'a setting of the server',
    'grant set on parameter log_statement to observance_judge',
    /not declared: observance_judge may set log_statement/,
  ],
  [
    'the secret of tickets',
    'grant select on firewall.ticket_secret to observance_judge',
    /not declared: observance_judge may select firewall\.ticket_secret/,
  ],
]

for (const [harm, statement, said] of HARM)
  test(`a change by hand is found and named: ${harm}`, async () => {
    await owner.query('begin')
    await owner.query(statement)
    const found = await differencesInside()
    await owner.query('rollback')
    assert.ok(
      found.some((one) => said.test(one)),
      found.join('\n') || 'nothing was found',
    )
    assert.deepEqual(await differences(owner, catalogue), [])
  })

/** `differences` reads in a transaction of its own; here it must not end ours, which takes the harm back. */
async function differencesInside(): Promise<readonly string[]> {
  const inside = Object.create(owner, {
    query: {
      value: (text: string, values?: unknown[]) =>
        owner.query(
          text === 'begin' ? 'savepoint looking' : text === 'rollback' ? 'rollback to looking' : text,
          values,
        ),
    },
  }) as typeof owner // the same connection
  return differences(inside, catalogue)
}

test('a start after a change by hand is refused with what differs, and changes nothing', async () => {
  await owner.query('grant select on court.hearing to observance_school_registrar')
  await assert.rejects(
    enforce(owner, catalogue),
    /^CannotStart: The firewall in the database .*Nothing was changed\. What differs: not declared: observance_school_registrar may select court\.hearing\.$/,
  )
  assert.equal((await differences(owner, catalogue)).length, 1)
  await owner.query('revoke select on court.hearing from observance_school_registrar')
  await enforce(owner, catalogue)
})

test('a new version of the declarations is brought in, and what it no longer says is gone', async () => {
  const [own, , school] = catalogue.schemas
  assert.ok(own !== undefined && school !== undefined)
  const less = { ...catalogue, schemas: [own, { ...school, tables: [{ name: 'pupil', reads: [] }] }] }
  await enforce(owner, less).catch((error: Error) => assert.match(error.message, /court/))
  await assert.rejects(
    firewall.asOfficer(REGISTRAR, (tx) => sql`select name from school.pupil`.execute(tx)),
    /permission denied/,
  )
  await enforce(owner, catalogue)
})

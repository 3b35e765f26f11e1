/** Each migration on a database filled by the version before it; a new file in `migrations/` is tested with no new code here. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { fill, lostBetween, momentOf, type Row, rowsOf, tablesOf } from '../../tests/migration.ts'
import { testStore } from '../../tests/store.ts'
import { type Migration, migrate, migrations } from './migrate.ts'

/** Databases with so many migrations, to copy: each is the one before it and one more, so that none runs twice. */
const made = new Map<number, string>([[0, 'template1']])
// Before the store closes, whose own hook is the next.
after(async () => {
  const owner = await store.ownerClient()
  for (const [count, name] of made) if (count > 0) await owner.query(`drop database ${name} with (force)`)
  await owner.end()
})

const store = await testStore('country')
const carried = migrations()
const source: Record<string, Row[]> = {}

before(async () => {
  const owner = await store.ownerClient()
  for (const table of await tablesOf(owner)) source[table] = await rowsOf(owner, table)
  await owner.end()
  Object.assign(source, rowsOfTheMoment(String(source.account?.[0]?.id)))
})

/** Tables that hold what is for the moment, which a country as installed has no rows of. */
function rowsOfTheMoment(account: string): Record<string, Row[]> {
  const at = '2026-11-24T09:00:00Z'
  const sha256 = 'b'.repeat(64)
  const model = {}
  return {
    session: [{ token_sha256: '\\x00', account, opened_at: at, seen_at: at, ends_at: at }],
    kept_form: [{ token_sha256: '\\x01', path: '/work', fields: { title: 'Kept' }, kept_at: at }],
    import_draft: [
      { id: randomUUID(), account, file_name: 'a.txt', source_sha256: sha256, model, begun_at: at, version: 1 },
    ],
    letter: [{ id: randomUUID(), account, day: '2026-11-24', subject: 'S', body: 'B', written_at: at, attempts: 0 }],
  }
}

/** Works in a database of its own with these migrations and no rows; gone afterwards. */
async function inDatabase(versions: readonly Migration[], work: (client: pg.Client) => Promise<void>): Promise<void> {
  const owner = await store.ownerClient()
  const template = await withoutRows(owner, versions)
  const name = `version_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template ${template}`)
  const client = new pg.Client(connectionTo(owner, name))
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end()
    await owner.query(`drop database ${name} with (force)`)
    await owner.end()
  }
}

async function withoutRows(owner: pg.Client, versions: readonly Migration[]): Promise<string> {
  const known = made.get(versions.length)
  if (known !== undefined) return known
  const before = await withoutRows(owner, versions.slice(0, -1))
  const name = `versions_${randomUUID().replaceAll('-', '')}`
  await owner.query(`create database ${name} template ${before}`)
  const client = new pg.Client(connectionTo(owner, name))
  await client.connect()
  await migrate(client, versions).finally(() => client.end())
  made.set(versions.length, name)
  return name
}

function connectionTo({ host, user, password }: pg.Client, database: string): pg.ClientConfig {
  return { host, user: user ?? '', password: password ?? '', database }
}

/** What a migration takes on purpose, by its name. */
const TAKEN: Readonly<Record<string, RegExp>> = {
  // Sessions are opened, and persons bound, at the door alone; which post it is does not change.
  '0040-passkeys': /^grant: observance_web may (insert|update) (account|session|post) \(/,
}

carried.forEach((next, index) => {
  if (index === 0) return
  test(`${next.name} loses no row, no history, no grant, no policy and no trigger of ${carried[index - 1]?.name}`, async (context) => {
    await inDatabase(carried.slice(0, index), async (client) => {
      const filled = await fill(client, source)
      const empty = (await tablesOf(client)).filter((table) => !filled.includes(table))
      if (empty.length > 0) context.diagnostic(`without rows: ${empty.join(', ')}`)
      assert.ok(filled.length > 20 && filled.includes('history') && filled.includes('measure'), filled.join(', '))
      const earlier = await momentOf(client)
      assert.deepEqual(await migrate(client, carried.slice(0, index + 1)), [next.name])
      const lost = lostBetween(earlier, await momentOf(client))
      assert.deepEqual(
        lost.filter((one) => TAKEN[next.name]?.test(one) !== true),
        [],
      )
    })
  })
})

for (const [harm, sql, found] of [
  ['deletes rows', 'delete from followup.letter', /^row of letter/],
  [
    'changes a value',
    "update followup.institution set note = 'x' where code = (select min(code) from followup.institution)",
    /^row of institution/,
  ],
  [
    'takes a grant',
    'revoke update (title) on followup.measure from observance_web; revoke update on followup.measure from observance_web',
    /^grant: observance_web may update measure/,
  ],
  ['opens a table', 'alter table followup.measure disable row level security', /^policy: measure for/],
  ['stops the history', 'alter table followup.measure disable trigger recorded', /^trigger: measure: recorded/],
] as const)
  test(`a migration that ${harm} would be found`, async () => {
    await inDatabase(carried, async (client) => {
      await fill(client, source)
      const earlier = await momentOf(client)
      await client.query(`set session_replication_role = replica; ${sql}; set session_replication_role = default`)
      assert.match(lostBetween(earlier, await momentOf(client))[0] ?? 'nothing found', found)
    })
  })

test('a migration that fails half-way leaves the database as it was', async () => {
  await inDatabase(carried, async (client) => {
    const earlier = await momentOf(client)
    const broken = { name: '9999-broken', sql: 'create table followup.half (id int); select 1/0', sha256: 'x' }
    await assert.rejects(migrate(client, [...carried, broken]), /migration 9999-broken failed and was rolled back/)
    assert.deepEqual(await momentOf(client), earlier)
  })
})

test('of two that migrate at once from nothing, and from the version before, one does and the other finds it done', async () => {
  for (const from of [0, carried.length - 1]) {
    await inDatabase(carried.slice(0, from), async (first) => {
      const second = new pg.Client(connectionTo(first, first.database ?? ''))
      await second.connect()
      const ran = await Promise.all([migrate(first), migrate(second)])
      assert.deepEqual(ran.map(({ length }) => length).toSorted(), [0, carried.length - from])
      await second.end()
    })
  }
})

test('a released migration whose text has changed is refused, and nothing runs', async () => {
  await inDatabase(carried, async (client) => {
    const [first, ...others] = carried
    assert.ok(first !== undefined)
    const more = { name: '9999-more', sql: 'create table followup.more (id int)', sha256: 'y' }
    await assert.rejects(
      migrate(client, [{ ...first, sha256: 'changed' }, ...others, more]),
      /was used by another version of Observance/,
    )
    assert.ok(!(await tablesOf(client)).includes('more'))
  })
})

/** What is for the moment, what opens the door for one person, what is made from other rows; the letter's own columns say what became of it. */
const UNRECORDED = [
  'search_entry',
  'session',
  'signing',
  'calendar_subscription',
  'kept_form',
  'import_draft',
  'letter',
]

test('what can be changed has a history of its changes, and every table with an audience is closed by row policies', async () => {
  await inDatabase(carried, async (client) => {
    const { triggers, policies, grants } = await momentOf(client)
    const tables = await tablesOf(client)
    const changeable = tables.filter((table) =>
      grants.some(
        (grant) =>
          (/^observance_(?:web|door) may update /.test(grant) && grant.includes(` update ${table} (`)) ||
          (/^observance_(?:web|door) may delete /.test(grant) && grant.endsWith(` delete ${table}`)),
      ),
    )
    const unrecorded = changeable.filter(
      (table) => !triggers.includes(`${table}: recorded`) && !UNRECORDED.includes(table),
    )
    assert.deepEqual(unrecorded, [])
    const { rows } = await client.query<{ name: string }>(
      "select distinct table_name as name from information_schema.columns where table_schema = 'followup' and column_name = 'audience' and table_name = any($1)",
      [tables],
    )
    const isRead = (name: string) => grants.some((grant) => grant.startsWith(`observance_web may select ${name} (`))
    assert.ok(rows.length > 5)
    assert.deepEqual(
      rows.filter(({ name }) => isRead(name) && !policies.some((policy) => policy.startsWith(`${name} for`))),
      [],
    )
  })
})

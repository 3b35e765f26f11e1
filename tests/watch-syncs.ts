/**
 * What the processes of a database ask of the machine, watched from outside with strace: what they write into the log of the database,
 * and when a sync of it has come back. PostgreSQL is not asked about any of it. strace comes with the system, not with npm;
 * where it is not there, or may not watch, `watchSyncs` gives null.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Sync {
  /** What was written into the log and is on the disk with this sync: from and to which of its positions, in bytes. */
  readonly pages: readonly Written[]
  /** When it came back, in milliseconds of Unix time. */
  readonly at: number
}

interface Written {
  readonly path: string
  readonly from: bigint
  readonly to: bigint
  readonly writtenAt: number
}

/** Watches until `end` is called, which gives every sync of the log in the order in which they came back. */
export interface Watch {
  readonly end: () => Promise<readonly Sync[]>
}

const SEGMENT = 16n * 1024n * 1024n
const CALLS = 'pwrite64,pwritev,pwritev2,fdatasync,fsync'

/** All processes of the server, and those that it starts later. */
export async function watchSyncs(postmaster: number): Promise<Watch | null> {
  if (spawnSync('strace', ['-V']).error !== undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'syncs-'))
  const said = join(folder, 'said')
  const watched = [postmaster, ...childrenOf(postmaster)].flatMap((pid) => ['-p', String(pid)])
  const strace = spawn(
    'strace',
    ['-f', '-ttt', '-T', '-y', '-s', '0', '-e', `trace=${CALLS}`, '-o', said, ...watched],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const ended = new Promise<void>((resolve) => strace.once('close', () => resolve()))
  let attached = 0
  const all = new Promise<void>((resolve) =>
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      attached += text.match(/attached/g)?.length ?? 0
      if (attached >= watched.length / 2) resolve()
    }),
  )
  const isWatching = await Promise.race([all.then(() => true), ended.then(() => false)])
  const gone = () => rmSync(folder, { recursive: true })
  if (!isWatching) {
    gone()
    return null
  }
  return {
    end: async () => {
      strace.kill('SIGINT')
      await ended
      const syncs = syncsIn(readFileSync(said, 'latin1'))
      gone()
      return syncs
    },
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        // The name of the program, in parentheses, may have spaces; its parent is the second word after it.
        return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]) === parent
      } catch {
        return false // it has ended
      }
    })
    .map(Number)
}

interface Call {
  readonly pid: string
  /** "fdatasync(5</data/pg_wal/000000010000000000000003>) = 0 <0.0005>"; what has not come back has no result yet. */
  readonly text: string
  readonly begunAt: number
  readonly endedAt: number | null
}

/** Reads what strace wrote, in its order: a sync covers what was written when it began. */
export function syncsIn(said: string): readonly Sync[] {
  /** Written, and not known to be on the disk. */
  let waiting: readonly Written[] = []
  /** By process: what its sync, which has begun, will have brought to the disk. */
  const covered = new Map<string, readonly Written[]>()
  const syncs: Sync[] = []
  for (const { pid, text, begunAt, endedAt } of callsIn(said)) {
    const [, name = '', path = ''] = /^(\w+)\(\d+<([^>]*\/pg_wal\/[0-9A-F]{24})>/.exec(text) ?? []
    if (path === '') continue
    const isSync = name.endsWith('sync')
    if (isSync && !covered.has(pid))
      covered.set(
        pid,
        waiting.filter((one) => one.path === path),
      )
    if (endedAt === null) continue
    if (!isSync) waiting = [...waiting, writtenIn(path, text, begunAt)]
    else if (/\) += 0\b/.test(text)) {
      const pages = covered.get(pid) ?? []
      waiting = waiting.filter((one) => !pages.includes(one))
      syncs.push({ pages, at: endedAt })
    }
    if (isSync) covered.delete(pid)
  }
  return syncs
}

/** Each call as it begins, where that is told apart from its end, and as it ends: "PID TIME call(…) = result <seconds>". */
function* callsIn(said: string): Generator<Call> {
  const begun = new Map<string, Call>()
  for (const line of said.split('\n')) {
    const [, pid = '', seconds = '', rest = ''] = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line) ?? []
    const at = Number(seconds) * 1000
    if (rest.includes('<unfinished ...>')) {
      const call = { pid, text: rest.replace(/ *<unfinished \.\.\.>$/, ''), begunAt: at, endedAt: null }
      begun.set(pid, call)
      yield call
    } else if (rest.startsWith('<... ')) {
      const first = begun.get(pid)
      const text = `${first?.text ?? ''}${rest.replace(/^<\.\.\. \w+ resumed>/, '')}`
      yield { pid, text, begunAt: first?.begunAt ?? at, endedAt: at }
    } else yield { pid, text: rest, begunAt: at, endedAt: at + Number(/<([\d.]+)>$/.exec(rest)?.[1] ?? 0) * 1000 }
  }
}

/** Which part of the log was written: the file bears its number in its name, the call says from where in it and how much. */
function writtenIn(path: string, text: string, writtenAt: number): Written {
  const name = path.slice(-24)
  const [, offset = '0', length = '0'] = /, (\d+)\) += (\d+)/.exec(text) ?? []
  const from = BigInt(`0x${name.slice(8, 16)}`) * 2n ** 32n + BigInt(`0x${name.slice(16)}`) * SEGMENT + BigInt(offset)
  return { path, from, to: from + BigInt(length), writtenAt }
}

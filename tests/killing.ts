/** What kill -9 may hit while others write: the server, the database, one of its processes, all at once. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../src/store/index.ts'
import { ownerOf, postmasterOf, type ServerProcess } from './server.ts'

export interface Kill {
  /** "the server": begins the name of a test. */
  readonly what: string
  /** Kills, and waits until the database has gone through it: on a busy machine it may go on for a while as if nothing had happened. */
  readonly act: () => Promise<void>
  /** Whether the server itself is gone afterwards, and another must be started. */
  readonly endsServer: boolean
}

/** Each kind of kill on the server and the embedded database of a folder; `login` names whose process of the database is hit. */
export function killsOf(data: string, server: () => ServerProcess, login: string): readonly Kill[] {
  const killServer = async () => server().signal('SIGKILL')
  const killDatabase = () => whileConnected(data, async () => void process.kill(postmasterOf(data), 'SIGKILL'))
  return [
    { what: 'the server', act: killServer, endsServer: true },
    { what: 'the database', act: killDatabase, endsServer: false },
    { what: 'one process of the database', act: () => killBackend(data, login), endsServer: false },
    { what: 'the server and the database', act: () => killBoth(data, server()), endsServer: true },
  ]
}

export interface Served {
  readonly data: string
  readonly server: ServerProcess
  readonly start: () => Promise<ServerProcess>
}

/** Another server where that was killed; otherwise the same must still be there. Waits until its database takes connections. */
export async function serverAfter({ endsServer }: Kill, { data, server, start }: Served): Promise<ServerProcess> {
  const ended = await (endsServer ? server.ended : Promise.race([server.ended, sleep(300, null)]))
  if (!endsServer) assert.equal(ended, null, `it ended: ${ended?.errors}`)
  const next = endsServer ? await start() : server
  await databaseBack(data)
  return next
}

/** Until the database takes connections: after a crash it first reads its log. */
async function databaseBack(data: string): Promise<void> {
  for (;;) {
    const owner = await ownerOf(data).catch(() => null)
    if (owner !== null) return owner.end()
    await sleep(50)
  }
}

/** A connection of our own ends with the database; where one of its processes is killed, the database ends all others. */
async function whileConnected(data: string, kill: (owner: Awaited<ReturnType<typeof ownerOf>>) => Promise<void>) {
  const owner = await ownerOf(data)
  const gone = new Promise((resolve) => owner.once('end', resolve)) // an error comes before it
  await kill(owner)
  await gone
}

async function killBoth(data: string, server: ServerProcess): Promise<void> {
  await whileConnected(data, async () => {
    const database = postmasterOf(data)
    server.signal('SIGKILL')
    process.kill(database, 'SIGKILL')
  })
}

async function killBackend(data: string, login: string): Promise<void> {
  await whileConnected(data, async (owner) => {
    for (;;) {
      const { rows } = await owner.query<{ pid: number }>(
        "select pid from pg_stat_activity where usename = $1 order by state = 'active' desc limit 1",
        [login],
      )
      if (rows[0] !== undefined && isKilled(rows[0].pid)) return
      await sleep(20)
    }
  })
}

/** False where it has ended by itself since it was seen: a pool closes what it has not used for a while. */
function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
    throw error
  }
}

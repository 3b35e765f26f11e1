/** What kill -9 may hit while others write: the server, the database, one of its processes, all at once. */
import { ownerOf, postmasterOf, type ServerProcess } from './server.ts'

export interface Kill {
  /** "the server": begins the name of a test. */
  readonly what: string
  readonly act: () => Promise<void>
  /** Whether the server itself is gone afterwards, and another must be started. */
  readonly endsServer: boolean
}

/** Each kind of kill on the server and the embedded database of a folder; `login` names whose process of the database is hit. */
export function killsOf(data: string, server: () => ServerProcess, login: string): readonly Kill[] {
  const killServer = async () => server().signal('SIGKILL')
  const killDatabase = async () => void process.kill(postmasterOf(data), 'SIGKILL')
  return [
    { what: 'the server', act: killServer, endsServer: true },
    { what: 'the database', act: killDatabase, endsServer: false },
    { what: 'one process of the database', act: () => killBackend(data, login), endsServer: false },
    { what: 'the server and the database', act: () => killBoth(data, server()), endsServer: true },
  ]
}

async function killBoth(data: string, server: ServerProcess): Promise<void> {
  const database = postmasterOf(data)
  server.signal('SIGKILL')
  process.kill(database, 'SIGKILL')
}

async function killBackend(data: string, login: string): Promise<void> {
  const owner = await ownerOf(data)
  const { rows } = await owner.query<{ pid: number }>(
    "select pid from pg_stat_activity where usename = $1 order by state = 'active' desc limit 1",
    [login],
  )
  await owner.end()
  if (rows[0] !== undefined) process.kill(rows[0].pid, 'SIGKILL')
}

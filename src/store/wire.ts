/**
 * How queries travel to the database: as few times as can be. What opens a transaction goes together with its first
 * query, the end of one that only read is not waited for, and what is asked again is planned once a connection.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { Uncertain } from './errors.ts'

/** The pool as kysely needs it. Its clients must be in pipeline mode. */
export function wired(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    async connect() {
      const client = await pool.connect()
      const wire = known.get(client) ?? wireOf(client)
      known.set(client, wire)
      return wire
    },
    end: () => pool.end(),
  }
}

interface Asked {
  readonly text: string
  readonly values: unknown[]
  readonly name?: string
}

const BEGINS = /^(?:begin|start transaction)\b/
/** Who reads, told at the start of each transaction: see reader.ts. */
const TELLS = /^select set_config\(/

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const

function wireOf(client: pg.PoolClient): PostgresPoolClient {
  let opening: Asked[] = []
  let onlyReads = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    if (BEGINS.test(text)) {
      opening = [{ text, values: [] }]
      onlyReads = text.endsWith('read only')
      return NOTHING
    }
    if (opening.length > 0 && TELLS.test(text)) {
      opening.push(asked(text, parameters))
      return NOTHING
    }
    if (text === 'commit' || text === 'rollback') return end(text)
    const before = opening
    opening = []
    // A transaction that could not be opened, or does not know its reader, fails with that and answers nothing.
    const answers = await Promise.all(together(client, [...before, asked(text, parameters)]))
    return answers.at(-1)
  }
  const end = async (text: string) => {
    if (opening.length > 0) {
      opening = []
      return NOTHING
    }
    const ended = client.query(text)
    // Where the connection is gone there is nothing to take back, and the reason is what ended it.
    if (text === 'rollback') return ended.catch(() => NOTHING)
    if (!onlyReads)
      return ended.catch((error: Error) => {
        if ('severity' in error && error.severity === 'ERROR') throw error
        // Not an answer of the database: the connection went while it was saving.
        throw new Uncertain('the connection ended while a transaction was being committed', { cause: error })
      })
    ended.catch(() => undefined) // everything was read; whoever takes the connection next queues behind
    return NOTHING
  }
  // kysely's type also offers cursors, which need a dialect that is given one; ours is not.
  return { query, release: () => client.release() } as unknown as PostgresPoolClient
}

/** In one packet. */
function together(client: pg.PoolClient, queries: readonly Asked[]): Promise<pg.QueryResult>[] {
  const { stream } = client.connection
  stream.cork()
  const answers = queries.map((one) => client.query(one))
  stream.uncork()
  return answers
}

/** A database keeps what it is asked by name for as long as the connection lives, so there is a limit. */
const MOST_NAMED = 200
const names = new Map<string, string>()
/** Asked once so far: lists of many lengths never come again. */
let once = new Set<string>()

function asked(text: string, parameters: readonly unknown[]): Asked {
  const values = [...parameters]
  const name = names.get(text) ?? nameFor(text)
  return name === null ? { text, values } : { name, text, values }
}

function nameFor(text: string): string | null {
  if (!/^\s*(?:select|with)\b/i.test(text) || names.size >= MOST_NAMED) return null
  if (!once.has(text)) {
    if (once.size >= 2000) once = new Set()
    once.add(text)
    return null
  }
  once.delete(text)
  const name = `observance_${names.size}`
  names.set(text, name)
  return name
}

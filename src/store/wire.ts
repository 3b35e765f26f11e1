/**
 * How queries travel to the database: as few times as can be. What opens a transaction goes together with its first
 * query, the end of one that only read is not waited for, what is asked again is planned once a connection, and what a
 * page asks again while nothing has changed is not asked at all (memory.ts).
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { askWhatChanges, type Changes } from './changing.ts'
import { Uncertain } from './errors.ts'
import { frozen, isQuestion, type Memory, MOMENT, makeMemory } from './memory.ts'

/** The pool as kysely needs it. Its clients must be in pipeline mode. */
export function wired(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const shared = newlyShared()
  return {
    async connect() {
      const client = await pool.connect()
      const wire = known.get(client) ?? wireOf(client, shared)
      known.set(client, wire)
      return wire
    },
    end: () => pool.end(),
  }
}

/**
 * One connection that is held already, as kysely needs it: each transaction on it travels like those of a pool. What its user
 * set or locked for the session is taken back in the packet that commits.
 */
export function wiredAlone(client: pg.PoolClient): PostgresPool {
  const wire = wireOf(client, newlyShared(), () => takeBack(client))
  return { connect: async () => ({ ...wire, release: () => undefined }), end: async () => undefined }
}

/** What the connections of a pool know together. */
interface Shared {
  readonly memory: Memory
  /** Which texts are never remembered, asked by the first that remembers. A migration begins with a new pool. */
  changes: Promise<Changes> | null
}

/** Connections on which nothing was asked since this was taken back, with what came of it. */
const asFound = new WeakMap<pg.PoolClient, Promise<boolean>>()

/**
 * Takes back what a query set for the session, locked or opened in it: it must not meet whoever comes next. Tells whether
 * the connection may be used again: not where SQL prepared a statement, which might stand under the name of one of ours.
 */
export function takeBack(client: pg.PoolClient): Promise<boolean> {
  const known = asFound.get(client)
  if (known !== undefined) return known
  const taken = client.query(TAKE_BACK).then(isClean, () => false)
  asFound.set(client, taken)
  return taken
}

const TAKE_BACK =
  'reset all; select pg_catalog.pg_advisory_unlock_all(); close all; unlisten *; select from pg_catalog.pg_prepared_statements where from_sql limit 1'

/** Several statements are answered by a list; of the last no row may have come. */
function isClean(answers: unknown): boolean {
  return Array.isArray(answers) && answers.at(-1)?.rowCount === 0
}

/**
 * One statement that is a transaction of its own, and is committed with its answer. Its text is the program's and sets nothing beyond
 * its end, so there is nothing on the connection to take back.
 */
export async function callOn(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult<{ answer: unknown }>> {
  return client.query<{ answer: unknown }>(asked(text, values)).catch(notCommitted)
}

function newlyShared(): Shared {
  return { memory: makeMemory(), changes: null }
}

interface Asked {
  readonly text: string
  readonly values: unknown[]
  readonly name?: string
}

const BEGINS = /^(?:begin|start transaction)\b/
/** Who reads, told at the start of each transaction: see reader.ts. */
const TELLS = /^select set_config\(/

/** At the end of a query's text: the last of its transaction, which is committed in the same packet. */
export const AND_COMMIT = '-- and commit'

/** The name under which a transaction is told to remember: see `recall` in reader.ts. */
export const RECALLS = 'recall'

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const

function wireOf(client: pg.PoolClient, shared: Shared, leave: () => void = () => undefined): PostgresPoolClient {
  const { memory } = shared
  let opening: Asked[] = []
  let onlyReads = false
  let isOver = false
  let recalling: Recalling | null = null
  let isGone = false
  const query = async (text: string, parameters: readonly unknown[]) => {
    try {
      return await carry(text, parameters)
    } catch (error) {
      isGone ||= !isAnswer(error)
      throw error
    }
  }
  const carry = async (text: string, parameters: readonly unknown[]) => {
    if (BEGINS.test(text)) {
      opening = [{ text, values: [] }]
      onlyReads = text.endsWith('read only')
      isOver = false
      recalling = null
      return NOTHING
    }
    if (opening.length > 0 && TELLS.test(text)) {
      opening.push(asked(text, parameters))
      if (onlyReads && parameters.includes(RECALLS))
        recalling = { reader: JSON.stringify(parameters), moment: null, began: '', answers: new Map() }
      return NOTHING
    }
    if (text === 'commit' || text === 'rollback') return end(text)
    if (text.endsWith(AND_COMMIT)) return sendLast(text, parameters)
    return recalling !== null && isQuestion(text) ? recall(recalling, text, parameters) : send(text, parameters)
  }
  const send = async (text: string, parameters: readonly unknown[]) => {
    const before = opening
    opening = []
    asFound.delete(client)
    // A transaction that could not be opened, or does not know its reader, fails with that and answers nothing.
    const answers = await Promise.all(together(client, [...before, asked(text, parameters)]))
    return answers.at(-1)
  }
  /** Where the query fails, what follows it in the packet takes the transaction back. */
  const sendLast = async (text: string, parameters: readonly unknown[]) => {
    const before = opening
    opening = []
    isOver = true
    asFound.delete(client)
    const answers = together(client, [...before, asked(text, parameters), { text: 'commit', values: [] }])
    leave()
    const committed = answers.pop()
    committed?.catch(() => undefined)
    const [answer] = (await Promise.all(answers)).slice(-1)
    await committed?.catch(notCommitted)
    return answer
  }
  const recall = async (under: Recalling, text: string, parameters: readonly unknown[]) => {
    under.moment ??= send(MOMENT, []).then(momentIn)
    under.began = await under.moment
    if ((await whatChanges())(text)) return send(text, parameters)
    const question = `${under.reader} ${text} ${JSON.stringify(parameters)}`
    const known = memory.find(under.began, question)
    if (known !== null) return known
    const answer = await send(text, parameters)
    if (answer !== undefined && frozen(answer.rows)) under.answers.set(question, answer)
    return answer
  }
  const whatChanges = () => {
    shared.changes ??= askWhatChanges((text) => send(text, [])).catch((error) => {
      shared.changes = null
      throw error
    })
    return shared.changes
  }
  /** Asked after all that was answered: where it is still the moment of the beginning, all was seen at that moment. */
  const keepAnswers = async ({ began, answers }: Recalling) => {
    const ended = momentIn(await client.query(asked(MOMENT, [])))
    if (ended === began) memory.keep(began, answers)
  }
  const end = async (text: string) => {
    if (isOver) return NOTHING
    if (opening.length > 0) {
      opening = []
      return NOTHING
    }
    if (text === 'commit' && recalling !== null && recalling.answers.size > 0)
      keepAnswers(recalling).catch(() => undefined) // what is not remembered is asked again
    const ended = client.query(text)
    // Where the connection is gone there is nothing to take back, and the reason is what ended it.
    if (text === 'rollback') return ended.catch(() => NOTHING)
    if (!onlyReads) return ended.catch(notCommitted)
    ended.catch(() => undefined) // everything was read; whoever takes the connection next queues behind
    return NOTHING
  }
  // kysely's type also offers cursors, which need a dialect that is given one; ours is not.
  // The pool learns only later that a connection is gone: whoever is given it next would be the one to find out.
  return { query, release: () => client.release(isGone) } as unknown as PostgresPoolClient
}

/** Whether the database answered with this error, and is there for more; else the connection went. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR'
}

function notCommitted(error: Error): never {
  if (isAnswer(error)) throw error
  throw new Uncertain('the connection ended while a transaction was being committed', { cause: error })
}

/** What a transaction that remembers knows of itself. */
interface Recalling {
  /** Everything that was told of the reader. */
  readonly reader: string
  /** Asked once, before the first question. */
  moment: Promise<string> | null
  began: string
  readonly answers: Map<string, pg.QueryResult>
}

function momentIn(answer: pg.QueryResult | undefined): string {
  const moment: unknown = answer?.rows[0]?.moment
  if (typeof moment !== 'string') throw new Error('the database did not say which moment it is')
  return moment
}

/** In one packet, with all that is asked before the process looks up from what it does: a dozen writes cost more than one. */
function together(client: pg.PoolClient, queries: readonly Asked[]): Promise<pg.QueryResult>[] {
  const { stream } = client.connection
  stream.cork()
  process.nextTick(() => stream.uncork())
  return queries.map((one) => client.query(one))
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

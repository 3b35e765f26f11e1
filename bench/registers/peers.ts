/**
 * What a safeguarded command is compared with: the plainest durable insert of its payload, and the rows that it writes, written
 * without any of its safeguards: by one function as their owner, by one with a change of role, and by statements that are awaited
 * one after the other.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { EMBEDDED_OWNER } from '../../src/store/embedded.ts'
import { connectionTo } from '../site.ts'
import type { Sent } from './sent.ts'
import type { Site } from './site.ts'
import { BARE, bareCommands, type Statement } from './written.ts'

/** Does with one case of a short detention what the peer does; each step in a transaction of its own. */
export type Peer = (steps: readonly Sent[]) => Promise<void>

export interface Peers {
  /** A row with a key and the payload. */
  readonly plain: Peer
  /** The same without waiting for the disk: by how much it is slower is the disk. */
  readonly unsynced: Peer
  readonly bare: Peer
  readonly bareInRole: Peer
  readonly awaited: Peer
  /** Rows written by a step, and statements that are awaited, with those that begin and commit: on average. */
  readonly rowsEach: number
  readonly statementsEach: number
  readonly end: () => Promise<void>
}

const CLERK = 'bench_clerk'

/** Makes their tables and functions in the database of the registers, and as many connections as there are clients. */
export async function makePeers({ folder, register, store }: Site, clients: number): Promise<Peers> {
  const owner = await store.ownerClient()
  let steps: readonly (readonly Statement[])[]
  try {
    await owner.query('create table public.plain (id uuid primary key, payload jsonb not null)')
    steps = await bareCommands(owner, register)
    for (const [index, step] of steps.entries()) await owner.query(functionOf(index, step))
    await owner.query(`create role ${CLERK}; grant usage on schema ${BARE} to ${CLERK};
      grant select, insert, update on all tables in schema ${BARE} to ${CLERK}`)
  } finally {
    await owner.end()
  }
  const connection = connectionTo(folder, EMBEDDED_OWNER)
  const pool = new pg.Pool({ ...connection, max: clients })
  const unsynced = new pg.Pool({ ...connection, max: clients, options: '-c synchronous_commit=off' })
  const awaited = steps.map((step) => step.map(({ text }) => preparedOf(text)))
  return {
    plain: (sent) => plainInserts(pool, sent),
    unsynced: (sent) => plainInserts(unsynced, sent),
    bare: (sent) => ofOneCase(sent, (index, values) => pool.query(`select ${functionName(index)}($1, $2)`, values)),
    bareInRole: (sent) =>
      ofOneCase(sent, (index, values) =>
        pool.query(
          `select case when set_config('role', '${CLERK}', true) is not null then ${functionName(index)}($1, $2) end`,
          values,
        ),
      ),
    awaited: (sent) => ofOneCase(sent, (index, values) => awaitEach(pool, awaited[index] ?? [], values)),
    rowsEach: average(steps.map((step) => step.reduce((sum, { rows }) => sum + rows, 0))),
    statementsEach: average(steps.map(({ length }) => length + 2)),
    end: async () => {
      await Promise.all([pool.end(), unsynced.end()])
    },
  }
}

async function plainInserts(pool: pg.Pool, sent: readonly Sent[]): Promise<void> {
  for (const one of sent)
    await pool.query('insert into public.plain values ($1, $2)', [randomUUID(), JSON.stringify(one)])
}

type Values = readonly [caseId: string, payload: string]

async function ofOneCase(
  sent: readonly Sent[],
  write: (index: number, values: [...Values]) => Promise<unknown>,
): Promise<void> {
  const caseId = randomUUID()
  for (const [index, one] of sent.entries()) await write(index, [caseId, JSON.stringify(one)])
}

function functionName(index: number): string {
  return `${BARE}.step_${index}`
}

/** With the rights of whoever calls it. PL/pgSQL keeps its plans. */
function functionOf(index: number, step: readonly Statement[]): string {
  return `create function ${functionName(index)}(the_case uuid, payload text) returns void language plpgsql as $step$
    begin ${step.map(({ text }) => `${text};`).join('\n')} end $step$`
}

/** As a statement with parameters, planned once a connection: those of them that it has. */
function preparedOf(text: string): { readonly name: string; readonly text: string; readonly uses: readonly (0 | 1)[] } {
  const uses = ([0, 1] as const).filter((index) => text.includes(NAMES[index]))
  const numbered = uses.reduce<string>(
    (all, index, at) => all.replaceAll(NAMES[index], `$${at + 1}::${index === 0 ? 'uuid' : 'text'}`),
    text,
  )
  return { name: randomUUID(), text: numbered, uses }
}

const NAMES = ['the_case', 'payload'] as const

async function awaitEach(
  pool: pg.Pool,
  statements: readonly ReturnType<typeof preparedOf>[],
  values: Values,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const { name, text, uses } of statements)
      await client.query({ name, text, values: uses.map((index) => values[index]) })
    await client.query('commit')
  } finally {
    client.release()
  }
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

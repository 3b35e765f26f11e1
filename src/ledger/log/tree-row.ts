/** The row of a tree: how far it has come, and whether it may be signed. */
import type pg from 'pg'
import type { Origin } from '../core/checkpoint.ts'
import type { Frontier } from '../core/frontier.ts'
import { asHash, HASH_LENGTH } from '../core/hash.ts'
import { type LogName, originOf } from './logs.ts'

export interface Tree {
  readonly id: number
  readonly log: LogName
  readonly number: number
  readonly origin: Origin
  readonly frontier: Frontier
  readonly seenUntil: number
  readonly clockIsBack: boolean
  /** Why it is not signed any more. */
  readonly stopped: string | null
}

interface Row {
  readonly id: number
  readonly log: LogName
  readonly number: number
  readonly origin: Origin
  readonly size: string
  readonly frontier: Buffer
  readonly seen_until: string
  readonly clock_is_back: boolean
  readonly stopped: string | null
}

const COLUMNS = 'id, log, number, origin, size, frontier, seen_until, clock_is_back, stopped'

/** The log's present tree; makes its first one. */
export async function currentTree(client: pg.ClientBase, log: LogName, authority: string): Promise<Tree> {
  const found = await client.query<Row>(
    `select ${COLUMNS} from ledger.tree where log = $1 order by number desc limit 1`,
    [log],
  )
  return found.rows[0] === undefined ? beginTree(client, { log, number: 1 }, authority) : treeFrom(found.rows[0])
}

/** Begins a tree under a number of its own. */
export async function beginTree(
  client: pg.ClientBase,
  { log, number }: { readonly log: LogName; readonly number: number },
  authority: string,
): Promise<Tree> {
  const made = await client.query<Row>(
    `insert into ledger.tree (log, number, origin) values ($1, $2, $3) returning ${COLUMNS}`,
    [log, number, originOf(authority, { log, number })],
  )
  return treeFrom(theOne(made.rows))
}

/** The tree as it is now. */
export async function treeNow(client: pg.ClientBase, id: number): Promise<Tree> {
  return treeFrom(theOne((await client.query<Row>(`select ${COLUMNS} from ledger.tree where id = $1`, [id])).rows))
}

/** The tree as it is now, and nobody else's to change until the transaction ends. */
export async function lockedTree(client: pg.ClientBase, id: number): Promise<Tree> {
  return treeFrom(
    theOne((await client.query<Row>(`select ${COLUMNS} from ledger.tree where id = $1 for update`, [id])).rows),
  )
}

/** A tree by its name in the world; null where there is none. */
export async function treeOfOrigin(client: pg.ClientBase, origin: Origin): Promise<Tree | null> {
  const { rows } = await client.query<Row>(`select ${COLUMNS} from ledger.tree where origin = $1`, [origin])
  return rows[0] === undefined ? null : treeFrom(rows[0])
}

/** All trees that a log has had, the oldest first. */
export async function treesOf(client: pg.ClientBase, log: LogName): Promise<readonly Tree[]> {
  const { rows } = await client.query<Row>(`select ${COLUMNS} from ledger.tree where log = $1 order by number`, [log])
  return rows.map(treeFrom)
}

/** Begins a transaction that sees one moment and changes nothing. The caller ends it. */
export async function beginRead(client: pg.ClientBase): Promise<void> {
  await client.query('begin isolation level repeatable read, read only')
}

/** Stops the signing of a tree, with the reason for people. Entries are still taken, and nothing is lost. */
export async function stopSigning(client: pg.ClientBase, tree: Tree, reason: string): Promise<void> {
  await client.query('update ledger.tree set stopped = $2 where id = $1 and stopped is null', [tree.id, reason])
}

function theOne(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('internal error: a tree of the ledger has gone')
  return row
}

function treeFrom(row: Row): Tree {
  const size = Number(row.size)
  const hashes = Array.from({ length: row.frontier.length / HASH_LENGTH }, (_, at) =>
    asHash(Uint8Array.from(row.frontier.subarray(at * HASH_LENGTH, (at + 1) * HASH_LENGTH)), 'Frontier'),
  )
  return {
    id: row.id,
    log: row.log,
    number: row.number,
    origin: row.origin,
    frontier: { size, hashes },
    seenUntil: Number(row.seen_until),
    clockIsBack: row.clock_is_back,
    stopped: row.stopped,
  }
}

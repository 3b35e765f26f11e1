/**
 * The whole log against an older checkpoint: every leaf is read and hashed again, in order, and the root at the old size
 * and at the present one must be those that were signed. With an old checkpoint from a witness this finds what a rewriter
 * with the true key could hide from everybody else.
 */
import type pg from 'pg'
import type { Checkpoint } from '../core/checkpoint.ts'
import { EMPTY_FRONTIER, type Frontier, rootOf, withLeaf } from '../core/frontier.ts'
import { type Hash, hashToText, isSameHash, leafHash } from '../core/hash.ts'
import { NotProved } from '../core/not-proved.ts'
import { TILE_WIDTH } from '../core/tiles.ts'
import { latestSigned } from './latest.ts'
import { tileAt } from './tile-store.ts'
import { beginRead, type Tree, treeOfOrigin } from './tree-row.ts'

export interface Audited {
  readonly tree: Tree
  /** The head that the log has signed last. */
  readonly now: Checkpoint
  /** Leaves that were read and hashed. */
  readonly hashed: number
  /** Leaves that are known by their hash alone: a declared loss. */
  readonly byHashAlone: number
}

const BATCH = 10_000

/** Audits the tree that an old checkpoint names. Refuses with what is wrong, and where. */
export async function audit(client: pg.ClientBase, old: Checkpoint): Promise<Audited> {
  await beginRead(client)
  try {
    const tree = await treeOfOrigin(client, old.origin)
    if (tree === null) throw new NotProved(`There is no log ${old.origin} here.`)
    const signed = await latestSigned(client, tree.id)
    if (signed === null) throw new NotProved(`The log ${old.origin} has signed nothing yet.`)
    const now = signed.checkpoint
    if (old.size > now.size)
      throw new NotProved(
        `The log has gone back: the old checkpoint has ${old.size} leaves, the log has signed ${now.size}.`,
      )
    return await replay(client, { tree, old, now })
  } finally {
    await client.query('rollback')
  }
}

interface Replay {
  readonly tree: Tree
  readonly old: Checkpoint
  readonly now: Checkpoint
}

async function replay(client: pg.ClientBase, { tree, old, now }: Replay): Promise<Audited> {
  let frontier = EMPTY_FRONTIER
  let byHashAlone = 0
  const marks = [old, now]
  refuseOther(frontier, marks)
  for (let from = 0; from < now.size; from += BATCH) {
    const rows = await leavesFrom(client, tree, from, Math.min(BATCH, now.size - from))
    for (const row of rows) {
      const at = frontier.size
      if (Number(row.tree_index) !== at) throw new NotProved(`Leaf ${at} of ${tree.origin} is missing.`)
      const hash = row.leaf === null ? await lostHash(client, tree, at) : leafHash(row.leaf)
      if (row.leaf === null) byHashAlone++
      frontier = withLeaf(frontier, hash)
      refuseOther(frontier, marks)
    }
  }
  if (frontier.size !== now.size)
    throw new NotProved(`${tree.origin} has ${frontier.size} leaves, and ${now.size} were signed.`)
  return { tree, now, hashed: frontier.size - byHashAlone, byHashAlone }
}

async function leavesFrom(client: pg.ClientBase, tree: Tree, from: number, count: number) {
  const { rows } = await client.query<{ tree_index: string; leaf: Buffer | null }>(
    'select tree_index, leaf from ledger.leaf where tree = $1 and tree_index >= $2 and tree_index < $3 order by tree_index',
    [tree.id, from, from + count],
  )
  return rows
}

async function lostHash(client: pg.ClientBase, tree: Tree, at: number): Promise<Hash> {
  const hash = (await tileAt(client, tree.id, 0, Math.floor(at / TILE_WIDTH)))[at % TILE_WIDTH]
  if (hash === undefined) throw new NotProved(`Leaf ${at} of ${tree.origin} is lost, and its hash too.`)
  return hash
}

function refuseOther(frontier: Frontier, heads: readonly Checkpoint[]): void {
  for (const { origin, size, root } of heads)
    if (size === frontier.size && !isSameHash(rootOf(frontier), root))
      throw new NotProved(
        `The log has been changed: the first ${size} leaves of ${origin} give the root ${hashToText(rootOf(frontier))}, and the checkpoint has ${hashToText(root)}.`,
      )
}

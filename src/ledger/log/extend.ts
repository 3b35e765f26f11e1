/**
 * The first step of the sequencer: committed entries become leaves of the tree, in one transaction. The order is the one
 * in which they are found; serial numbers would follow neither commits nor leave no gaps. Killed at any moment it has done
 * all of it or nothing.
 */
import type pg from 'pg'
import { concat } from '../core/bytes.ts'
import { withLeaves } from '../core/frontier.ts'
import { leafHash } from '../core/hash.ts'
import { fillUp, isDue, type Pace } from './filler.ts'
import { enterGathered } from './gather.ts'
import { appendOwn } from './own-record.ts'
import { grownTiles, storeTiles, tileAt } from './tile-store.ts'
import { lockedTree, type Tree } from './tree-row.ts'

/** Takes waiting entries into the tree, at most so many, or at a pace that tells nothing; gives how many. */
export async function extend(client: pg.ClientBase, tree: Tree, how: number | Pace): Promise<number> {
  await client.query('begin')
  try {
    const count = await extendInTransaction(client, tree, how)
    await client.query('commit')
    return count
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the connection may be what broke
    throw error
  }
}

/** The same inside the caller's transaction. */
export async function extendInTransaction(client: pg.ClientBase, { id }: Tree, how: number | Pace): Promise<number> {
  const tree = await lockedTree(client, id)
  const { clockIsBack, now } = await watchClock(client, tree)
  const most = typeof how === 'number' ? how : await paced(client, tree, { pace: how, now })
  const leaves = await takeEntries(client, tree, most)
  const hashes = leaves.map((leaf) => leafHash(leaf))
  const { size } = tree.frontier
  if (hashes.length > 0)
    await storeTiles(client, id, await grownTiles(size, hashes, (level, index) => tileAt(client, id, level, index)))
  const frontier = withLeaves(tree.frontier, hashes)
  if (hashes.length > 0 || clockIsBack !== tree.clockIsBack)
    await client.query(
      'update ledger.tree set size = $2, frontier = $3, seen_until = greatest(seen_until, $4), clock_is_back = $5 where id = $1',
      [id, frontier.size, Buffer.from(concat(...frontier.hashes)), now, clockIsBack],
    )
  return hashes.length
}

/** None before the next interval begins; then as many as every time. */
async function paced(
  client: pg.ClientBase,
  tree: Tree,
  { pace, now }: { readonly pace: Pace; readonly now: number },
): Promise<number> {
  if (!isDue(pace, tree.seenUntil, now)) return 0
  await enterGathered(client, tree.log, pace, now)
  await fillUp(client, tree.log, pace, now)
  return pace.leaves
}

/** Entries go and leaves come in one statement; what comes back to be hashed is what was stored. */
async function takeEntries(client: pg.ClientBase, tree: Tree, most: number): Promise<readonly Uint8Array[]> {
  const { rows } = await client.query<{ leaf: Buffer }>({
    name: 'ledger-take',
    text: `with gone as (
        delete from ledger.entry where ctid = any (array(
          select ctid from ledger.entry where log = $1 order by appended_at limit $3))
        returning id, leaf, appended_at),
      came as (
        insert into ledger.leaf (tree, tree_index, entry, leaf)
          select $2, $4::bigint - 1 + row_number() over (order by appended_at, id), id, leaf from gone
          returning tree_index, leaf)
      select leaf from came order by tree_index`,
    values: [tree.log, tree.id, most, tree.frontier.size],
  })
  return rows.map(({ leaf }) => leaf)
}

/** A clock that goes back behind what the log has seen is itself an entry, once each time it happens. */
async function watchClock(client: pg.ClientBase, tree: Tree): Promise<{ clockIsBack: boolean; now: number }> {
  const { rows } = await client.query<{ now: string }>(
    'select floor(extract(epoch from clock_timestamp()))::bigint as now',
  )
  const now = Number(rows[0]?.now)
  const clockIsBack = now < tree.seenUntil
  if (clockIsBack && !tree.clockIsBack)
    await appendOwn(client, tree.log, 'ledger.clock-back', { clock: now, seenUntil: tree.seenUntil })
  return { clockIsBack, now }
}

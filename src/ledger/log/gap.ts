/**
 * What an operator must do before a log whose database was put back to an older backup is signed again: declare the loss.
 * The declaration is the first leaf after it. Where the hashes of the lost leaves were published they are put back, and the
 * log stays the one that its witnesses know; where they are gone, it begins anew under the next number.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { concat, toHex } from '../core/bytes.ts'
import { type Checkpoint, checkpointToText, openCheckpoint } from '../core/checkpoint.ts'
import { rootOf, withLeaves } from '../core/frontier.ts'
import { type Hash, isSameHash, leafHash } from '../core/hash.ts'
import { NotProved } from '../core/not-proved.ts'
import { hashesOfTile, TILE_WIDTH, tilePath } from '../core/tiles.ts'
import { readMark } from './mark.ts'
import { appendOwn } from './own-record.ts'
import { publishedFolder } from './publish.ts'
import { type LogSettings, signingWith } from './sequencer.ts'
import { grownTiles, storeTiles, tileAt } from './tile-store.ts'
import { beginTree, currentTree, lockedTree, type Tree } from './tree-row.ts'

export interface Declaration {
  /** Who declares, and why: both stay in the ledger's records, never in a leaf. */
  readonly by: string
  readonly reason: string
}

export type Declared =
  | { readonly kind: 'continued'; readonly tree: Tree; readonly lost: number }
  | { readonly kind: 'begun-anew'; readonly tree: Tree; readonly lost: number }

/** Declares a loss. Refuses where nothing that was signed is missing. */
export async function declareGap(
  client: pg.ClientBase,
  settings: LogSettings,
  declaration: Declaration,
): Promise<Declared> {
  const found = await currentTree(client, settings.log, settings.authority)
  await client.query('begin')
  try {
    const tree = await lockedTree(client, found.id)
    const mark = readMark(signingWith(settings, tree).markPath)
    if (tree.stopped === null && (mark === null || (mark.origin === tree.origin && mark.size <= tree.frontier.size)))
      throw new NotProved(`Nothing that was signed is missing from ${tree.origin}: there is no loss to declare.`)
    const declared = await declare(client, settings, { tree, mark, declaration })
    await client.query('commit')
    return declared
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the connection may be what broke
    throw error
  }
}

interface Loss {
  readonly tree: Tree
  readonly mark: Checkpoint | null
  readonly declaration: Declaration
}

async function declare(
  client: pg.ClientBase,
  settings: LogSettings,
  { tree, mark, declaration }: Loss,
): Promise<Declared> {
  const { size } = tree.frontier
  const hashes = mark !== null && mark.origin === tree.origin ? publishedHashes(settings, tree, mark) : null
  const lost = hashes?.length ?? Math.max(0, (mark?.size ?? size) - size)
  const record = {
    ...declaration,
    origin: tree.origin,
    lostFrom: size,
    lost,
    lastSigned: mark === null ? null : checkpointToText(mark),
  }
  if (hashes !== null) await putBack(client, tree, hashes)
  const goesOn = hashes === null ? await beginAnew(client, settings, tree, mark) : tree
  const entry = await appendOwn(client, tree.log, 'ledger.gap', record)
  await client.query("update ledger.entry set appended_at = '-infinity' where id = $1", [entry])
  return { kind: hashes === null ? 'begun-anew' : 'continued', tree: goesOn, lost }
}

function beginAnew(
  client: pg.ClientBase,
  { authority }: LogSettings,
  tree: Tree,
  mark: Checkpoint | null,
): Promise<Tree> {
  const signed = mark === null ? tree.number : Number(mark.origin.split('/').at(-1))
  return beginTree(client, { log: tree.log, number: Math.max(tree.number, signed) + 1 }, authority)
}

/** Hashes of the leaves after the tree's own, from the published files: only where they lead to the published root. */
function publishedHashes(settings: LogSettings, tree: Tree, mark: Checkpoint): readonly Hash[] | null {
  const folder = publishedFolder(join(settings.folder, 'public'), tree)
  if (!existsSync(join(folder, 'checkpoint'))) return null
  try {
    const { key } = signingWith(settings, tree).signer
    const { checkpoint } = openCheckpoint(readFileSync(join(folder, 'checkpoint')), [key])
    // The mark is written before anything is published, so the published tree may be one step behind.
    if (checkpoint.size < mark.size) return null
    const hashes = leafHashes(folder, tree.frontier.size, checkpoint.size)
    return isSameHash(rootOf(withLeaves(tree.frontier, hashes)), checkpoint.root) ? hashes : null
  } catch (error) {
    if (error instanceof NotProved) return null
    throw error
  }
}

function leafHashes(folder: string, from: number, to: number): readonly Hash[] {
  const hashes: Hash[] = []
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index++) {
    const width = Math.min(TILE_WIDTH, to - index * TILE_WIDTH)
    const path = join(folder, tilePath({ level: 0, index, width }))
    if (!existsSync(path)) throw new NotProved(`The published tile ${path} is missing.`)
    const tile = hashesOfTile(Uint8Array.from(readFileSync(path)))
    hashes.push(...tile.slice(Math.max(0, from - index * TILE_WIDTH)))
  }
  return hashes
}

/** The lost leaves as hashes; those that still wait in the database as entries come back whole. */
async function putBack(client: pg.ClientBase, tree: Tree, hashes: readonly Hash[]): Promise<void> {
  const { size } = tree.frontier
  await storeTiles(
    client,
    tree.id,
    await grownTiles(size, hashes, (level, index) => tileAt(client, tree.id, level, index)),
  )
  const waiting = await client.query<{ id: string; leaf: Buffer }>('select id, leaf from ledger.entry where log = $1', [
    tree.log,
  ])
  const byHash = new Map(waiting.rows.map((row) => [toHex(leafHash(row.leaf)), row]))
  const found = hashes.map((hash) => taken(byHash, toHex(hash)))
  await client.query(
    `insert into ledger.leaf (tree, tree_index, entry, leaf)
       select $1, $2::bigint - 1 + position, entry, leaf
       from unnest($3::uuid[], $4::bytea[]) with ordinality as back (entry, leaf, position)`,
    [tree.id, size, found.map((row) => row?.id ?? null), found.map((row) => row?.leaf ?? null)],
  )
  await client.query('delete from ledger.entry where id = any ($1)', [found.flatMap((row) => row?.id ?? [])])
  const frontier = withLeaves(tree.frontier, hashes)
  await client.query('update ledger.tree set size = $2, frontier = $3, stopped = null where id = $1', [
    tree.id,
    frontier.size,
    Buffer.from(concat(...frontier.hashes)),
  ])
}

/** Two acts may have the same leaf; each entry comes back once. */
function taken<T>(byHash: Map<string, T>, hash: string): T | null {
  const row = byHash.get(hash) ?? null
  byHash.delete(hash)
  return row
}

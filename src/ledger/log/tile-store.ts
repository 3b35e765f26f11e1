/** Tiles in the database: read as proofs need them, and grown at the right edge. */
import type pg from 'pg'
import type { Hash } from '../core/hash.ts'
import type { PerfectNode } from '../core/nodes.ts'
import { hashesOfTile, nodesOfTiles, perfectRoot, TILE_WIDTH, tileOfHashes } from '../core/tiles.ts'

export interface StoredTile {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Hash[]
}

/** One tile; nothing where there is none. */
export async function tileAt(
  client: pg.ClientBase,
  tree: number,
  level: number,
  index: number,
): Promise<readonly Hash[]> {
  const { rows } = await client.query<{ hashes: Buffer }>({
    name: 'ledger-tile',
    text: 'select hashes from ledger.tile where tree = $1 and level = $2 and tile_index = $3',
    values: [tree, level, index],
  })
  return rows[0] === undefined ? [] : hashesOfTile(Uint8Array.from(rows[0].hashes))
}

class TileNeeded extends Error {
  readonly level: number
  readonly index: number

  constructor(level: number, index: number) {
    super(`tile ${level}/${index}`)
    this.level = level
    this.index = index
  }
}

/** Runs work over the nodes of a stored tree: it runs again with each tile that it turns out to need. Pure work only. */
export async function overTiles<T>(client: pg.ClientBase, tree: number, work: (nodeAt: PerfectNode) => T): Promise<T> {
  const known = new Map<string, readonly Hash[]>()
  for (;;) {
    try {
      return work(
        nodesOfTiles((level, index) => {
          const tile = known.get(`${level}/${index}`)
          if (tile === undefined) throw new TileNeeded(level, index)
          return tile
        }),
      )
    } catch (error) {
      if (!(error instanceof TileNeeded)) throw error
      known.set(`${error.level}/${error.index}`, await tileAt(client, tree, error.level, error.index))
    }
  }
}

/**
 * The tiles that change as `leaves` are added to a tree of `size`: the last of each level with what is new in it, and
 * those after it. Each full tile gives one hash to the level above.
 */
export async function grownTiles(
  size: number,
  leaves: readonly Hash[],
  partialAt: (level: number, index: number) => Promise<readonly Hash[]>,
): Promise<readonly StoredTile[]> {
  const tiles: StoredTile[] = []
  let [start, added] = [size, leaves]
  for (let level = 0; added.length > 0; level++) {
    const first = Math.floor(start / TILE_WIDTH)
    const there = start % TILE_WIDTH
    const before = there === 0 ? [] : (await partialAt(level, first)).slice(0, there)
    if (before.length !== there)
      throw new Error(`tile ${level}/${first} has ${before.length} hashes, and ${there} are needed`)
    const hashes = [...before, ...added]
    const above: Hash[] = []
    for (let at = 0; at < hashes.length; at += TILE_WIDTH) {
      const tile = hashes.slice(at, at + TILE_WIDTH)
      tiles.push({ level, index: first + at / TILE_WIDTH, hashes: tile })
      if (tile.length === TILE_WIDTH) above.push(perfectRoot(tile))
    }
    ;[start, added] = [first, above]
  }
  return tiles
}

/** Writes tiles, over the narrower ones of the same place. */
export async function storeTiles(client: pg.ClientBase, tree: number, tiles: readonly StoredTile[]): Promise<void> {
  await client.query(
    `insert into ledger.tile (tree, level, tile_index, hashes)
       select $1, level, tile_index, hashes from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as new (level, tile_index, hashes)
       on conflict (tree, level, tile_index) do update set hashes = excluded.hashes`,
    [
      tree,
      tiles.map(({ level }) => level),
      tiles.map(({ index }) => index),
      tiles.map(({ hashes }) => Buffer.from(tileOfHashes(hashes))),
    ],
  )
}

/**
 * The third step: tiles and checkpoint as files that anybody may copy (c2sp.org/tlog-tiles), the checkpoint last, so that
 * whoever sees it finds its tiles. Hashes only: the leaves stay in the database.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { checkpointFromText } from '../core/checkpoint.ts'
import { parseNote } from '../core/note.ts'
import { TILE_WIDTH, tileOfHashes, tilePath } from '../core/tiles.ts'
import type { Signed } from './sign.ts'
import { tileAt } from './tile-store.ts'
import type { Tree } from './tree-row.ts'

/** Where a tree is published under a folder. */
export function publishedFolder(folder: string, tree: { readonly log: string; readonly number: number }): string {
  return join(folder, tree.log, String(tree.number))
}

/** Writes what the checkpoint needs and the folder has not; interrupted, it writes the rest the next time. */
export async function publish(
  client: pg.ClientBase,
  tree: Tree,
  { checkpoint, text }: Signed,
  folder: string,
): Promise<void> {
  const own = publishedFolder(folder, tree)
  const published = publishedSize(own)
  for (const name of newTiles(published, checkpoint.size)) {
    const path = join(own, tilePath(name))
    if (existsSync(path)) continue
    const hashes = await tileAt(client, tree.id, name.level, name.index)
    writeWhole(path, tileOfHashes(hashes.slice(0, name.width)))
  }
  const path = join(own, 'checkpoint')
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeWhole(path, text)
}

/** Size of the tree that is published; 0 where none is. */
export function publishedSize(own: string): number {
  const path = join(own, 'checkpoint')
  return existsSync(path) ? checkpointFromText(parseNote(readFileSync(path)).text).size : 0
}

/** Tiles of the new size that the old size did not have at this width. */
function* newTiles(before: number, after: number) {
  for (let [level, old, now] = [0, before, after]; now > 0; level++, [old, now] = [above(old), above(now)])
    for (let index = above(old); index * TILE_WIDTH < now; index++)
      yield { level, index, width: Math.min(TILE_WIDTH, now - index * TILE_WIDTH) }
}

function above(hashes: number): number {
  return Math.floor(hashes / TILE_WIDTH)
}

function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, content, { flush: true })
  renameSync(`${path}.new`, path)
}

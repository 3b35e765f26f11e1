/**
 * Tiles (c2sp.org/tlog-tiles): the tree in files of 256 hashes, each level of tiles eight levels of the tree, and the
 * entries in bundles. They are how a log is stored, published and read by auditors.
 *
 *     level 1            [ tile 0 ............. ]        each of its hashes is the root of a full tile below
 *     level 0     [ tile 0 ][ tile 1 ] ... [ tile n (partial) ]        leaf hashes
 */
import { concat, fromDecimal } from './bytes.ts'
import { asHash, HASH_LENGTH, type Hash, nodeHash } from './hash.ts'
import type { PerfectNode } from './nodes.ts'
import { NotProved, shown } from './not-proved.ts'

export const TILE_HEIGHT = 8
export const TILE_WIDTH = 256

export interface TileName {
  /** 0 for leaf hashes; "entries" for the leaves themselves. */
  readonly level: number | 'entries'
  readonly index: number
  /** 256 for a full tile. */
  readonly width: number
}

/** "tile/0/x001/x234/067", with ".p/112" where the tile is partial. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index).padStart(3, '0')
  const whole = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const parts = whole.match(/.{3}/g) ?? []
  const number = parts.map((part, at) => (at === parts.length - 1 ? part : `x${part}`)).join('/')
  return `tile/${level}/${number}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** Reads such a path; refuses what is not written as the specification writes it. */
export function tileFromPath(path: string): TileName {
  const [, level, number, width] =
    /^tile\/(entries|[0-9]+)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]+))?$/.exec(path) ?? []
  const name: TileName | null =
    level === undefined || number === undefined || number.length > 24
      ? null
      : {
          level: level === 'entries' ? level : fromDecimal(level, 'Level of a tile'),
          index: Number(number.replaceAll(/[x/]/g, '')),
          width: width === undefined ? TILE_WIDTH : fromDecimal(width, 'Width of a tile'),
        }
  // Whatever is not its own path has zeroes too many, a level over 63, or a width that is none.
  if (
    name === null ||
    tilePath(name) !== path ||
    (name.level !== 'entries' && name.level > 63) ||
    name.width < 1 ||
    name.width > TILE_WIDTH
  )
    throw new NotProved(`Tile: expected a path as "tile/0/x001/067.p/5", came ${shown(path)}.`)
  return name
}

/** The tiles of a tree of this size, with their widths, lowest level first. */
export function tilesOf(size: number): readonly (TileName & { readonly level: number })[] {
  const names = []
  for (let [level, width] = [0, size]; width > 0; [level, width] = [level + 1, Math.floor(width / TILE_WIDTH)])
    for (let index = 0; index * TILE_WIDTH < width; index++)
      names.push({ level, index, width: Math.min(TILE_WIDTH, width - index * TILE_WIDTH) })
  return names
}

export function hashesOfTile(bytes: Uint8Array): readonly Hash[] {
  if (bytes.length === 0 || bytes.length % HASH_LENGTH !== 0 || bytes.length > TILE_WIDTH * HASH_LENGTH)
    throw new NotProved(`Tile: expected 1 to 256 hashes of ${HASH_LENGTH} bytes, came ${bytes.length} bytes.`)
  return Array.from({ length: bytes.length / HASH_LENGTH }, (_, at) =>
    asHash(bytes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH), 'Hash of a tile'),
  )
}

export function tileOfHashes(hashes: readonly Hash[]): Uint8Array {
  return concat(...hashes)
}

/** The root of a perfect range of hashes: 2^n of them. */
export function perfectRoot(hashes: readonly Hash[]): Hash {
  const [first, second] = hashes
  if (first === undefined) throw new RangeError('no hashes, no root')
  if (second === undefined) return first
  const half = hashes.length / 2
  return nodeHash(perfectRoot(hashes.slice(0, half)), perfectRoot(hashes.slice(half)))
}

/** The nodes of a tree that is kept in tiles. `tileAt` gives a tile at the width it has now; each is asked for once. */
export function nodesOfTiles(tileAt: (level: number, index: number) => readonly Hash[]): PerfectNode {
  const known = new Map<string, readonly Hash[]>()
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT)
    const span = 2 ** (level % TILE_HEIGHT)
    const first = index * span
    const tileIndex = Math.floor(first / TILE_WIDTH)
    const key = `${tileLevel}/${tileIndex}`
    const tile = known.get(key) ?? tileAt(tileLevel, tileIndex)
    known.set(key, tile)
    const hashes = tile.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + span)
    if (hashes.length !== span)
      throw new NotProved(`The tile ${key} has ${tile.length} hashes, and one at ${first % TILE_WIDTH} is needed.`)
    return perfectRoot(hashes)
  }
}

/** What fits the two bytes of a length. */
export const LONGEST_ENTRY = 0xffff

export function bundleOfEntries(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > LONGEST_ENTRY)
        throw new RangeError(`an entry has at most ${LONGEST_ENTRY} bytes, not ${entry.length}`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

export function entriesOfBundle(bytes: Uint8Array): readonly Uint8Array[] {
  const entries = []
  for (let at = 0; at < bytes.length; ) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined)
      throw new NotProved('Bundle: expected a length of two bytes, came one.')
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) throw new NotProved(`Bundle: expected ${end} bytes, came ${bytes.length}.`)
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  return entries
}

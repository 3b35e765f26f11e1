/** Tiles: their names, how many there are, and that a tree in tiles is the same tree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toUtf8 } from './bytes.ts'
import { proveConsistency } from './consistency.ts'
import { EMPTY_FRONTIER, rootOf, withLeaves } from './frontier.ts'
import { type Hash, leafHash } from './hash.ts'
import { proveInclusion } from './inclusion.ts'
import { nodesOf, rangeRoot } from './nodes.ts'
import { NotProved } from './not-proved.ts'
import {
  bundleOfEntries,
  entriesOfBundle,
  hashesOfTile,
  nodesOfTiles,
  tileFromPath,
  tileOfHashes,
  tilePath,
  tilesOf,
} from './tiles.ts'

test('tiles are named as the specification names them', () => {
  for (const [name, path] of [
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 3, index: 0, width: 5 }, 'tile/3/000.p/5'],
    [{ level: 'entries', index: 999, width: 255 }, 'tile/entries/999.p/255'],
    [{ level: 63, index: 1000, width: 1 }, 'tile/63/x001/000.p/1'],
  ] as const) {
    assert.equal(tilePath(name), path)
    assert.deepEqual(tileFromPath(path), name)
  }
  for (const path of [
    'tile/0/1',
    'tile/00/001',
    'tile/64/001',
    'tile/0/x000/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/-1/001',
    'tile/0/../001',
    'tile/0/x001/x234/067/',
    '',
  ])
    assert.throws(() => tileFromPath(path), NotProved, path)
})

test('a tree of 70,000 leaves has the tiles that the specification counts', () => {
  const tiles = tilesOf(70_000)
  const of = (level: number) => tiles.filter((tile) => tile.level === level)
  assert.deepEqual(
    [of(0).length, of(0).at(-1)?.width, of(1).length, of(1).at(-1)?.width, of(2).at(-1)?.width],
    [274, 112, 2, 17, 1],
  )
  assert.deepEqual(tilesOf(256).map(tilePath), ['tile/0/000', 'tile/1/000.p/1'])
  assert.deepEqual(tilesOf(0), [])
})

test('a tree kept in tiles gives the same root and the same proofs', () => {
  for (const size of [1, 255, 256, 257, 700, 66_000]) {
    const leaves = Array.from({ length: size }, (_, index) => leafHash(toUtf8(String(index))))
    const inMemory = nodesOf(leaves)
    const inTiles = nodesOfTiles((level, index) => tileIn(leaves, level, index))
    const root = rangeRoot(inTiles, 0, size)
    assert.deepEqual(root, rootOf(withLeaves(EMPTY_FRONTIER, leaves)))
    for (const index of [0, size >> 1, size - 1])
      assert.deepEqual(proveInclusion(inTiles, index, size), proveInclusion(inMemory, index, size))
    for (const old of [1, 1 + (size >> 1), size])
      if (old <= size) assert.deepEqual(proveConsistency(inTiles, old, size), proveConsistency(inMemory, old, size))
  }
})

/** MTH(D[(n × 256 + i) × 256^l : (n × 256 + i + 1) × 256^l]) for each i that is whole. */
function tileIn(leaves: readonly Hash[], level: number, index: number): readonly Hash[] {
  const span = 256 ** level
  const whole = Math.min(256, Math.floor(leaves.length / span) - index * 256)
  return Array.from({ length: whole }, (_, at) =>
    rootOf(withLeaves(EMPTY_FRONTIER, leaves.slice((index * 256 + at) * span, (index * 256 + at + 1) * span))),
  )
}

test('tiles and bundles are read back as they were written, and damaged ones refused', () => {
  const hashes = [1, 2, 3].map((n) => leafHash(Uint8Array.of(n)))
  assert.deepEqual(hashesOfTile(tileOfHashes(hashes)), hashes)
  for (const length of [0, 31, 33, 257 * 32]) assert.throws(() => hashesOfTile(new Uint8Array(length)), NotProved)
  const entries = [new Uint8Array(), toUtf8('a'), new Uint8Array(65_535).fill(7)]
  const bundle = bundleOfEntries(entries)
  assert.deepEqual(bundle.slice(0, 5), Uint8Array.of(0, 0, 0, 1, 97))
  assert.deepEqual(entriesOfBundle(bundle), entries)
  assert.throws(() => entriesOfBundle(bundle.slice(0, -1)), NotProved)
  assert.throws(() => entriesOfBundle(bundle.slice(0, 3)), NotProved)
  assert.throws(() => bundleOfEntries([new Uint8Array(65_536)]), RangeError)
})

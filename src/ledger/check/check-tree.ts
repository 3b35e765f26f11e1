/** One tree: each leaf against its hash, each tile against the one above, each checkpoint against both and its key. */
import type pg from 'pg'
import { checkpointFromText, openCheckpoint } from '../core/checkpoint.ts'
import { EMPTY_FRONTIER, rootOf, withLeaves } from '../core/frontier.ts'
import { type Hash, isSameHash, leafHash } from '../core/hash.ts'
import { NotProved } from '../core/not-proved.ts'
import { parseNote } from '../core/note.ts'
import { hashesOfTile, perfectRoot, TILE_WIDTH, tilesOf } from '../core/tiles.ts'
import { type LogSettings, signingWith } from '../log/sequencer.ts'
import type { Tree } from '../log/tree-row.ts'
import type { Finding } from './self-check.ts'

export interface LeafRow {
  readonly entry: string
  readonly leaf: Uint8Array
}

interface Checking {
  readonly tree: Tree
  /** Called with each leaf that is there. */
  readonly visit: (row: LeafRow) => void
}

/** Tiles that are read at once: 256 leaves each. */
const TILES = 40

export async function checkTree(
  client: pg.ClientBase,
  settings: LogSettings,
  { tree, visit }: Checking,
): Promise<readonly Finding[]> {
  const { size } = tree.frontier
  const findings: Finding[] = []
  const notes = await checkpointsOf(client, tree)
  const roots = new Map<number, Hash>()
  let frontier = EMPTY_FRONTIER
  for (let from = 0; from < size; from += TILES * TILE_WIDTH) {
    const to = Math.min(size, from + TILES * TILE_WIDTH)
    const hashes = await leafHashes(client, tree, from, to)
    findings.push(...(await checkLeaves(client, { tree, from, to, hashes, visit })))
    for (const cut of [...cutsIn(notes, from, to), to]) {
      frontier = withLeaves(frontier, hashes.slice(frontier.size - from, cut - from))
      if (frontier.size === cut) roots.set(cut, rootOf(frontier))
    }
  }
  const root = roots.get(size)
  if (size > 0 && (root === undefined || !isSameHash(root, rootOf(tree.frontier))))
    findings.push({ kind: 'tile-changed', where: `${tree.origin} frontier` })
  findings.push(...(await checkTiles(client, tree)))
  for (const note of notes)
    if (!holds(settings, { tree, roots, ...note }))
      findings.push({ kind: 'checkpoint-changed', where: `${tree.origin} ${note.size}` })
  return findings
}

interface NoteRow {
  readonly size: number
  readonly note: string
}

async function checkpointsOf(client: pg.ClientBase, { id }: Tree): Promise<readonly NoteRow[]> {
  const { rows } = await client.query<{ size: string; note: string }>(
    'select size, note from ledger.checkpoint where tree = $1 order by size',
    [id],
  )
  return rows.map(({ size, note }) => ({ size: Number(size), note }))
}

function cutsIn(notes: readonly NoteRow[], from: number, to: number): readonly number[] {
  return notes.map(({ size }) => size).filter((size) => size > from && size < to)
}

function holds(
  settings: LogSettings,
  { tree, roots, size, note }: NoteRow & { readonly tree: Tree; readonly roots: ReadonlyMap<number, Hash> },
): boolean {
  try {
    const { checkpoint } = openCheckpoint(note, [signingWith(settings, tree).signer.key])
    const root = size === 0 ? rootOf(EMPTY_FRONTIER) : roots.get(size)
    return (
      checkpoint.origin === tree.origin &&
      checkpoint.size === size &&
      root !== undefined &&
      isSameHash(root, checkpointFromText(parseNote(note).text).root)
    )
  } catch (error) {
    if (error instanceof NotProved) return false
    throw error
  }
}

async function leafHashes(client: pg.ClientBase, tree: Tree, from: number, to: number): Promise<readonly Hash[]> {
  const { rows } = await client.query<{ hashes: Buffer }>(
    'select hashes from ledger.tile where tree = $1 and level = 0 and tile_index >= $2 and tile_index < $3 order by tile_index',
    [tree.id, from / TILE_WIDTH, Math.ceil(to / TILE_WIDTH)],
  )
  return rows.flatMap(({ hashes }) => hashesOfTile(Uint8Array.from(hashes)))
}

interface Stretch extends Checking {
  readonly from: number
  readonly to: number
  readonly hashes: readonly Hash[]
}

async function checkLeaves(
  client: pg.ClientBase,
  { tree, from, to, hashes, visit }: Stretch,
): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ tree_index: string; entry: string | null; leaf: Buffer | null }>(
    'select tree_index, entry, leaf from ledger.leaf where tree = $1 and tree_index >= $2 and tree_index < $3',
    [tree.id, from, to],
  )
  const byIndex = new Map(rows.map((row) => [Number(row.tree_index), row]))
  const lost = await declaredLosses(client, tree)
  const findings: Finding[] = []
  for (let index = from; index < to; index++) {
    const [row, hash] = [byIndex.get(index), hashes[index - from]]
    const where = `${tree.origin} ${index}`
    if (row === undefined || hash === undefined) findings.push({ kind: 'leaf-missing', where })
    else if (row.leaf !== null && row.entry !== null) {
      if (!isSameHash(leafHash(row.leaf), hash)) findings.push({ kind: 'leaf-changed', where })
      visit({ entry: row.entry, leaf: Uint8Array.from(row.leaf) })
    } else if (!lost.some(({ from, to }) => index >= from && index < to)) findings.push({ kind: 'leaf-missing', where })
  }
  return findings
}

/** Stretches of leaves whose loss was declared: that is in the ledger's own records, which are checked like any other. */
async function declaredLosses(client: pg.ClientBase, { origin, log }: Tree) {
  const { rows } = await client.query<{ from: number; to: number }>(
    `select (record ->> 'lostFrom')::float8 as "from", (record ->> 'lostFrom')::float8 + (record ->> 'lost')::float8 as "to"
       from ledger.own_record where log = $1 and record ->> 'origin' = $2`,
    [log, origin],
  )
  return rows
}

/** Each hash above level 0 is the root of a full tile below; no tile is missing, too wide or too much. */
async function checkTiles(client: pg.ClientBase, tree: Tree): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const widths = new Map(tilesOf(tree.frontier.size).map(({ level, index, width }) => [`${level}/${index}`, width]))
  let below: Hash[] = []
  let above: Hash[] = []
  let level = 0
  const { rows } = await client.query<{ level: number; tile_index: string }>(
    'select level, tile_index from ledger.tile where tree = $1 order by level, tile_index',
    [tree.id],
  )
  for (const row of rows) {
    if (row.level !== level) [level, below, above] = [row.level, above, []]
    const hashes = await tileOf(client, tree, row)
    const first = Number(row.tile_index) * TILE_WIDTH
    const place = `${row.level}/${row.tile_index}`
    const matches = row.level === 0 || hashes.every((hash, at) => isSame(hash, below[first + at]))
    if (!matches || widths.get(place) !== hashes.length)
      findings.push({ kind: 'tile-changed', where: `${tree.origin} tile ${place}` })
    widths.delete(place)
    if (hashes.length === TILE_WIDTH) above[Number(row.tile_index)] = perfectRoot(hashes)
  }
  for (const place of widths.keys()) findings.push({ kind: 'tile-changed', where: `${tree.origin} tile ${place}` })
  return findings
}

async function tileOf(
  client: pg.ClientBase,
  tree: Tree,
  { level, tile_index }: { readonly level: number; readonly tile_index: string },
): Promise<readonly Hash[]> {
  const { rows } = await client.query<{ hashes: Buffer }>(
    'select hashes from ledger.tile where tree = $1 and level = $2 and tile_index = $3',
    [tree.id, level, tile_index],
  )
  return rows[0] === undefined ? [] : hashesOfTile(Uint8Array.from(rows[0].hashes))
}

function isSame(hash: Hash, other: Hash | undefined): boolean {
  return other !== undefined && isSameHash(hash, other)
}

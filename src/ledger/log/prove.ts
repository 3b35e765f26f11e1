/** Proofs from the stored tree: that an entry is in it, and that it holds an older tree. */
import type pg from 'pg'
import { bundleToText } from '../core/bundle.ts'
import { fromUtf8 } from '../core/bytes.ts'
import type { Json } from '../core/canonical.ts'
import { checkpointFromText } from '../core/checkpoint.ts'
import { proveConsistency } from '../core/consistency.ts'
import type { Hash } from '../core/hash.ts'
import { proveInclusion } from '../core/inclusion.ts'
import { parseNote } from '../core/note.ts'
import { proofToText } from '../core/proof-file.ts'
import type { EntryId } from './append.ts'
import { overTiles } from './tile-store.ts'

export interface EntryProof {
  /** The leaf as text: it has to be kept with the record. */
  readonly leaf: string
  /** A `.tlog-proof` file. */
  readonly proof: string
}

interface Place {
  readonly tree: number
  readonly tree_index: string
  readonly leaf: Buffer
  readonly note: string
}

/**
 * The proof of one entry: under the latest checkpoint that a witness has seen, or, where none has seen it yet, under the
 * latest at all. Null while it is in no signed tree.
 */
export async function proveEntry(client: pg.ClientBase, entry: EntryId): Promise<EntryProof | null> {
  const { rows } = await client.query<Place>(
    `select leaf.tree, leaf.tree_index, leaf.leaf, checkpoint.note
       from ledger.leaf join ledger.checkpoint on checkpoint.tree = leaf.tree and checkpoint.size > leaf.tree_index
       where leaf.entry = $1 order by checkpoint.witnesses > 0 desc, checkpoint.size desc limit 1`,
    [entry],
  )
  const [place] = rows
  if (place === undefined) return null
  const { size } = checkpointFromText(parseNote(place.note).text)
  const index = Number(place.tree_index)
  const { path } = await overTiles(client, place.tree, (nodeAt) => proveInclusion(nodeAt, index, size))
  return {
    leaf: fromUtf8(Uint8Array.from(place.leaf), 'Leaf'),
    proof: proofToText({ index, path, checkpoint: place.note, extra: null }),
  }
}

export interface Revealed {
  readonly record: Json
  readonly salt: Uint8Array
  /** The policy that the reader will compare with the published one. */
  readonly policy: string
}

/** The one file for a court. */
export function bundleWith({ leaf, proof }: EntryProof, { record, salt, policy }: Revealed): string {
  return bundleToText({ record, salt, leaf, proof, policy })
}

/** That the tree of `size` leaves holds all of the tree of `oldSize`. */
export function proveGrowth(
  client: pg.ClientBase,
  tree: number,
  oldSize: number,
  size: number,
): Promise<readonly Hash[]> {
  return overTiles(client, tree, (nodeAt) => proveConsistency(nodeAt, oldSize, size))
}

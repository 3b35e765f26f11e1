/**
 * The second step: the head of the tree, computed again from the stored tiles, is signed. Never where the tree does not
 * hold all that was signed before: a restored backup, a rewritten leaf. Then signing stops, and people are told why.
 */
import type pg from 'pg'
import { type Checkpoint, checkpointToText } from '../core/checkpoint.ts'
import { rootOf } from '../core/frontier.ts'
import { EMPTY_ROOT, type Hash, isSameHash } from '../core/hash.ts'
import { rangeRoot } from '../core/nodes.ts'
import { NotProved } from '../core/not-proved.ts'
import { noteToText } from '../core/note.ts'
import { type Signer, signText } from '../keys/signer.ts'
import { latestSigned } from './latest.ts'
import { readMark, writeMark } from './mark.ts'
import { overTiles } from './tile-store.ts'
import { stopSigning, type Tree, treeNow } from './tree-row.ts'

/** The log is not signed any more; the message says why and what to do. */
export class SigningStopped extends Error {
  override readonly name = 'SigningStopped'
}

export interface SigningWith {
  readonly signer: Signer
  /** File of the mark. */
  readonly markPath: string
}

export interface Signed {
  readonly checkpoint: Checkpoint
  /** The note with the log's signature, and those of witnesses who have seen it. */
  readonly text: string
}

/** Refuses a tree that is stopped, and one that does not hold all that was signed before. */
export async function refuseRewound(client: pg.ClientBase, tree: Tree, { markPath }: SigningWith): Promise<void> {
  if (tree.stopped !== null) throw new SigningStopped(tree.stopped)
  await refuseGoingBack(client, tree, readMark(markPath) ?? (await latestSigned(client, tree.id))?.checkpoint ?? null)
}

/** Signs the tree as it is, marks and stores that; the same tree gives the same signature again. */
export async function signHead(client: pg.ClientBase, { id }: Tree, signing: SigningWith): Promise<Signed> {
  const { signer, markPath } = signing
  const tree = await treeNow(client, id)
  await refuseRewound(client, tree, signing)
  const checkpoint = await headOf(client, tree)
  const text = checkpointToText(checkpoint)
  if (!isMarked(readMark(markPath), text)) writeMark(markPath, checkpoint)
  const fresh = noteToText({ text, signatures: [signText(text, signer)] })
  return { checkpoint, text: await storedNote(client, tree, fresh) }
}

function isMarked(mark: Checkpoint | null, text: string): boolean {
  return mark !== null && checkpointToText(mark) === text
}

/** The note as it is stored, with what witnesses have added; stored now where it is new. */
async function storedNote(client: pg.ClientBase, { id, frontier }: Tree, fresh: string): Promise<string> {
  const values = [id, frontier.size]
  const known = await client.query<{ note: string }>(
    'select note from ledger.checkpoint where tree = $1 and size = $2',
    values,
  )
  if (known.rows[0] !== undefined) return known.rows[0].note
  // What anybody may see stays until the hour is over: it does not grow with what is done meanwhile.
  await client.query(
    `delete from ledger.checkpoint where tree = $1 and size < $2 and witnesses = 0 and size <> (
       select coalesce(max(p.size) filter (where p.signed_at < date_trunc('hour', clock_timestamp())), min(p.size))
       from ledger.checkpoint p where p.tree = $1)`,
    values,
  )
  await client.query('insert into ledger.checkpoint (tree, size, note) values ($1, $2, $3)', [...values, fresh])
  return fresh
}

async function headOf(client: pg.ClientBase, tree: Tree): Promise<Checkpoint> {
  const { size } = tree.frontier
  const root = await storedRoot(client, tree, size)
  if (!isSameHash(root, rootOf(tree.frontier)))
    await stop(
      client,
      tree,
      `The tiles of ${tree.origin} do not give the root of its ${size} leaves: they have been changed.`,
    )
  return { origin: tree.origin, size, root, extensions: [] }
}

/** The root of the first `size` leaves, from the tiles. */
export async function storedRoot(client: pg.ClientBase, tree: Tree, size: number): Promise<Hash> {
  if (size === 0) return EMPTY_ROOT
  try {
    return await overTiles(client, tree.id, (nodeAt) => rangeRoot(nodeAt, 0, size))
  } catch (error) {
    if (!(error instanceof NotProved)) throw error
    return stop(client, tree, `Tiles of ${tree.origin} are missing: ${error.message}`)
  }
}

/** Whatever was signed before must be in the tree, unchanged: the root of its first leaves is the one that was signed. */
async function refuseGoingBack(client: pg.ClientBase, tree: Tree, before: Checkpoint | null): Promise<void> {
  if (before === null) return
  const { size } = tree.frontier
  const declare = 'Declare the loss with "observance ledger declare-gap"; until then nothing is signed.'
  if (before.origin !== tree.origin && isLater(before.origin, tree.origin))
    await stop(
      client,
      tree,
      `The database holds ${tree.origin}, and ${before.origin} was signed already: an old backup has been put back. ${declare}`,
    )
  if (before.origin !== tree.origin) return
  if (before.size > size)
    await stop(
      client,
      tree,
      `${tree.origin} has ${size} leaves, and ${before.size} were signed already: an old backup has been put back. ${declare}`,
    )
  if (!isSameHash(await storedRoot(client, tree, before.size), before.root))
    await stop(
      client,
      tree,
      `The first ${before.size} leaves of ${tree.origin} are not those that were signed: the log has been rewritten.`,
    )
}

/** Origins of one log end in numbers that grow. */
function isLater(origin: string, than: string): boolean {
  return Number(origin.split('/').at(-1)) > Number(than.split('/').at(-1))
}

async function stop(client: pg.ClientBase, tree: Tree, reason: string): Promise<never> {
  await stopSigning(client, tree, reason)
  throw new SigningStopped(reason)
}

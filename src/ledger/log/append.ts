/** How an act comes into the ledger: one insert in the act's own transaction, which waits for nobody. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { asHash, HASH_LENGTH, hashToText } from '../core/hash.ts'
import type { Leaf } from '../core/leaf.ts'
import { leafToText } from '../core/leaf.ts'
import type { LogName } from './logs.ts'

declare const entryBrand: unique symbol
/** Names an entry from the moment it is written, long before it has an index; random, so that it tells no order. */
export type EntryId = string & { readonly [entryBrand]: never }

/** A leaf without its time: that is the database's to say. */
export type Act = Omit<Leaf, 'recordedAt'>

/** Leaves an entry. It is in the log if and only if the transaction commits. Refuses what is no code, version or hash. */
export async function append(tx: Tx, log: LogName, act: Act): Promise<EntryId> {
  const { rows } = await sql<{ id: EntryId }>`select ledger.append(${log}, ${linesAfterTime(act)}) as id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('internal error: an entry was inserted and has no id')
  return row.id
}

/** The lines of a leaf that follow its time. */
export function linesAfterTime(act: Act): string {
  return leafToText({ ...act, recordedAt: 0 })
    .split('\n')
    .slice(2)
    .join('\n')
}

/** The lines of a leaf between its time and its object, for an act whose commitments the database writes itself. */
export function linesBeforeObject(act: Omit<Act, 'object' | 'payload'>): string {
  const { action, policy, software, outcome, actor } = act
  const key = JSON.stringify([action, policy, software, outcome])
  const head = heads.get(key) ?? headOf(act)
  if (heads.size < MOST_HEADS) heads.set(key, head)
  return `${head}actor ${hashToText(actor)}\n`
}

/** There are as many as acts and versions, and each has been read back once. */
const heads = new Map<string, string>()
const MOST_HEADS = 1000

function headOf(act: Omit<Act, 'object' | 'payload'>): string {
  const anything = asHash(new Uint8Array(HASH_LENGTH), 'Hash')
  return linesAfterTime({ ...act, actor: anything, object: anything, payload: anything }).split('actor ')[0] ?? ''
}

/**
 * A transaction, where one has begun. A command that can be judged without asking the database anything begins none; whatever has to
 * ask says so, and is asked again in a transaction.
 */
import type { Tx } from '../store/index.ts'

export type AtHand = Tx | null

/** Something had to be asked, and there was no transaction to ask it in. */
export class NoneAtHand extends Error {
  override readonly name = 'NoneAtHand'
}

/** The transaction, or `NoneAtHand`. */
export function needed(tx: AtHand): Tx {
  if (tx === null) throw new NoneAtHand()
  return tx
}

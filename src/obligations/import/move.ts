/** Makes way for recommendations that get another address: an address is held by one row of its document at a time. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'

export interface Move {
  readonly id: string
  readonly from: string | null
  readonly to: string
}

/**
 * Frees the addresses that others move to. A row that moves on leaves its own for a moment; a withdrawn one leaves it
 * for good, and its history and the old revision of the document keep saying where it stood.
 */
export async function freeAddresses(tx: Tx, document: string, moves: readonly Move[]): Promise<void> {
  const wanted = moves.map(({ to }) => to)
  if (wanted.length === 0) return
  await tx
    .updateTable('recommendation')
    .set({ address: null, version: sql<number>`version + 1` })
    .where('document', '=', document)
    .where('address', 'in', wanted)
    .execute()
}

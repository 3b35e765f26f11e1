/** Makes way for recommendations that get an address: it is held by one row of its document at a time. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'

/**
 * Frees addresses that others are about to get. A row that moves on leaves its own for a moment; a withdrawn one leaves
 * it for good, and its history and the old revision of the document keep saying where it stood.
 */
export async function freeAddresses(
  tx: Tx,
  document: string,
  wanted: readonly { readonly address: string }[],
): Promise<void> {
  if (wanted.length === 0) return
  await tx
    .updateTable('recommendation')
    .set({ address: null, version: sql<number>`version + 1` })
    .where('document', '=', document)
    .where(
      'address',
      'in',
      wanted.map(({ address }) => address),
    )
    .execute()
}

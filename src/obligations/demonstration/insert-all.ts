/** Inserts rows in one statement; none at all for an empty list, which SQL has no statement for. */
import type { Insertable } from 'kysely'
import type { Tables, Tx } from '../../store/index.ts'

export async function insertAll<Table extends keyof Tables & string>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  if (rows.length > 0) await tx.insertInto(table).values(rows).execute()
}

/** The latest head that was signed, as it is stored: with what witnesses have added to it since. */
import type pg from 'pg'
import { checkpointFromText } from '../core/checkpoint.ts'
import { parseNote } from '../core/note.ts'
import type { Signed } from './sign.ts'

/** Null where nothing was signed yet. */
export async function latestSigned(client: pg.ClientBase, tree: number): Promise<Signed | null> {
  const { rows } = await client.query<{ note: string }>(
    'select note from ledger.checkpoint where tree = $1 order by size desc limit 1',
    [tree],
  )
  const [row] = rows
  return row === undefined ? null : { checkpoint: checkpointFromText(parseNote(row.note).text), text: row.note }
}

/** Rows of a long statement, a page at a time, in the transaction of whoever asks. */
import type pg from 'pg'

/** Rows that are fetched at once. */
const PAGE = 500

/** The statement is one of this program, with nothing in it that came from outside. One at a time on a connection. */
export async function* rowsOf(client: pg.ClientBase, statement: string): AsyncIterable<object> {
  await client.query(`declare stored no scroll cursor for ${statement}`)
  try {
    for (;;) {
      const { rows } = await client.query<object>(`fetch ${PAGE} from stored`)
      yield* rows
      if (rows.length < PAGE) break
    }
  } finally {
    await client.query('close stored')
  }
}

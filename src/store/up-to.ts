/** How many rows a page asks for, as part of the query's text: a plan that is kept must know it, and "$1" says nothing. */
import { type RawBuilder, sql } from 'kysely'

/** `limit 50`, and `offset` after the first page. Both are our own numbers; what is no count is refused. */
export function upTo(limit: number, offset = 0): RawBuilder<unknown> {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new Error(`no number of rows: ${limit}`)
  return offset === 0 ? sql`limit ${sql.lit(limit)}` : sql`limit ${sql.lit(limit)} offset ${offset}`
}

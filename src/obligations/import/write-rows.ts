/** Writes placed rows of the Index in few statements: thousands of single ones would take their time on the way. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import type { Placed } from './place-rows.ts'

const CHUNK = 500

/** Told after each statement how many rows are written. */
type Written = (done: number) => void

/** Adds recommendations. */
export async function addRecommendations(tx: Tx, placed: readonly Placed[], written: Written): Promise<void> {
  for (const { chunk, end } of chunks(placed)) {
    await sql`
      insert into followup.recommendation (document, address, annotation, position, text, themes, people_concerned, sdg_targets)
      select document, address, annotation, position, text, themes, "peopleConcerned", "sdgTargets" from ${rowsOf(chunk)}
    `.execute(tx)
    written(end)
  }
}

/** Brings recommendations to what the Index says of them. */
export async function changeRecommendations(tx: Tx, placed: readonly Placed[], written: Written): Promise<void> {
  for (const { chunk, end } of chunks(placed)) {
    await sql`
      update followup.recommendation r
      set annotation = n.annotation, text = n.text, themes = n.themes, people_concerned = n."peopleConcerned",
        sdg_targets = n."sdgTargets", version = r.version + 1
      from ${rowsOf(chunk)} where r.id = n.id
    `.execute(tx)
    written(end)
  }
}

function rowsOf(chunk: readonly Placed[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as n (id uuid, document uuid, address text, annotation uuid,
    position integer, text text, themes text[], "peopleConcerned" text[], "sdgTargets" text[])`
}

function* chunks(placed: readonly Placed[]): Generator<{ chunk: readonly Placed[]; end: number }> {
  for (let start = 0; start < placed.length; start += CHUNK) {
    const chunk = placed.slice(start, start + CHUNK)
    yield { chunk, end: start + chunk.length }
  }
}

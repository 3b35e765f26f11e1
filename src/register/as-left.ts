/**
 * What a start makes in the database from the declarations is made anew only where it has to be: where what it is made from
 * has changed, or somebody has changed what was made. Both are noted beside it, as a comment.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'

export interface Made {
  /** The object that bears the note: "schema register". */
  readonly on: `schema ${string}` | `table ${string}`
  /** All that it is made from. */
  readonly from: string
  /** One row with one `digest` of what there is. */
  readonly live: pg.QueryConfig
}

/** Calls `make` unless all is as the last call left it. Inside the caller's transaction. */
export async function unlessAsLeft(
  owner: pg.Client,
  { on, from, live }: Made,
  make: () => Promise<void>,
): Promise<void> {
  const input = createHash('sha256').update(from).digest('hex')
  const digest = async () => (await owner.query<{ digest: string | null }>(live)).rows[0]?.digest ?? 'nothing'
  const { rows } = await owner.query<{ note: string | null }>(
    on.startsWith('schema ')
      ? "select obj_description($1::regnamespace, 'pg_namespace') as note"
      : "select obj_description($1::regclass, 'pg_class') as note",
    [on.slice(on.indexOf(' ') + 1)],
  )
  if (rows[0]?.note === `${input} ${await digest()}`) return
  await make()
  await owner.query(`comment on ${on} is '${input} ${await digest()}'`)
}

/** Functions and triggers in these schemas: their names, bodies and settings. */
export function functionsIn(schemas: readonly string[]): pg.QueryConfig {
  return {
    text: `with mine as (select oid from pg_namespace where nspname = any($1))
      select md5(string_agg(what, ' ' order by what)) as digest from (
        select concat_ws(' ', p.oid::regprocedure, md5(p.prosrc), p.prolang, p.prosecdef, p.provolatile, p.proconfig) as what
          from pg_proc p where p.pronamespace in (select oid from mine)
        union all select concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace in (select oid from mine) and not t.tgisinternal) made`,
    values: [schemas],
  }
}

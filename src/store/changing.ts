/**
 * What changes although nobody writes: clocks, chance, the session's own state. A query that uses such a thing is never
 * remembered (memory.ts), be it in its own words or in a function, view, policy or operator that it goes through. What
 * those are is read from the catalogue: what is declared volatile, and what has a clock, or another such thing, inside.
 * Names are compared as they are written, so that a column named like such a thing is taken for one: then its query is
 * asked again, which is never wrong.
 */
import type pg from 'pg'

/** The stable ones among PostgreSQL's own, which the catalogue does not tell apart. The day is part of the moment. */
const CLOCKS =
  /\b(?:now|random|\w+_timestamp|current_time|localtime|localtimestamp|timeofday|tablesample|pg_\w+|txid_\w+|inet_\w+)\b|\bcurrent_setting\((?!\s*'observance\.)/i

function hasClock(text: string): boolean {
  return CLOCKS.test(text.replaceAll('pg_catalog.', ''))
}

/**
 * Everything that a query can go through. Trigger functions are left out, as no reading calls one; a policy stands under
 * the name of its table, an operator and a cast under the function that they are. What we cannot look into, aggregates and
 * functions in another language, changes unless it is declared immutable.
 */
const THINGS = `
  select p.proname::text as name, case when p.pronargs = 1 and t.typtype = 'c' then 'word' else 'call' end as "usedAs",
    p.provolatile = 'v' or (n.nspname <> 'pg_catalog' and (p.prokind = 'a' or p.provolatile = 's' and l.lanname not in ('sql', 'plpgsql'))) as changes,
    case when n.nspname = 'pg_catalog' then '' else coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) end as body
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    left join pg_type t on t.oid = p.proargtypes[0]
  where (n.nspname <> 'pg_catalog' or p.provolatile = 'v') and n.nspname <> 'information_schema'
    and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  union all
  select c.relname::text, 'word', false, pg_get_viewdef(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema')
  union all
  select c.relname::text, 'word', false, pg_get_expr(o.polqual, o.polrelid) from pg_policy o join pg_class c on c.oid = o.polrelid
  where o.polqual is not null and o.polcmd in ('r', '*')
  union all
  select o.oprname::text, 'sign', false, p.proname || '(' from pg_operator o join pg_proc p on p.oid = o.oprcode
    join pg_namespace n on n.oid = o.oprnamespace where n.nspname <> 'pg_catalog'
  union all
  select '', 'sign', false, p.proname || '(' from pg_cast c join pg_proc p on p.oid = c.castfunc
    join pg_namespace n on n.oid = p.pronamespace where n.nspname <> 'pg_catalog'`

interface Thing {
  readonly name: string
  /** A function is called; a view, a table, or a function of one row may stand as a word; an operator is a sign. */
  readonly usedAs: 'call' | 'word' | 'sign'
  readonly changes: boolean
  readonly body: string
}

export type Changes = (text: string) => boolean

/** Texts of pages are few; lists of many lengths come and go. */
const MOST_TEXTS = 1000

/** Asks the catalogue once what changes by itself; then tells it of a text. */
export async function askWhatChanges(
  ask: (text: string) => Promise<pg.QueryResult<Thing> | undefined>,
): Promise<Changes> {
  const answer = await ask(THINGS)
  if (answer === undefined) throw new Error('the catalogue did not answer')
  const changes = changesThrough(answer.rows)
  const known = new Map<string, boolean>()
  return (text) => {
    const told = known.get(text) ?? changes(text)
    if (known.size >= MOST_TEXTS) known.clear()
    known.set(text, told)
    return told
  }
}

/** Through however many things. */
function changesThrough(things: readonly Thing[]): Changes {
  let changing = things.filter(({ changes, body }) => changes || hasClock(body) || /\bexecute\b/i.test(body))
  for (;;) {
    const uses = usesOneOf(changing)
    const more = things.filter((thing) => !changing.includes(thing) && uses(thing.body))
    if (more.length === 0) return (text) => hasClock(text) || uses(text)
    changing = [...changing, ...more]
  }
}

function usesOneOf(things: readonly Thing[]): (text: string) => boolean {
  const all = things.map(({ name, usedAs }) => {
    const plain = RegExp.escape(name)
    return usedAs === 'sign' ? plain : usedAs === 'word' ? `\\b${plain}\\b` : `\\b${plain}"?\\s*\\(`
  })
  if (all.length === 0) return () => false
  const any = new RegExp([...new Set(all)].join('|'), 'i')
  return (text) => any.test(text)
}

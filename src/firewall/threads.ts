/**
 * Looks for threads between compartments in the live schema: what would let somebody with two dumps join them. D5 of the
 * reliability promises, and the schema's part of D4.
 */
import type pg from 'pg'

/** Names of columns that stand for a person outside one compartment. A compartment that may hold them is told apart. */
const OUTSIDE_NUMBERS =
  'base_id|base_reference|passport|travel_document|document_number|national_id|personal_number|pin_code|tax_number|home_office|biometric|fingerprint'

export interface Compartments {
  readonly schemas: readonly string[]
  /** Those of them that may hold a number of an identity document. */
  readonly mayHoldNumbers: readonly string[]
}

/** Each thread as a sentence; nothing where there is none. */
export async function threadsBetween(
  owner: pg.Client,
  { schemas, mayHoldNumbers }: Compartments,
): Promise<readonly string[]> {
  const { rows } = await owner.query<{ thread: string }>(THREADS, [schemas, mayHoldNumbers, OUTSIDE_NUMBERS])
  return rows.map(({ thread }) => thread)
}

const THREADS = `
with part as (
  select c.oid, n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind in ('r', 'p')),
kept as (
  select p.*, a.attname as "column", a.attidentity, a.atttypid, pg_get_expr(d.adbin, d.adrelid) as filled
    from part p join pg_attribute a on a.attrelid = p.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum)
select schema || '.' || name || ' (' || "column" || ') is counted: a serial number tells the order, and how many there are' as thread
  from kept where attidentity <> '' or filled like '%nextval(%'
union
select schema || '.' || name || ' (' || "column" || ') tells when it was made: an id must be random'
  from kept where filled ~ 'uuidv7|uuid_generate_v1'
union
select schema || '.' || name || ' (' || "column" || ') is a number from outside this compartment'
  from kept where "column" ~ ('(^|_)(' || $3 || ')(_|$)') and not schema = any($2)
union
select p.schema || '.' || p.name || ' refers to ' || o.schema || '.' || o.name || ' of another compartment'
  from pg_constraint k join part p on p.oid = k.conrelid join part o on o.oid = k.confrelid where k.contype = 'f' and p.schema <> o.schema
order by 1`

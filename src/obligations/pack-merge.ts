/**
 * Brings rows of a country pack into a table so that loading again writes nothing, and a changed pack changes only
 * what nobody else has touched. Who touched what is read from the history: it is the one witness that cannot forget.
 */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'

export type Plain = Readonly<Record<string, unknown>>

/** Tables whose rows a pack writes, the columns it knows them by, and the one the history names them by. */
const ROWS = {
  institution: { key: ['code'], object: 'code', versioned: false },
  document: { key: ['symbol'], object: 'id', versioned: true },
  recommendation: { key: ['document', 'address'], object: 'id', versioned: true },
  indicator: { key: ['name'], object: 'name', versioned: true },
  obligation: { key: ['code'], object: 'id', versioned: true },
  deadline: { key: ['code'], object: 'id', versioned: true },
} as const

/** Tables that only link; each owner's set of links is one thing, changed as a whole or not at all. */
const LINKS = {
  reiteration: ['recommendation', 'symbol', 'paragraph'],
  obligation_recommendation: ['obligation', 'recommendation'],
  participation: ['obligation', 'institution', 'part'],
  obligation_indicator: ['obligation', 'indicator'],
} as const

/** Inserts rows that are missing; of the others, changes the fields that differ and that only the pack has written. */
export async function mergeRows(tx: Tx, name: keyof typeof ROWS, wanted: readonly Plain[]): Promise<void> {
  const first = wanted[0]
  if (first === undefined) return
  const { key, object } = ROWS[name]
  const columns = Object.keys(first)
  const found = await existing(tx, name, key, wanted)
  const missing = wanted.filter((row) => !found.has(keyOf(row, key)))
  const differing = wanted.flatMap((row) => {
    const now = found.get(keyOf(row, key))
    return now === undefined || columns.every((column) => same(now[column], row[column])) ? [] : [{ row, now }]
  })
  if (missing.length > 0) await insert(tx, name, columns, missing)
  if (differing.length === 0) return
  const touched = await touchedFields(
    tx,
    name,
    differing.map(({ now }) => String(now[object])),
  )
  const changed = differing
    .map(({ row, now }) => ({ now, next: keepTouched(row, now, touched.get(String(now[object])) ?? []) }))
    .filter(({ now, next }) => columns.some((column) => !same(now[column], next[column])))
  if (changed.length > 0)
    await update(
      tx,
      name,
      columns,
      changed.map(({ next }) => next),
    )
}

/** Makes the links of each owner those of the pack, except where somebody else has linked or unlinked. */
export async function mergeLinks(
  tx: Tx,
  name: keyof typeof LINKS,
  { owners, wanted }: { owners: readonly string[]; wanted: readonly Plain[] },
): Promise<void> {
  const columns = LINKS[name]
  const owner = columns[0]
  const { rows: links } = await sql<{ link: Plain }>`select to_jsonb(t) as link from followup.${sql.ref(name)} t
    where ${sql.ref(owner)} = any (${[...owners]}::uuid[])`.execute(tx)
  const now = new Map(links.map(({ link }) => [keyOf(link, columns), link]))
  const next = new Map(wanted.map((row) => [keyOf(row, columns), row]))
  const removed = [...now].filter(([key]) => !next.has(key)).map(([, row]) => row)
  const added = [...next].filter(([key]) => !now.has(key)).map(([, row]) => row)
  if (removed.length + added.length === 0) return
  const touched = await touchedOwners(tx, name, owners)
  const free = (rows: readonly Plain[]) => rows.filter((row) => !touched.has(String(row[owner])))
  if (free(removed).length > 0) await remove(tx, name, columns, free(removed))
  if (free(added).length > 0) await insert(tx, name, columns, free(added))
}

async function existing(tx: Tx, name: string, key: readonly string[], wanted: readonly Plain[]) {
  const { rows } = await sql<{
    row: Plain
  }>`select to_jsonb(t) - 'model' - 'text' as row from followup.${sql.ref(name)} t
    join ${asRows(name, wanted)} n on ${matches(key)}`.execute(tx)
  return new Map(rows.map(({ row }) => [keyOf(row, key), row]))
}

async function insert(tx: Tx, name: string, columns: readonly string[], rows: readonly Plain[]): Promise<void> {
  const list = sql.join(columns.map((column) => sql.ref(column)))
  await sql`insert into followup.${sql.ref(name)} (${list}) select ${list} from ${asRows(name, rows)} n`.execute(tx)
}

async function update(
  tx: Tx,
  name: keyof typeof ROWS,
  columns: readonly string[],
  rows: readonly Plain[],
): Promise<void> {
  const { key, versioned } = ROWS[name]
  const sets = columns.map((column) => sql`${sql.ref(column)} = n.${sql.ref(column)}`)
  // Whoever has the row open in a form learns that it has changed.
  if (versioned) sets.push(sql`version = t.version + 1`)
  await sql`update followup.${sql.ref(name)} t set ${sql.join(sets)} from ${asRows(name, rows)} n where ${matches(key)}`.execute(
    tx,
  )
}

async function remove(tx: Tx, name: string, columns: readonly string[], rows: readonly Plain[]): Promise<void> {
  await sql`delete from followup.${sql.ref(name)} t using ${asRows(name, rows)} n where ${matches(columns)}`.execute(tx)
}

/** Fields of each object that somebody other than this loader has filled or changed. */
async function touchedFields(
  tx: Tx,
  name: string,
  objects: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ object: string; fields: string[] }>`
    select h.object, array_agg(distinct c.field) as fields
    from followup.history h, jsonb_each(h.details) c (field, change)
    where h.object_kind = ${name} and h.object = any (${[...objects]}::text[]) and h.actor <> followup.actor()
      and not (coalesce(c.change -> 0, 'null') = 'null' and c.change -> 1 in ('null', '[]', '{}', '""'))
    group by h.object`.execute(tx)
  return new Map(rows.map(({ object, fields }) => [object, fields]))
}

async function touchedOwners(tx: Tx, name: string, owners: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ owner: string }>`
    select distinct split_part(object, ' ', 1) as owner from followup.history
    where object_kind = ${name} and actor <> followup.actor() and split_part(object, ' ', 1) = any (${[...owners]}::text[])`.execute(
    tx,
  )
  return new Set(rows.map(({ owner }) => owner))
}

function keepTouched(row: Plain, now: Plain, fields: readonly string[]): Plain {
  return { ...row, ...Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, now[field]])) }
}

/** Rows as one parameter, typed by the table itself. */
function asRows(name: string, rows: readonly Plain[]) {
  return sql`jsonb_populate_recordset(null::followup.${sql.ref(name)}, ${JSON.stringify(rows)}::jsonb)`
}

function matches(key: readonly string[]) {
  return sql.join(
    key.map((column) => sql`t.${sql.ref(column)} = n.${sql.ref(column)}`),
    sql` and `,
  )
}

function keyOf(row: Plain, key: readonly string[]): string {
  return JSON.stringify(key.map((column) => row[column]))
}

function same(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

/** JSON with its keys in order: the database keeps them in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

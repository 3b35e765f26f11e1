/**
 * What a migration must leave as it found it: rows, history, grants, policies, triggers. One description of a database
 * that two moments can be compared by, whatever the migration is; and rows to fill an older version with.
 */
import type pg from 'pg'

/** A database at one moment. Keys say what a thing is, so that a difference reads as a sentence. */
export interface Moment {
  /** Table → its rows as JSON, in order. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  /** "observance_web may update measure (title)". */
  readonly grants: readonly string[]
  /** "measure for select to observance_web". */
  readonly policies: readonly string[]
  /** "measure: recorded". */
  readonly triggers: readonly string[]
}

export type Row = Readonly<Record<string, unknown>>

export async function momentOf(owner: pg.Client): Promise<Moment> {
  const rows: Record<string, Row[]> = {}
  for (const table of await tablesOf(owner)) rows[table] = await rowsOf(owner, table)
  return {
    rows,
    grants: await list(
      owner,
      `select grantee || ' may ' || lower(privilege_type) || ' ' || table_name || ' (' || column_name || ')'
       from information_schema.column_privileges where table_schema = 'followup' and grantee like 'observance_%' and grantee <> current_user
       union select grantee || ' may delete ' || table_name from information_schema.table_privileges
       where table_schema = 'followup' and privilege_type = 'DELETE' and grantee like 'observance_%' and grantee <> current_user`,
    ),
    policies: await list(
      owner,
      `select tablename || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ') from pg_policies
       join pg_class on relname = tablename and relnamespace = 'followup'::regnamespace and relrowsecurity where schemaname = 'followup'`,
    ),
    triggers: await list(
      owner,
      `select relname || ': ' || tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
       where relnamespace = 'followup'::regnamespace and not tgisinternal and tgenabled <> 'D'`,
    ),
  }
}

/** What was there before and is not any more, each as a line; nothing where all of it is. Columns and tables may be added. */
export function lostBetween(before: Moment, after: Moment): string[] {
  const gone = (kind: string, was: readonly string[], is: readonly string[]) =>
    was.filter((one) => !is.includes(one)).map((one) => `${kind}: ${one}`)
  return [
    ...Object.entries(before.rows).flatMap(([table, rows]) => lostRows(table, rows, after.rows[table] ?? [])),
    ...gone('grant', before.grants, after.grants),
    ...gone('policy', before.policies, after.policies),
    ...gone('trigger', before.triggers, after.triggers),
  ]
}

/** Rows of before with no row after that says the same in every column that both have. */
function lostRows(table: string, before: readonly Row[], after: readonly Row[]): string[] {
  const columns = Object.keys(before[0] ?? {}).filter((column) => after[0] === undefined || column in after[0])
  const seen = (row: Row) => JSON.stringify(columns.map((column) => row[column]))
  const there = new Set(after.map(seen))
  return before.filter((row) => !there.has(seen(row))).map((row) => `row of ${table}: ${JSON.stringify(row)}`)
}

export async function tablesOf(owner: pg.Client): Promise<string[]> {
  return list(owner, "select relname from pg_class where relnamespace = 'followup'::regnamespace and relkind = 'r'")
}

export async function rowsOf(owner: pg.Client, table: string): Promise<Row[]> {
  const { rows } = await owner.query<{ row: Row }>(
    `select to_jsonb(t) as row from followup.${owner.escapeIdentifier(table)} t order by to_jsonb(t)::text`,
  )
  return rows.map(({ row }) => row)
}

/**
 * Puts rows of a later version into an older one, as far as it has their tables and columns, with its triggers off. A
 * value that the older version does not allow yet leaves its row out. Gives the tables that have rows now.
 */
export async function fill(owner: pg.Client, source: Readonly<Record<string, readonly Row[]>>): Promise<string[]> {
  const filled: string[] = []
  await owner.query('set session_replication_role = replica')
  for (const table of await tablesOf(owner)) {
    await insertAll(owner, table, source[table] ?? [])
    if ((await rowsOf(owner, table)).length > 0) filled.push(table)
  }
  await owner.query('set session_replication_role = default')
  await owner.query(
    "select setval(pg_get_serial_sequence('followup.history', 'id'), greatest((select max(id) from followup.history), 1))",
  )
  return filled
}

/** All at once; one by one where some row is not allowed. */
async function insertAll(owner: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0 || (await insert(owner, table, rows))) return
  for (const row of rows) await insert(owner, table, [row])
}

/** Whether the table took them. */
async function insert(owner: pg.Client, table: string, rows: readonly Row[]): Promise<boolean> {
  const name = `followup.${owner.escapeIdentifier(table)}`
  const known = await list(
    owner,
    `select attname from pg_attribute where attrelid = '${name}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  )
  const columns = known.filter((column) => column in (rows[0] ?? {})).map((column) => owner.escapeIdentifier(column))
  const values = columns.map((column) => `filled.${column}`)
  return owner
    .query(
      `insert into ${name} (${columns.join(', ')}) overriding system value select ${values.join(', ')} from jsonb_populate_recordset(null::${name}, $1) filled`,
      [JSON.stringify(rows)],
    )
    .then(() => true)
    .catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && ['23502', '23514'].includes(String(error.code)))) throw error
      return false
    })
}

async function list(owner: pg.Client, query: string): Promise<string[]> {
  const { rows } = await owner.query<string[]>({ text: query, rowMode: 'array' })
  return rows.map(([first]) => String(first)).toSorted()
}

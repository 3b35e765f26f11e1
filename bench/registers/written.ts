/**
 * What a command really writes, found by the number of its transaction in every table, and the same as statements on tables
 * of the same shape: columns, checks and indexes of the real ones, without policies, triggers and references. What differs
 * between two cases (ids, times, hashes, what is sealed) is made anew each time; all else is as the real rows have it.
 */
import type pg from 'pg'
import { carryOut, type Register } from '../../src/register/index.ts'
import { officer, sendAll, shortDetention } from './sent.ts'

/** The schema of the tables without policies. */
export const BARE = 'bare_command'

/** One table's part of a command: `the_case` stands for the id of its case, `payload` for what was sent. */
export interface Statement {
  readonly rows: number
  readonly text: string
}

interface Column {
  readonly name: string
  readonly type: string
  readonly isGenerated: boolean
}

interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** Columns of its primary key; none where it has none. */
  readonly key: readonly string[]
}

/** Each column as SQL has it, quoted; of a time also how far it lies from the moment of the event. */
type Row = Readonly<Record<string, string>>

interface Observed {
  readonly caseId: string
  /** Of each step, the rows that its transaction left, by table. */
  readonly steps: readonly ReadonlyMap<string, readonly Row[]>[]
}

/** Copies the shapes of the tables that a short detention writes to; gives what each of its steps writes there. */
export async function bareCommands(owner: pg.Client, register: Register): Promise<readonly (readonly Statement[])[]> {
  const tables = await allTables(owner)
  const [one, other] = [await observe(owner, register, tables), await observe(owner, register, tables)]
  const written = tables.filter(({ name }) => one.steps.some((step) => step.has(name)))
  await owner.query(`create schema ${BARE}`)
  for (const { name } of written) await owner.query(`create table ${bareName(name)} (like ${name} including all)`)
  const seen = new Map<string, Row>()
  return one.steps.map((step, index) =>
    written.flatMap((table) => {
      const rows = (step.get(table.name) ?? []).map((row, at) => {
        const twin = other.steps[index]?.get(table.name)?.[at]
        if (twin === undefined) throw new Error(`two cases do not write alike to ${table.name}`)
        return { row, anew: renewed(table, { row, twin, caseId: one.caseId }) }
      })
      return statementsOf(table, rows, seen)
    }),
  )
}

async function allTables(owner: pg.Client): Promise<readonly Table[]> {
  const { rows } = await owner.query<Table>(
    `select c.oid::regclass::text as name,
       (select json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, null), 'isGenerated', a.attgenerated <> '' or a.attidentity <> '') order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select coalesce(json_agg(quote_ident(a.attname)), '[]') from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
          where i.indrelid = c.oid and i.indisprimary) as key
     from pg_class c
     where c.relkind = 'r' and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
  )
  return rows
}

async function observe(owner: pg.Client, register: Register, tables: readonly Table[]): Promise<Observed> {
  const who = officer()
  // What an officer leaves once an hour is not counted with each case.
  await sendAll(register, who, shortDetention(who))
  const [opening, ...rest] = shortDetention(who)
  if (opening === undefined) throw new Error('internal error: a detention without an opening')
  let done = await sendAll(register, who, [opening])
  const steps = [await writtenBy(owner, tables, done)]
  for (const sent of rest) {
    done = await carryOut(register, who, { ...sent, key: crypto.randomUUID(), on: done })
    steps.push(await writtenBy(owner, tables, done))
  }
  return { caseId: done.caseId, steps }
}

/** Every row that the transaction of the event has left in any table. */
async function writtenBy(
  owner: pg.Client,
  tables: readonly Table[],
  { caseId, event }: { readonly caseId: string; readonly event: number },
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows: of } = await owner.query<{ id: string; at: string }>(
    'select xmin::text as id, recorded_at::text as at from immigration_enforcement.event where case_id = $1 and no = $2',
    [caseId, event],
  )
  const written = new Map<string, readonly Row[]>()
  for (const { name, columns } of tables) {
    const values = columns.map((column) => `quote_nullable(${column.name}::text) as ${column.name}`)
    const times = columns
      .filter(isTime)
      .map((column) => `quote_nullable((${column.name} - $2::timestamptz)::text) as "${sinceOf(column.name)}"`)
    const { rows } = await owner.query<Row>(
      `select ${[...values, ...times].join(', ')} from ${name} where xmin::text = $1 and $2::timestamptz is not null
       order by ${orderOf(columns)}`,
      [of[0]?.id, of[0]?.at],
    )
    if (rows.length > 0) written.set(name, rows)
  }
  return written
}

const isTime = ({ type }: Column) => type === 'timestamp with time zone'
const sinceOf = (name: string) => `${name} since`

/** By what two cases have alike: rules, roles; then in the order in which they were written. */
function orderOf(columns: readonly Column[]): string {
  return [...columns.filter(({ type }) => ['text', 'integer'].includes(type)).map(({ name }) => name), 'ctid'].join(
    ', ',
  )
}

/** The row as expressions: what differs from that of the other case is made anew. */
function renewed(
  { columns }: Table,
  { row, twin, caseId }: { readonly row: Row; readonly twin: Row; readonly caseId: string },
): Row {
  return Object.fromEntries(
    columns.map(({ name, type, isGenerated }) => {
      const value = row[name] ?? 'null'
      if (isGenerated) return [name, 'default']
      if (value === `'${caseId}'`) return [name, 'the_case']
      return [name, value === twin[name] ? value : anew(type, value, row[sinceOf(name)])]
    }),
  )
}

function anew(type: string, value: string, since: string | undefined): string {
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'timestamp with time zone') return `now() + interval ${since}`
  if (type === 'bytea') {
    // Quoted, `\x` and two digits a byte.
    const bytes = (value.length - value.indexOf('x') - 2) / 2
    return bytes <= 32 ? `substr(sha256(uuid_send(gen_random_uuid())), 1, ${bytes})` : `convert_to(payload, 'UTF8')`
  }
  if (type === 'bigint') return '(random() * 4294967295)::bigint'
  if (type === 'text') return `substr(gen_random_uuid()::text, 1, ${value.length - 2})`
  return value
}

/** New rows in one statement; rows that stood before in one for all that change alike. */
function statementsOf(
  { name, columns, key }: Table,
  rows: readonly { readonly row: Row; readonly anew: Row }[],
  seen: Map<string, Row>,
): readonly Statement[] {
  const idOf = (row: Row) => [name, ...key.map((column) => row[column])].join(' ')
  const known = key.length === 0 ? [] : rows.map(({ row }) => seen.get(idOf(row)))
  for (const { row } of rows) seen.set(idOf(row), row)
  const inserted = rows.filter((_, index) => known[index] === undefined)
  const changed = rows.flatMap(({ row, anew: values }, index) => {
    const was = known[index]
    if (was === undefined) return []
    const differing = columns.map((column) => column.name).filter((column) => was[column] !== row[column])
    return [{ values, set: differing.map((column) => `${column} = ${values[column]}`).join(', ') }]
  })
  const updates = [...Map.groupBy(changed, ({ set }) => set)].map(([set, alike]) => ({
    rows: alike.length,
    text: `update ${bareName(name)} set ${set} where ${whereOf(
      key,
      alike.map(({ values }) => values),
    )}`,
  }))
  if (inserted.length === 0) return updates
  const values = inserted.map(({ anew: row }) => `(${columns.map((column) => row[column.name]).join(', ')})`)
  return [{ rows: inserted.length, text: `insert into ${bareName(name)} values ${values.join(', ')}` }, ...updates]
}

/** The rows by their keys, which differ in one column at most. */
function whereOf(key: readonly string[], rows: readonly Row[]): string {
  const distinct = key.map((column) => [column, [...new Set(rows.map((row) => row[column]))]] as const)
  if (distinct.filter(([, values]) => values.length > 1).length > 1)
    throw new Error('keys differ in more than a column')
  return distinct
    .map(([column, values]) => `${column} ${values.length === 1 ? `= ${values[0]}` : `in (${values.join(', ')})`}`)
    .join(' and ')
}

function bareName(name: string): string {
  return `${BARE}.${name.replaceAll('.', '_').replaceAll('"', '')}`
}

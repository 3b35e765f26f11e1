/**
 * Backup and restore: one gzipped file of lines, the same from the embedded server and from one's own. The first line
 * says which version made it, the last counts the rows and carries the hash of all lines before it.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, renameSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { z } from 'zod'
import { CannotStart } from './cannot-start.ts'
import { migrations } from './migrate.ts'

/** What is for the moment alone stays out, and what each start makes anew: sessions and handles end with a restore. */
const LEFT_OUT = [
  ...['session', 'kept_form', 'identity.handle'],
  ...['firewall.ticket_secret', 'firewall.backend', 'firewall.person_seen', 'firewall.hidden_in_number'],
  ...[
    'register.installed',
    'register.mixed',
    'register.home',
    'register.calendar_day',
    'register.place',
    'register.moratorium',
  ],
]

/** Its rows are named by their table alone, as in the backups of earlier versions; those of all others with their schema. */
const FIRST_SCHEMA = 'followup'

const BATCH = 500

export interface BackupCount {
  readonly rows: number
  readonly tables: number
}

export type Progress = (done: number, total: number) => void

/** Writes every row, as of one instant, to `path`; a file that is not whole never has that name. */
export async function backup(
  owner: pg.Client,
  path: string,
  progress: Progress = () => undefined,
): Promise<BackupCount> {
  await owner.query('begin isolation level repeatable read, read only')
  try {
    const tables = await tablesInOrder(owner)
    const count = { rows: 0, tables: tables.length }
    const partial = `${path}.partial`
    await pipeline(
      Readable.from(lines(owner, tables, count, progress)),
      createGzip(),
      createWriteStream(partial, { flush: true }),
    )
    renameSync(partial, path)
    return count
  } finally {
    await owner.query('rollback')
  }
}

async function* lines(
  owner: pg.Client,
  tables: readonly string[],
  count: { rows: number },
  progress: Progress,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`
    hash.update(text)
    return text
  }
  yield line({
    observance: 1,
    migrations: migrations().map(({ name }) => name),
    madeAt: Temporal.Now.instant().toString(),
    registers: await registersIn(owner),
  })
  const total = await totalRows(owner, tables)
  for (const table of tables) {
    const order = await keyOf(owner, qualified(owner, table))
    await owner.query(
      `declare rows no scroll cursor for select to_jsonb(t) as row from ${qualified(owner, table)} t order by ${order}`,
    )
    for (;;) {
      const { rows } = await owner.query<{ row: unknown }>(`fetch ${BATCH} from rows`)
      if (rows.length === 0) break
      for (const { row } of rows) yield line({ table, row })
      count.rows += rows.length
      progress(count.rows, total)
    }
    await owner.query('close rows')
  }
  yield `${JSON.stringify({ end: count.rows, sha256: hash.digest('hex') })}\n`
}

/** Rows go by their keys, most of which are random: as they lie they would tell in which order they came, and so who is who. */
async function keyOf(owner: pg.Client, table: string): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `select quote_ident(a.attname) as name from pg_index i
      cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = $1::regclass and i.indisprimary order by k.place`,
    [table],
  )
  return rows.length === 0 ? 'random()' : rows.map(({ name }) => name).join(', ')
}

async function totalRows(owner: pg.Client, tables: readonly string[]): Promise<number> {
  const parts = tables.map((table) => `(select count(*) from ${qualified(owner, table)})`)
  const { rows } = await owner.query<{ total: string }>(`select ${parts.join(' + ')} as total`)
  return Number(rows[0]?.total ?? 0)
}

/** Tables with those they refer to first. A table's references to itself hold at the end of its one insert. */
async function tablesInOrder(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; needs: string[] }>(
    `
    with named as (
      select c.oid, case n.nspname when $1 then c.relname else n.nspname || '.' || c.relname end as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'store') and c.relkind = 'r')
    select t.name, coalesce(array_agg(f.name) filter (where f.name is not null and f.name <> t.name), '{}')::text[] as needs
    from named t
    left join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    left join named f on f.oid = k.confrelid
    group by 1 order by 1`,
    [FIRST_SCHEMA],
  )
  const waiting = rows.filter(({ name }) => !LEFT_OUT.includes(name))
  const order: string[] = []
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ needs }) =>
      needs.every((need) => order.includes(need) || LEFT_OUT.includes(need)),
    )
    if (ready < 0)
      throw new Error(`tables refer to each other in a ring: ${waiting.map(({ name }) => name).join(', ')}`)
    order.push(...waiting.splice(ready, 1).map(({ name }) => name))
  }
  return order
}

/** "measure" is the follow-up loop's, "ledger.leaf" another schema's. */
function qualified(owner: pg.Client, table: string): string {
  const [first = '', second] = table.split('.')
  const [schema, name] = second === undefined ? [FIRST_SCHEMA, first] : [first, second]
  return `${owner.escapeIdentifier(schema)}.${owner.escapeIdentifier(name)}`
}

/** What tables of the registers there are, by the declarations that made them. */
const Registers = z.array(z.object({ name: z.string(), sha256: z.string() }))

async function registersIn(owner: pg.Client): Promise<z.infer<typeof Registers>> {
  return (await owner.query('select name, sha256 from register.installed order by name')).rows
}

const Header = z.object({
  observance: z.literal(1),
  migrations: z.array(z.string()),
  madeAt: z.string(),
  registers: Registers.default([]),
})
const Row = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) })
const End = z.object({ end: z.number().int(), sha256: z.string() })

/** Puts a backup into an empty database, in one transaction; refuses a damaged file, another version, a database in use. */
export async function restore(
  owner: pg.Client,
  path: string,
  progress: Progress = () => undefined,
): Promise<BackupCount> {
  await owner.query('begin')
  try {
    await refuseUsed(owner)
    await owner.query(
      'create temporary table incoming (position bigint generated always as identity, name text, row jsonb) on commit drop',
    )
    const rows = await receive(owner, path, progress)
    const tables = await tablesInOrder(owner)
    for (const table of tables) await insertAll(owner, table)
    await owner.query(
      "select setval(pg_get_serial_sequence('followup.history', 'id'), greatest((select max(id) from followup.history), 1)), setval(pg_get_serial_sequence('ledger.tree', 'id'), greatest((select max(id) from ledger.tree), 1))",
    )
    await owner.query('commit')
    return { rows, tables: tables.length }
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

async function refuseUsed(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ used: boolean }>('select exists (select from followup.history) as used')
  if (rows[0]?.used === true)
    throw new CannotStart(
      'This database already holds work. A backup is restored into an empty one: set OBSERVANCE_DATA to a new directory, or DATABASE_URL to a new database.',
    )
}

async function receive(owner: pg.Client, path: string, progress: Progress): Promise<number> {
  const hash = createHash('sha256')
  let batch: z.infer<typeof Row>[] = []
  let count = 0
  let ended: z.infer<typeof End> | null = null
  const flush = async () => {
    await owner.query(
      "insert into incoming (name, row) select item ->> 'table', item -> 'row' from jsonb_array_elements($1::jsonb) item",
      [JSON.stringify(batch)],
    )
    count += batch.length
    progress(count, count)
    batch = []
  }
  let first = true
  for await (const text of linesOf(path)) {
    const value: unknown = parse(text)
    const end = End.safeParse(value)
    if (end.success) {
      ended = end.data
      continue
    }
    hash.update(`${text}\n`)
    if (first) await refuseOtherRegisters(owner, refuseOtherVersion(value))
    else batch.push(Row.parse(value))
    first = false
    if (batch.length === BATCH) await flush()
  }
  await flush()
  if (ended === null || ended.end !== count || ended.sha256 !== hash.digest('hex')) throw damaged()
  return count
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    yield* createInterface({
      input: createReadStream(path)
        .pipe(createGunzip())
        .on('error', () => undefined),
      crlfDelay: Number.POSITIVE_INFINITY,
    })
  } catch {
    throw damaged()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw damaged()
  }
}

function damaged(): CannotStart {
  return new CannotStart(
    'The backup is damaged or not whole: its rows do not match its last line. Nothing was restored.',
  )
}

function refuseOtherVersion(value: unknown): z.infer<typeof Header> {
  const header = Header.safeParse(value)
  if (!header.success) throw new CannotStart('This file is not a backup of Observance. Nothing was restored.')
  const ours = migrations().map(({ name }) => name)
  if (header.data.migrations.join() !== ours.join()) {
    throw new CannotStart(
      `The backup was made by another version (its last migration is "${header.data.migrations.at(-1)}", this one's "${ours.at(-1)}"). Restore it with the version that made it, then upgrade.`,
    )
  }
  return header.data
}

/** Columns that this version's declarations do not have would be left out without a word. */
async function refuseOtherRegisters(owner: pg.Client, { registers }: z.infer<typeof Header>): Promise<void> {
  const ours = new Map((await registersIn(owner)).map(({ name, sha256 }) => [name, sha256]))
  const other = registers.filter(({ name, sha256 }) => ours.get(name) !== sha256).map(({ name }) => name)
  if (other.length > 0)
    throw new CannotStart(
      `The backup has tables of the registers that this version does not make so: ${other.join(', ')}. Nothing was restored. Restore it with the version that made it.`,
    )
}

/** One insert a table; triggers that would record or settle again are off for this transaction, constraints are not. */
async function insertAll(owner: pg.Client, table: string): Promise<void> {
  const name = qualified(owner, table)
  const { rows } = await owner.query<{ column: string }>(
    "select attname as column from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum",
    [name],
  )
  const columns = rows.map(({ column }) => owner.escapeIdentifier(column)).join(', ')
  await owner.query(`alter table ${name} disable trigger user`)
  await owner.query(
    `insert into ${name} (${columns}) overriding system value select ${columns.replaceAll(/"?(\w+)"?/g, 'filled."$1"')} from incoming, jsonb_populate_record(null::${name}, incoming.row) filled where incoming.name = $1 order by position`,
    [table],
  )
  await owner.query(`alter table ${name} enable trigger user`)
}

/**
 * What each login may do, as plain data, and the SQL that makes it so. Row policies compare a column with a constant of the
 * transaction; nothing else keeps its index (measured in docs and DESIGN: OR 18 times, EXISTS 17 to 26 times slower).
 */
import { createHash } from 'node:crypto'
import pg from 'pg'

export interface Catalogue {
  /** Every login of the registers. None of them has anything outside these schemas. */
  readonly logins: readonly string[]
  readonly schemas: readonly SchemaModel[]
}

export interface SchemaModel {
  readonly name: string
  readonly tables: readonly TableModel[]
  /** Those that a login may call; all others are nobody's. */
  readonly functions: readonly FunctionModel[]
}

export interface TableModel {
  readonly name: string
  readonly reads: readonly Read[]
}

export interface Read {
  readonly login: string
  readonly columns: readonly string[]
  readonly rows: RowRule
}

/** Which rows: all; those whose column is the office or the officer that acts; those that a list names for them. */
export type RowRule =
  | 'all'
  | { readonly column: string; readonly is: 'office' | 'officer' }
  | {
      readonly column: string
      readonly listed: {
        readonly schema: string
        readonly table: string
        readonly column: string
        readonly whose: string
        readonly is: 'office' | 'officer'
        /** A column that is empty for as long as the line stands. */
        readonly until?: string
      }
    }

export interface FunctionModel {
  /** "commit(jsonb)" */
  readonly signature: string
  readonly callers: readonly string[]
}

const id = pg.escapeIdentifier

/** "(office = (select firewall.office()))" */
export function predicateOf(rule: RowRule): string {
  if (rule === 'all') return 'true'
  if ('is' in rule) return `(${id(rule.column)} = (select firewall.${rule.is}()))`
  const { schema, table, column, whose, is, until } = rule.listed
  const standing = until === undefined ? '' : ` and l.${id(until)} is null`
  return `(${id(rule.column)} in (select l.${id(column)} from ${id(schema)}.${id(table)} l where l.${id(whose)} = (select firewall.${is}())${standing}))`
}

/** "reads_observance_judge" */
export function policyNameOf(login: string): string {
  return `reads_${login}`
}

export const OWNER_POLICY = 'owner_works'

/** The statements that make the database as the catalogue says, whatever it was before. `owner` owns all tables. */
export function compile(catalogue: Catalogue, owner: string): readonly string[] {
  const everybody = ['public', ...catalogue.logins.map(id)].join(', ')
  return catalogue.schemas.flatMap((schema) => compileSchema(schema, everybody, id(owner)))
}

function compileSchema(schema: SchemaModel, everybody: string, owner: string): string[] {
  const name = id(schema.name)
  const callers = schema.functions.flatMap(({ callers }) => callers)
  const readers = schema.tables.flatMap(({ reads }) => reads.map(({ login }) => login))
  const entering = [...new Set([...callers, ...readers])]
  return [
    `revoke all on schema ${name} from ${everybody}`,
    `revoke all on all tables in schema ${name} from ${everybody}`,
    `revoke all on all sequences in schema ${name} from ${everybody}`,
    `revoke all on all routines in schema ${name} from ${everybody}`,
    // `revoke … on all tables` leaves grants on columns standing.
    `do $do$ declare one record; begin
      for one in select c.oid::regclass as at, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = ${pg.escapeLiteral(name)}::regnamespace and a.attacl is not null and not a.attisdropped loop
        execute format('revoke all (%I) on %s from ${everybody}', one.attname, one.at); end loop;
      for one in select p.polname, p.polrelid::regclass as at from pg_policy p join pg_class c on c.oid = p.polrelid
          where c.relnamespace = ${pg.escapeLiteral(name)}::regnamespace loop
        execute format('drop policy %I on %s', one.polname, one.at); end loop; end $do$`,
    ...granted('usage on schema', name, entering),
    ...schema.tables.flatMap((table) => compileTable(schema.name, table, owner)),
    ...schema.functions.flatMap(({ signature, callers: who }) =>
      granted('execute on function', `${name}.${signature}`, who),
    ),
  ]
}

function granted(what: string, on: string, to: readonly string[]): string[] {
  return to.length === 0 ? [] : [`grant ${what} ${on} to ${to.map(id).join(', ')}`]
}

function compileTable(schema: string, table: TableModel, owner: string): string[] {
  const name = `${id(schema)}.${id(table.name)}`
  return [
    `alter table ${name} enable row level security, force row level security`,
    `create policy ${OWNER_POLICY} on ${name} to ${owner} using (true) with check (true)`,
    ...table.reads.flatMap(({ login, columns, rows }) => [
      `create policy ${id(policyNameOf(login))} on ${name} for select to ${id(login)} using (${predicateOf(rows)})`,
      `grant select (${columns.map(id).join(', ')}) on ${name} to ${id(login)}`,
    ]),
  ]
}

/** Makes it so, in one transaction of the owner. */
export async function apply(owner: pg.Client, catalogue: Catalogue): Promise<void> {
  await owner.query('begin')
  try {
    const { rows } = await owner.query<{ me: string }>('select current_user::text as me')
    await owner.query(compile(catalogue, rows[0]?.me ?? '').join('\n;\n'))
    await owner.query(`comment on schema firewall is ${pg.escapeLiteral(markOf(catalogue))}`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

/** Names a catalogue: noted in the database, so that a new version is told from a change by hand. */
export function markOf(catalogue: Catalogue): string {
  return `catalogue ${createHash('sha256').update(JSON.stringify(catalogue)).digest('hex')}`
}

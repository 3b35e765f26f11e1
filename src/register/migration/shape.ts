/**
 * What the tables of a procedure lack, beside what its declaration makes: the declared tables are made in a schema of their own,
 * both are read from the catalogue, and the statements that lead from the one to the other are written down. Nothing stays.
 */
import type pg from 'pg'
import type { Compartment, Procedure } from '../../procedures/index.ts'
import { breachesTable, clocksTable } from '../statistics/period.ts'
import { statisticsTable } from '../statistics/record.ts'
import { sqlName } from '../tables/names.ts'
import { projectionTables } from '../tables/projection.ts'

export interface ShapeChanges {
  readonly statements: readonly string[]
  /** What no statement leads to without a loss. */
  readonly refused: readonly string[]
}

/** A name that no compartment and no procedure has. */
const SCRATCH = 'migration-scratch'

/** Inside the caller's transaction, in which nothing is left of it. */
export async function shapeChanges(owner: pg.Client, procedure: Procedure): Promise<ShapeChanges> {
  await owner.query('savepoint shape')
  try {
    await owner.query(`create schema ${sqlName(SCRATCH)}`)
    await owner.query([...cases(procedure), ...figures(procedure)].join('\n;\n'))
    const pairs = await pairsOf(owner, procedure)
    const changes: ShapeChanges[] = []
    for (const pair of pairs) changes.push(await changesOf(owner, pair))
    return {
      statements: changes.flatMap(({ statements }) => statements),
      refused: changes.flatMap(({ refused }) => refused),
    }
  } finally {
    await owner.query('rollback to savepoint shape')
  }
}

function cases(procedure: Procedure): readonly string[] {
  const there = SCRATCH as Compartment // of this file alone
  const parts = Object.fromEntries(Object.keys(procedure.parts).map((part) => [part, there]))
  return projectionTables({ ...procedure, compartment: there, parts })
}

function figures(procedure: Procedure): readonly string[] {
  const named = { ...procedure, name: SCRATCH }
  return [...statisticsTable(named), ...clocksTable(named), ...breachesTable(named)]
}

interface Pair {
  /** With its schema. */
  readonly live: string
  readonly declared: string
}

async function pairsOf(owner: pg.Client, { name, compartment, parts }: Procedure): Promise<readonly Pair[]> {
  const table = sqlName(name)
  const own = [
    [compartment, table] as const,
    ...Object.entries(parts).map(([part, at]) => [at, `${table}_${sqlName(part)}`] as const),
  ]
  const pairs = [
    ...own.map(([at, one]) => ({ live: `${sqlName(at)}.${one}`, declared: `${sqlName(SCRATCH)}.${one}` })),
    ...['', '_clock', '_breach'].map((end) => ({
      live: `statistics.${table}${end}`,
      declared: `statistics.${sqlName(SCRATCH)}${end}`,
    })),
  ]
  const { rows } = await owner.query<{ there: boolean }>(
    'select to_regclass(n) is not null as there from unnest($1::text[]) with ordinality t(n, o) order by o',
    [pairs.map(({ live }) => live)],
  )
  // What is not there yet, the next start makes.
  return pairs.filter((_, at) => rows[at]?.there === true)
}

interface Column {
  readonly name: string
  readonly type: string
  readonly rest: string
}

async function changesOf(owner: pg.Client, { live, declared }: Pair): Promise<ShapeChanges> {
  const [old, now] = [await columnsOf(owner, live), await columnsOf(owner, declared)]
  const added = now.filter(({ name }) => !old.some((one) => one.name === name))
  const changed = now.filter(({ name, type }) => old.some((one) => one.name === name && one.type !== type))
  const checks = { old: await checksOf(owner, live), now: await checksOf(owner, declared) }
  const indexes = { old: await indexesOf(owner, live), now: await indexesOf(owner, declared) }
  return {
    refused: changed.map(
      ({ name, type }) => `${live}.${name} would have to become ${type}: what cases hold in it has another kind.`,
    ),
    statements: [
      ...added.map(({ name, type, rest }) => `alter table ${live} add column ${name} ${type}${rest}`),
      ...lost(checks.old, checks.now).map(({ name }) => `alter table ${live} drop constraint ${name}`),
      ...lost(checks.now, checks.old).map(({ definition }) => `alter table ${live} add ${definition}`),
      ...lost(indexes.old, indexes.now).map(({ name }) => `drop index ${live.split('.')[0]}.${name}`),
      ...lost(indexes.now, indexes.old).map(({ definition }) => `create ${definition.replace(' on ', ` on ${live} `)}`),
    ],
  }
}

interface Defined {
  readonly name: string
  readonly definition: string
}

function lost(from: readonly Defined[], to: readonly Defined[]): readonly Defined[] {
  return from.filter(({ definition }) => !to.some((one) => one.definition === definition))
}

/** Columns that are no longer declared stay: old cases hold something in them. */
async function columnsOf(owner: pg.Client, table: string): Promise<readonly Column[]> {
  const { rows } = await owner.query<Column>(
    `select quote_ident(a.attname) as name, format_type(a.atttypid, a.atttypmod) as type,
       concat(case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid)) as rest
     from pg_attribute a left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  )
  return rows
}

async function checksOf(owner: pg.Client, table: string): Promise<readonly Defined[]> {
  const { rows } = await owner.query<Defined>(
    "select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'c' order by 2",
    [table],
  )
  return rows
}

/** Without the names of index and table: "unique index on using btree (pseudonym)". */
async function indexesOf(owner: pg.Client, table: string): Promise<readonly Defined[]> {
  const { rows } = await owner.query<Defined>(
    `select quote_ident(c.relname) as name,
       concat(case when i.indisunique then 'unique ' end, 'index on ', regexp_replace(pg_get_indexdef(i.indexrelid), '^.* (USING .*)$', '\\1')) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = $1::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 2`,
    [table],
  )
  return rows
}

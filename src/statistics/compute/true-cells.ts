/** The true counts of a table. They are in memory while it is computed and nowhere else: never stored, shown or logged. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { type At, cellsOf, nameOf, TOTAL } from '../gates/definition.ts'
import type { Period } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'
import { definitionOf } from './definition.ts'
import { cellsSql } from './sql.ts'

export interface TrueCell {
  readonly at: At
  readonly n: number
  /** Sum of the contributors' keys modulo 2^32; null for an empty cell. */
  readonly key: number | null
}

type Row = Readonly<Record<string, string | number | null>>

/** Fifty million records take longer to count than a page may ask of the database. */
const AT_MOST = '10min'

/** Counts the table. Cells that nobody is in stand with 0: every combination of every margin is there. */
export async function trueCells(tx: Tx, table: Table, period: Period): Promise<readonly TrueCell[]> {
  await sql`select set_config('statement_timeout', ${AT_MOST}, true)`.execute(tx)
  const { rows } = await sql<Row>`${sql.raw(cellsSql(table, period))}`.execute(tx)
  const found = new Map(rows.map((row) => [nameOf(placeOf(table, row)), row]))
  return cellsOf(definitionOf(table, { period: period.name, variance: 0 })).map(({ at }) => {
    const row = found.get(nameOf(at))
    const key = row?.k ?? null
    return { at, n: Number(row?.n ?? 0), key: key === null ? null : Number(key) }
  })
}

function placeOf({ by }: Table, row: Row): At {
  const margin = Number(row.margin)
  return Object.fromEntries(by.map(({ id }, bit) => [id, margin & (2 ** bit) ? String(row[`d${bit}`]) : TOTAL]))
}

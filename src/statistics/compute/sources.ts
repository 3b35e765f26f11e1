/** Whence the records of a table come besides the register: named, with a share only where many are on either side, and that in tens. */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import { share } from '../figures/derived.ts'
import type { PTable } from '../perturbation/p-table.ts'
import { perturb } from '../perturbation/perturb.ts'
import type { Period } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'
import { sourcesSql } from './sql.ts'

export interface SourceOfRecords {
  readonly body: string
  readonly title: string
  /** Of the records, in per cent, in tens; null where too few are on one side for any number. */
  readonly share: number | null
}

/** Every source whose extracts were taken for the procedure, whether or not it is in this table: that alone would tell of somebody. */
export async function sourcesOf(
  tx: Tx,
  table: Table,
  period: Period,
  pTable: PTable,
): Promise<readonly SourceOfRecords[]> {
  if ('breaches' in table.records) return []
  const { rows } = await sql<Row>`${sql.raw(sourcesSql(table, period))}`.execute(tx)
  const total = figureOf(
    rows.find(({ body }) => body === null),
    pTable,
  )
  return rows.flatMap((row) => {
    const { body, title } = row
    if (body === null || title === null) return []
    return [{ body, title, share: inTens(figureOf(row, pTable), total) }]
  })
}

interface Row {
  readonly body: string | null
  readonly title: string | null
  readonly n: number
  readonly k: string | null
}

/** As any count that is published. */
function figureOf(row: Row | undefined, pTable: PTable): number {
  return perturb(row?.n ?? 0, row?.k === null || row === undefined ? null : Number(row.k), pTable)
}

/** Least on either side, as for any share (statistics.md 3). */
const LEAST = 30

function inTens(part: number, total: number): number | null {
  if (part < LEAST || total - part < LEAST) return null
  const figure = share(part, total, 0)
  return figure.kind === 'number' ? Math.round(figure.value / 10) * 10 : null
}

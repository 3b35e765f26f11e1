/** The same statement by a column engine: the records of a table as Parquet, counted by DuckDB in this process. */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type pg from 'pg'
import { cellsSql } from '../../src/statistics/compute/sql.ts'
import type { Period } from '../../src/statistics/vocabulary/period.ts'
import type { Table } from '../../src/statistics/vocabulary/table.ts'

export interface ColumnEngine {
  /** Takes the records anew. */
  readonly fill: () => Promise<{ readonly bytes: number; readonly milliseconds: number }>
  readonly count: (table: Table, period: Period) => Promise<readonly unknown[]>
  readonly close: () => void
}

const COLUMNS = 'record_key, moment, period_start, sex, age_band, decision'

/** On as many threads as the database may use for one statement, so that engines are compared and not numbers of processors. */
export async function columnEngine(owner: pg.Client, folder: string): Promise<ColumnEngine> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const [csv, parquet] = [join(folder, 'detention.csv'), join(folder, 'detention.parquet')]
  return {
    async fill() {
      // The database writes the file: it has to lie where its own user may write.
      await owner.query(`copy (select ${COLUMNS} from statistics.detention) to '${csv}' (format csv, header)`)
      const began = performance.now()
      await connection.run('drop schema if exists statistics cascade; create schema statistics')
      await connection.run(`copy (select * from read_csv('${csv}')) to '${parquet}' (format parquet)`)
      await connection.run(`create view statistics.detention as select * from read_parquet('${parquet}')`)
      const milliseconds = performance.now() - began
      rmSync(csv)
      const { size } = statSync(parquet)
      return { bytes: size, milliseconds }
    },
    async count(table, period) {
      const read = await connection.runAndReadAll(cellsSql(table, period))
      return read.getRowObjects()
    },
    close: () => connection.closeSync(),
  }
}

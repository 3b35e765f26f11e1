/** A series handled as one: each table of it computed, with its own run and gates, by one request. */

import type { Viewer } from '../../firewall/index.ts'
import { asReader, NotFound, StepRefused } from '../../store/index.ts'
import { tablesNamed } from '../vocabulary/series.ts'
import { type Asked, computeTable, type Run } from './run.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from './statistics.ts'

export interface SeriesAsked {
  /** Name of a series, or of one table. */
  readonly series: string
  readonly period: Asked['period']
}

/**
 * Computes each table of a series that is neither out nor waiting for its day; what is asked for by its own name is computed
 * whatever came before. Refuses as `computeTable` does, and where nothing is left to compute (StepRefused `series-is-out`);
 * what was computed before a refusal stays.
 */
export async function computeSeries(
  statistics: Statistics,
  viewer: Viewer,
  { series, period }: SeriesAsked,
  today: Temporal.PlainDate,
): Promise<readonly Run[]> {
  refuseUnlessStatistician(viewer)
  const tables = tablesNamed(statistics.tables, series)
  if (tables.length === 0) throw new NotFound()
  const done = await doneOf(statistics, { series, period })
  const left = tables.filter(({ name }) => name === series || !done.has(name))
  if (left.length === 0) throw new StepRefused('series-is-out')
  const runs: Run[] = []
  for (const { name } of left) runs.push(await computeTable(statistics, viewer, { table: name, period }, today))
  return runs
}

/** Tables of which a run of the period is out, or reviewed and waiting for its day. */
async function doneOf({ store, tables }: Statistics, { series, period }: SeriesAsked): Promise<ReadonlySet<string>> {
  const names = tablesNamed(tables, series).map(({ name }) => name)
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select('table_name')
      .where('table_name', 'in', names)
      .where('period', '=', period)
      .where('state', 'in', ['reviewed', 'released'])
      .execute(),
  )
  return new Set(rows.map(({ table_name }) => table_name))
}

/** SDMX-CSV: 2.0 for SDMX 3.0, and 1.0 for clients of SDMX 2.1 (statistics.md 7.2). */
import { csvOf, type Field } from './csv.ts'
import type { Cell, ReleasedTable } from './model.ts'
import { ATTRIBUTES, attributesOf, dataflowReference, dimensionIds, keyOf } from './observation.ts'
import { wordingIn } from './wording/index.ts'

export const SDMX_CSV = 'application/vnd.sdmx.data+csv; version=2.0.0'
export const SDMX_CSV_1 = 'application/vnd.sdmx.data+csv; version=1.0.0'

/** SDMX-CSV 2.0; the action is to replace. */
export function sdmxCsv(table: ReleasedTable): string {
  const first = ['dataflow', dataflowReference(table), 'R']
  return csvOf([
    ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', ...columnsOf(table)],
    ...table.cells.map((cell) => [...first, ...fieldsOf(table, cell)]),
  ])
}

/** SDMX-CSV 1.0. */
export function sdmxCsv1(table: ReleasedTable): string {
  const first = [dataflowReference(table)]
  return csvOf([['DATAFLOW', ...columnsOf(table)], ...table.cells.map((cell) => [...first, ...fieldsOf(table, cell)])])
}

function columnsOf(table: ReleasedTable): readonly string[] {
  return [...dimensionIds(table), 'OBS_VALUE', ...ATTRIBUTES, ...(hasComments(table) ? ['COMMENT_OBS'] : [])]
}

function fieldsOf(table: ReleasedTable, cell: Cell): readonly Field[] {
  const attributes = attributesOf(table, cell)
  const comment = cell.comment ? wordingIn(table.languages[0] ?? 'en').of(cell.comment) : null
  return [
    ...keyOf(table, cell),
    cell.value,
    ...ATTRIBUTES.map((id) => attributes[id]),
    ...(hasComments(table) ? [comment] : []),
  ]
}

function hasComments({ cells }: ReleasedTable): boolean {
  return cells.some(({ comment }) => comment !== undefined)
}

/** What comes from outside: tables that another body made, and extracts of cases, each with its source. */
export { CaseMapping } from './cases/mapping.ts'
export type { RecordShape } from './cases/shape.ts'
export { type Extract, type Extracts, readExtract, type TakenCases, takeCases } from './cases/take.ts'
export { csvRows } from './csv-rows.ts'
export { FileRefused, type RefusedRow } from './refused.ts'
export { readMapping, TableMapping } from './table/mapping.ts'
export { type Preview, previewTable, RowsRefused, type TableFile, type Taken, takeTable } from './table/take.ts'
export { textOf } from './text.ts'

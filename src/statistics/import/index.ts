/** What comes from outside: tables that another body made, with their source. */
export { FileRefused, type RefusedRow } from './refused.ts'
export { readMapping, TableMapping } from './table/mapping.ts'
export { type Preview, previewTable, RowsRefused, type TableFile, type Taken, takeTable } from './table/take.ts'
export { ENCODINGS } from './text.ts'

/** Reads the sheet of an export: finds the line of headers, then one record a row. Cells stay as they are. */
import type ExcelJS from 'exceljs'
import { Unreadable } from '../intake/index.ts'
import type { Cell, Field, IndexRecord } from './record.ts'
import { fieldOf, recordOf } from './record.ts'

/** Parts of a workbook that hold nothing to read and can be large. */
const SKIPPED = [
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'picture',
  'extLst',
  'sheetProtection',
  'pageSetup',
]

/** Headers stand within the first rows; a title or an empty line may come before. */
const HEADER_WITHIN = 20

/** The records of the first sheet that looks like an export. Refuses (`Unreadable`) a file that is damaged or another table. */
export async function recordsOfWorkbook(bytes: Uint8Array): Promise<IndexRecord[]> {
  const workbook = await open(bytes)
  for (const sheet of workbook.worksheets) {
    const header = headerOf(sheet)
    if (header !== null) return records(sheet, header)
  }
  throw new Unreadable('wrong-type', { found: 'a table that is not an export of the Universal Human Rights Index' })
}

async function open(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  // Large, and of use to this one format: loaded with the first workbook.
  const { default: library } = await import('exceljs')
  const workbook = new library.Workbook()
  // A copy whose memory is its own: the library wants a whole ArrayBuffer.
  const buffer = bytes.slice().buffer
  try {
    return await workbook.xlsx.load(buffer, { ignoreNodes: SKIPPED })
  } catch (cause) {
    throw new Unreadable('damaged', {}, { cause })
  }
}

interface Header {
  readonly row: number
  /** Column of each field. */
  readonly columns: ReadonlyMap<Field, number>
}

function headerOf(sheet: ExcelJS.Worksheet): Header | null {
  for (let row = 1; row <= Math.min(HEADER_WITHIN, sheet.rowCount); row++) {
    const columns = new Map<Field, number>()
    sheet.getRow(row).eachCell((cell, column) => {
      const field = fieldOf(String(printedValue(cell) ?? ''))
      if (field !== null && !columns.has(field)) columns.set(field, column)
    })
    if (columns.has('text') && columns.has('symbol')) return { row, columns }
  }
  return null
}

function records(sheet: ExcelJS.Worksheet, { row: headerRow, columns }: Header): IndexRecord[] {
  return Array.from({ length: Math.max(0, sheet.rowCount - headerRow) }, (_, index) => {
    const number = headerRow + 1 + index
    const row = sheet.findRow(number)
    const cells: Partial<Record<Field, Cell>> = {}
    if (row !== undefined) for (const [field, column] of columns) cells[field] = printedValue(row.getCell(column))
    return recordOf(number, cells)
  })
}

function printedValue(cell: ExcelJS.Cell): Cell {
  const { value } = cell
  if (typeof value === 'string' || typeof value === 'number' || value === null || value === undefined)
    return value ?? null
  // A cell formatted as a date: the same instant as a number would give.
  if (value instanceof Date) return value.toISOString()
  // Links, rich text, formulas: what a reader sees.
  return cell.text
}

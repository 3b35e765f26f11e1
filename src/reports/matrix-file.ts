/** The implementation matrix as an .xlsx file: first row frozen, filters on, nothing in it that a spreadsheet would run. */
import excel, { type Worksheet } from 'exceljs'
import { cleanText } from './content.ts'
import type { MatrixRow } from './matrix.ts'

const COLUMNS: readonly { readonly key: keyof MatrixRow; readonly header: string; readonly width: number }[] = [
  { key: 'document', header: 'Document', width: 18 },
  { key: 'address', header: 'Paragraph', width: 12 },
  { key: 'obligation', header: 'Obligation', width: 22 },
  { key: 'text', header: 'Recommendation', width: 60 },
  { key: 'cluster', header: 'Cluster', width: 10 },
  { key: 'decision', header: 'Decision', width: 12 },
  { key: 'decidedOn', header: 'Decided on', width: 12 },
  { key: 'lead', header: 'Lead', width: 28 },
  { key: 'contributors', header: 'Contributors', width: 28 },
  { key: 'measures', header: 'Measures', width: 50 },
  { key: 'state', header: 'State', width: 16 },
  { key: 'indicators', header: 'Indicators: value / target (period)', width: 50 },
  { key: 'atTarget', header: 'At target', width: 10 },
  { key: 'evidence', header: 'Pieces of evidence', width: 10 },
  { key: 'assessedByState', header: 'Assessed by the State', width: 16 },
  { key: 'assessedByNhri', header: 'Assessed by the NHRI', width: 16 },
  { key: 'assessedByCivilSociety', header: 'Assessed by civil society', width: 20 },
  { key: 'assessedByCommittee', header: 'Assessed by the Committee', width: 16 },
  { key: 'dueOn', header: 'Due on', width: 12 },
  { key: 'daysOverdue', header: 'Days overdue', width: 10 },
]

/** The longest text that a cell of a spreadsheet holds. */
const CELL_LIMIT = 32_767

/** What a spreadsheet would take for the beginning of a formula, were the cell not text. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/

/** The bytes of the .xlsx file. */
export async function toMatrix(rows: readonly MatrixRow[]): Promise<Uint8Array> {
  const book = new excel.Workbook()
  const sheet = book.addWorksheet('Matrix', { views: [{ state: 'frozen', xSplit: 2, ySplit: 1 }] })
  sheet.columns = COLUMNS.map(({ key, header, width }) => ({ key, header, width }))
  for (const row of rows) sheet.addRow(COLUMNS.map(({ key }) => cellOf(row[key])))
  dress(sheet)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function dress(sheet: Worksheet): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } }
  sheet.getRow(1).font = { bold: true }
  sheet.eachRow((row) => {
    row.alignment = { wrapText: true, vertical: 'top' }
    row.eachCell((cell) => {
      // Text for good: typed into again, or saved as CSV and read back, it still is no formula.
      if (typeof cell.value === 'string' && LIKE_A_FORMULA.test(cell.value)) cell.numFmt = '@'
    })
  })
}

/** A plain string is written as a string, never as a formula, whatever it begins with. */
function cellOf(value: string | number | null): string | number | null {
  if (typeof value !== 'string') return value
  const text = value.split('\n').map(cleanText).join('\n')
  return text.length <= CELL_LIMIT ? text : `${text.slice(0, CELL_LIMIT - 1)}…`
}

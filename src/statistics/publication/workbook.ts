/**
 * The spreadsheet for people, one a language (statistics.md 7.5): About, one sheet with the table, Data, Notes,
 * Metadata. The same release gives the same bytes; nothing is in them but what was released.
 */
import type { Workbook, Worksheet } from 'exceljs'
import { canonicalPackage } from '../../ledger/index.ts'
import { aboutRows } from './about.ts'
import { type Field, guarded } from './csv.ts'
import { gridOf } from './grid.ts'
import type { Cell, ReleasedTable } from './model.ts'
import { notesOf, numberedNotes } from './notes.ts'
import { measureOf } from './observation.ts'
import { metadataItems, periodText } from './sims.ts'
import { columnsOf, headingOf } from './tidy.ts'
import { type Wording, wordingIn } from './wording/index.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A cell of a sheet: what is shown, and how a number is written out. */
interface Shown {
  readonly value: Field
  readonly format?: string
}

/** A sheet with one table on it, below lines of text. */
interface Sheet {
  readonly name: string
  /** Name of the table in the workbook. */
  readonly table: string
  readonly above: readonly string[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly Shown[])[]
  /** Columns that stay in sight. */
  readonly fixed: number
  readonly widths: (column: number) => number
}

/** The bytes of the .xlsx file in one language. */
export async function workbook(table: ReleasedTable, language: string): Promise<Uint8Array> {
  const { default: excel } = await import('exceljs')
  const wording = wordingIn(language)
  const book = new excel.Workbook()
  addAbout(book, table, wording)
  for (const sheet of [reading(table, wording), data(table, wording), notes(table, wording), metadata(table, wording)])
    addSheet(book, sheet, wording)
  // Packed once, by what comes after.
  const bytes = new Uint8Array(await book.xlsx.writeBuffer({ zip: { compression: 'STORE' } }))
  return canonicalPackage(bytes, { 'docProps/core.xml': properties(table, wording) })
}

function addAbout(book: Workbook, table: ReleasedTable, wording: Wording): void {
  const sheet = book.addWorksheet(wording.say('sheet.about'), {
    views: [{ rightToLeft: wording.direction === 'rtl', activeCell: 'A1' }],
    pageSetup: PAGE,
  })
  for (const [label, text] of aboutRows(table, wording)) sheet.addRow([guarded(label), guarded(text)])
  sheet.getColumn(1).width = 28
  sheet.getColumn(2).width = 100
  sheet.eachRow((row) => {
    row.alignment = { wrapText: true, vertical: 'top' }
    row.getCell(1).font = { bold: true }
  })
}

/** The table as it is read: row axes, columns, and the numbers of its notes. */
function reading(table: ReleasedTable, wording: Wording): Sheet {
  const { language, say, of } = wording
  const { rowAxes, rows, columns, cellAt } = gridOf(table, { language })
  const numbered = numberedNotes(table)
  const period = periodText(table, wording)
  return {
    name: say('sheet.table', { number: 1 }),
    table: 'Table_1',
    above: [
      say('table.title', { title: of(table.title), area: of(table.area.name), period }),
      say('table.hint', { about: say('sheet.about') }),
      `${say('about.coverage')}: ${of(table.coverage)}`,
    ],
    header: [
      ...(rowAxes.length > 0 ? rowAxes.map(({ name }) => name) : [say('about.counted')]),
      ...columns.map(({ label }) => label),
      say('column.notes'),
    ],
    rows: rows.map((row) => {
      const cells = columns.map((column) => cellAt(row, column))
      const labels = rowAxes.length > 0 ? row.categories.map(({ label }) => label) : [row.label]
      const numbers = cells.flatMap((cell) => (cell?.comment ? [numbered.get(JSON.stringify(cell.comment)) ?? 0] : []))
      return [
        ...labels.map((value) => ({ value })),
        ...cells.map((cell) => shownCell(table, cell, numbered)),
        { value: [...new Set(numbers)].join(', ') },
      ]
    }),
    fixed: Math.max(rowAxes.length, 1),
    widths: (column) => (column <= rowAxes.length ? 28 : 16),
  }
}

/** A number with its sign beside it stays a number; a sign alone is text. */
function shownCell(table: ReleasedTable, cell: Cell | undefined, numbered: ReadonlyMap<string, number>): Shown {
  if (cell === undefined) return { value: null }
  const note = cell.comment ? [`[note ${numbered.get(JSON.stringify(cell.comment))}]`] : []
  const signs = [...(cell.sign ? [`[${cell.sign}]`] : []), ...note].join(' ')
  if (cell.value === null) return { value: signs }
  const { decimals } = measureOf(table, cell)
  const digits = decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0'
  return { value: cell.value, format: signs === '' ? digits : `${digits}" ${signs}"` }
}

/** The tidy CSV, with the same names of columns. */
function data(table: ReleasedTable, { language, say }: Wording): Sheet {
  const columns = columnsOf(table, language)
  return {
    name: say('sheet.data'),
    table: 'Data',
    above: [
      say('about.data'),
      columns.map((column) => `${column.name}: ${headingOf(table, column, language)}`).join('; '),
    ],
    header: columns.map(({ name }) => name),
    rows: table.cells.map((cell) => columns.map((column) => ({ value: column.of(cell) }))),
    fixed: 0,
    widths: () => 18,
  }
}

function notes(table: ReleasedTable, wording: Wording): Sheet {
  const { say } = wording
  const all = notesOf(table, wording)
  return {
    name: say('sheet.notes'),
    table: 'Notes',
    above: [say('about.notes')],
    header: [say('column.number'), say('column.note')],
    rows:
      all.length > 0
        ? all.map((text, index) => [{ value: index + 1 }, { value: text }])
        : [[{ value: null }, { value: say('notes.none') }]],
    fixed: 0,
    widths: (column) => (column === 1 ? 12 : 100),
  }
}

function metadata(table: ReleasedTable, { say, of, language }: Wording): Sheet {
  return {
    name: say('sheet.metadata'),
    table: 'Metadata',
    above: [say('about.metadata')],
    header: [say('column.item'), 'SIMS', say('column.text')],
    rows: metadataItems(table).map(({ id, name, text }) => [
      { value: of(name) },
      { value: id },
      { value: text[language] ?? of(text) },
    ]),
    fixed: 0,
    widths: (column) => (column === 3 ? 100 : 28),
  }
}

const PAGE = { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const

/** Text above, then the table, its header in sight and repeated on each printed page. */
function addSheet(book: Workbook, { name, table, above, header, rows, fixed, widths }: Sheet, wording: Wording): void {
  const first = above.length + 1
  const sheet = book.addWorksheet(name, {
    views: [
      { state: 'frozen', xSplit: fixed, ySplit: first, activeCell: 'A1', rightToLeft: wording.direction === 'rtl' },
    ],
    pageSetup: { ...PAGE, printTitlesRow: `${first}:${first}` },
  })
  for (const text of above) sheet.addRow([guarded(text)])
  sheet.addTable({
    name: table,
    ref: `A${first}`,
    headerRow: true,
    style: { theme: 'TableStyleLight1', showRowStripes: false },
    columns: header.map((text) => ({ name: guarded(text), filterButton: true })),
    rows: rows.map((row) => row.map(({ value }) => (typeof value === 'string' ? guarded(value) : value))),
  })
  dress(sheet, first, rows, widths)
}

function dress(sheet: Worksheet, first: number, rows: Sheet['rows'], widths: Sheet['widths']): void {
  for (const [index, row] of rows.entries())
    for (const [column, { format }] of row.entries())
      if (format) sheet.getCell(first + 1 + index, column + 1).numFmt = format
  for (let column = 1; column <= (rows[0]?.length ?? 0); column++) sheet.getColumn(column).width = widths(column)
  for (let number = first; number <= first + rows.length; number++)
    sheet.getRow(number).alignment = { wrapText: true, vertical: 'top' }
  sheet.getRow(1).font = { bold: true, size: 14 }
}

/** Title and language; no author, no company, and the day of release as the day of making. */
function properties(table: ReleasedTable, { language, of }: Wording): Uint8Array {
  const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const day = `${table.issued}T00:00:00Z`
  return new TextEncoder().encode(
    [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
      `<dc:title>${text(of(table.title))}</dc:title>`,
      `<dc:language>${language}</dc:language>`,
      `<dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created>`,
      `<dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified>`,
      '</cp:coreProperties>',
    ].join('\n'),
  )
}

/** Comma-separated rows with their lines: each is looked at by itself, so that one bad row names itself and spoils no other. */
import { parse } from 'csv-parse/sync'
import { FileRefused, type RefusedRow } from './refused.ts'

export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvRows {
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
  readonly refused: readonly RefusedRow[]
  /** Every row's cells by its line, for whoever keeps what is refused. */
  readonly all: ReadonlyMap<number, readonly string[]>
}

/** More than any code, number or remark. */
const LONGEST_CELL = 10_000
const MOST_ROWS = 2_000_000
const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/**
 * Refuses (FileRefused) a file without header or rows, with columns of no name or of one name, or with a quotation mark left open.
 * A row of another length, with an endless cell or a control character, is refused alone.
 */
export function csvRows(text: string, delimiter: Delimiter = likeliest(text)): CsvRows {
  const [first, ...rest] = recordsOf(text, delimiter)
  if (first === undefined || rest.length === 0) throw new FileRefused('no-rows')
  if (rest.length > MOST_ROWS) throw new FileRefused('too-many-rows', { most: MOST_ROWS })
  const header = first.cells.map((name) => name.trim())
  const twice = header.find((name, at) => name === '' || header.indexOf(name) !== at)
  if (twice !== undefined) throw new FileRefused('header', { column: twice })
  const refused: RefusedRow[] = []
  const rows = rest.filter((row) => {
    const reason = faultOf(row, header)
    if (reason !== null) refused.push(reason)
    return reason === null
  })
  return { header, rows, refused, all: new Map(rest.map(({ line, cells }) => [line, cells])) }
}

function faultOf({ line, cells }: CsvRow, header: readonly string[]): RefusedRow | null {
  if (cells.length !== header.length)
    return { line, column: null, reason: 'columns', data: { has: cells.length, wants: header.length } }
  const long = cells.findIndex((cell) => cell.length > LONGEST_CELL)
  if (long >= 0) return { line, column: header[long] ?? null, reason: 'long', data: { most: LONGEST_CELL } }
  const strange = cells.findIndex((cell) => /[^\P{Cc}\t\n\r]/u.test(cell))
  return strange < 0 ? null : { line, column: header[strange] ?? null, reason: 'control', data: {} }
}

function recordsOf(text: string, delimiter: Delimiter): readonly CsvRow[] {
  const lines: CsvRow[] = []
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: readonly string[], { lines: end }: { lines: number }) => {
        const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
        lines.push({ line: end - breaks, cells })
        return null
      },
    })
  } catch (error) {
    throw new FileRefused('quotes', { line: error instanceof Error && 'lines' in error ? Number(error.lines) : 1 })
  }
  return lines
}

/** That of the three which stands most often in the header. */
function likeliest(text: string): Delimiter {
  const header = text.split('\n', 1)[0] ?? ''
  const often = (delimiter: string) => header.split(delimiter).length
  return DELIMITERS.toSorted((one, other) => often(other) - often(one))[0] ?? ','
}

/** Tables in CSV: our own tidy form by its header, SDMX-CSV 1.0 and 2.0 by theirs, and foreign columns by a mapping. */
import { type CsvRows, csvRows } from '../csv-rows.ts'
import { FileRefused } from '../refused.ts'
import type { Component, Role, Unjudged } from './component.ts'
import type { TableMapping } from './mapping.ts'

/** The rows of the file with what each column holds. Refuses (FileRefused) a file without a column for period or value. */
export function tableFromCsv(text: string, mapping: TableMapping): Unjudged {
  const csv = csvRows(text, mapping.delimiter)
  const columns = mapping.columns === undefined ? ownColumns(csv.header) : foreignColumns(csv.header, mapping)
  for (const role of ['period', 'value'] as const)
    if (!columns.some((column) => column.role === role)) throw new FileRefused('no-column', { column: role })
  return unjudged(csv, columns)
}

interface Column extends Component {
  readonly at: number
  /** Where what people call the code stands. */
  readonly labelAt?: number
}

function unjudged({ header, rows, refused }: CsvRows, columns: readonly Column[]): Unjudged {
  const read = new Set(columns.flatMap(({ at, labelAt }) => (labelAt === undefined ? [at] : [at, labelAt])))
  return {
    components: columns.map(({ at: _at, labelAt: _label, ...component }) => component),
    rows: rows.map(({ line, cells }) => ({
      line,
      texts: columns.map(({ at }) => unguarded(cells[at] ?? '')),
      labels: columns.map(({ labelAt }) => (labelAt === undefined ? null : unguarded(cells[labelAt] ?? ''))),
    })),
    refused,
    ignored: header.filter((_, at) => !read.has(at)),
  }
}

/** Without the apostrophe that keeps a spreadsheet from running the text (publication/csv.ts). */
function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

const SDMX_ROLES: Readonly<Record<string, Role>> = {
  FREQ: 'frequency',
  REF_AREA: 'area',
  MEASURE: 'measure',
  TIME_PERIOD: 'period',
  OBS_VALUE: 'value',
  OBS_STATUS: 'status',
  CONF_STATUS: 'confidentiality',
  COMMENT_OBS: 'comment',
  UNIT_MEASURE: 'unit',
  UNIT_MULT: 'multiplier',
  DECIMALS: 'decimals',
  SDC_METHOD: 'method',
}

/** The role that a component of SDMX has by its id; none of a dimension. */
export function sdmxRole(id: string): Role | undefined {
  return Object.hasOwn(SDMX_ROLES, id) ? SDMX_ROLES[id] : undefined
}

function ownColumns(header: readonly string[]): readonly Column[] {
  const [first] = header
  if (first === 'DATAFLOW') return sdmxColumns(header, 1)
  if (first === 'STRUCTURE' && header[2] === 'ACTION') return sdmxColumns(header, 3)
  return tidyColumns(header)
}

/** In SDMX-CSV dimensions stand before the measure and attributes after it. An attribute that we do not know is not read. */
function sdmxColumns(header: readonly string[], from: number): readonly Column[] {
  const value = header.indexOf('OBS_VALUE')
  return header.flatMap((column, at): readonly Column[] => {
    if (at < from) return []
    const role = sdmxRole(column)
    if (role !== undefined) return [{ role, id: role, column, at }]
    return at < value ? [{ role: 'dimension', id: column, column, at }] : []
  })
}

const TIDY: readonly Role[] = ['area', 'measure', 'period', 'value', 'status', 'confidentiality', 'comment']

/** "sex" and "sex_label": a code and what people call it. */
function tidyColumns(header: readonly string[]): readonly Column[] {
  const codes = header.filter((name) => !(name.endsWith('_label') && header.includes(name.slice(0, -6))))
  return codes.map((column) => {
    const role = TIDY.find((one) => one === column) ?? 'dimension'
    const labelAt = header.indexOf(`${column}_label`)
    return {
      ...{ role, id: role === 'dimension' ? column.toUpperCase() : role, column, at: header.indexOf(column) },
      ...(labelAt < 0 ? {} : { labelAt }),
    }
  })
}

function foreignColumns(header: readonly string[], { columns = {} }: TableMapping): readonly Column[] {
  return Object.entries(columns).map(([column, said]) => {
    const at = header.indexOf(column)
    if (at < 0) throw new FileRefused('no-column', { column })
    const codes = said.codes === undefined ? {} : { codes: new Map(Object.entries(said.codes)) }
    if ('is' in said) return { role: said.is, id: said.is, column, at, ...codes }
    // What the file calls a category is what people read.
    return {
      role: 'dimension',
      id: said.dimension,
      column,
      at,
      labelAt: at,
      ...codes,
      ...(said.name && { name: said.name }),
    }
  })
}

/** Each row of an extract judged by itself. What is said of a refused row is its line and the column, never what stands in it. */
import type { CsvRow, CsvRows } from '../csv-rows.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'
import type { CaseMapping } from './mapping.ts'
import type { RecordShape, ShapeDimension, ShapeMeasure } from './shape.ts'

/** One record as the database takes it: `case` and `person` are pseudonyms, the rest stands by column. */
export type ExtractRecord = Readonly<Record<string, string | number | boolean | readonly string[] | null>>

export interface Judging {
  readonly mapping: CaseMapping
  readonly shape: RecordShape
  /** The pseudonym of an identifier. */
  readonly nameOf: (of: 'person' | 'case', id: string) => string
  readonly today: Temporal.PlainDate
}

export interface JudgedCases {
  readonly records: readonly ExtractRecord[]
  readonly refused: readonly RefusedRow[]
  /** Columns that were not read. */
  readonly ignored: readonly string[]
}

/** Refuses (FileRefused) a file without a column that the mapping names. */
export function judgeCases({ header, rows, refused: unread }: CsvRows, judging: Judging): JudgedCases {
  const named = columnsOf(judging.mapping)
  for (const column of named) if (!header.includes(column)) throw new FileRefused('no-column', { column })
  const refused = [...unread]
  const records: ExtractRecord[] = []
  const firstAt = new Map<string, number>()
  for (const row of rows) {
    const at = (column: string) => (row.cells[header.indexOf(column)] ?? '').trim()
    const read = recordOf(row, at, judging)
    if ('refused' in read) {
      refused.push(read.refused)
      continue
    }
    const { record, once } = read
    const first = firstAt.get(once)
    if (first === undefined) {
      firstAt.set(once, row.line)
      records.push(record)
    } else refused.push({ line: row.line, column: null, reason: 'case-twice', data: { line: first } })
  }
  return {
    records,
    refused: refused.toSorted((one, other) => one.line - other.line),
    ignored: header.filter((column) => !named.includes(column)),
  }
}

function columnsOf({ person, moment, day, dimensions, measures, ...mapping }: CaseMapping): readonly string[] {
  const parts = [...Object.values(dimensions), ...Object.values(measures), day]
  return [
    mapping.case,
    ...(person === undefined ? [] : [person]),
    ...momentColumns(moment),
    ...parts.map(({ column }) => column),
  ]
}

function momentColumns(moment: CaseMapping['moment']): readonly string[] {
  if ('is' in moment) return []
  if ('column' in moment) return [moment.column]
  return [moment.met.column, ...(moment.run === undefined ? [] : [moment.run.column])]
}

type Read = { readonly record: ExtractRecord; readonly once: string } | { readonly refused: RefusedRow }

function recordOf({ line }: CsvRow, at: (column: string) => string, judging: Judging): Read {
  const { mapping, shape, nameOf, today } = judging
  const refuse = (column: string | null, reason: string): Read => ({ refused: { line, column, reason, data: {} } })
  const id = at(mapping.case)
  if (id === '') return refuse(mapping.case, 'case-no-case')
  const person = mapping.person === undefined ? null : at(mapping.person)
  if (person === '') return refuse(mapping.person ?? null, 'case-no-person')
  const moment = momentOf(mapping, at)
  if ('refused' in moment) return refuse(...moment.refused)
  const day = dayOf(at(mapping.day.column), mapping.day.form)
  if (day === null) return refuse(mapping.day.column, 'case-day')
  if (Temporal.PlainDate.compare(day, today) > 0) return refuse(mapping.day.column, 'case-ahead')
  // Still inside its limit it is neither kept nor broken, and counts nowhere yet.
  const isDue = 'due' in mapping.moment
  if (isDue && day.equals(today)) return refuse(mapping.day.column, 'case-not-due')
  const record: Record<string, ExtractRecord[string]> = {
    ...{ case: nameOf('case', id), person: person === null ? null : nameOf('person', person) },
    ...{ ...moment.told, day: day.toString() },
  }
  for (const dimension of shape.dimensions) {
    const said = mapping.dimensions[dimension.name]
    const value =
      said === undefined ? null : codesOf(dimension, at(said.column), { ...said, separator: mapping.separator })
    if (value === undefined) return refuse(said?.column ?? null, 'case-code')
    record[dimension.column] = value
  }
  for (const measure of isDue ? [] : shape.measures) {
    const column = mapping.measures[measure.name]?.column
    const value = column === undefined ? measure.otherwise : numberOf(measure, at(column))
    if (value === undefined) return refuse(column ?? null, 'case-number')
    record[measure.column] = value
  }
  return { record, once: [record.case, moment.once, record.moment === 'stock' ? day.toPlainYearMonth() : ''].join(' ') }
}

interface Moment {
  readonly told: Readonly<Record<string, string | number | boolean>>
  /** What makes it one of the case's own. */
  readonly once: string
}

/** The moment, or of a time which it is and how it ended; or the column in which nothing says so. */
function momentOf(
  { moment }: CaseMapping,
  at: (column: string) => string,
): Moment | { readonly refused: readonly [string, string] } {
  if ('is' in moment) return { told: { moment: moment.is }, once: moment.is }
  if ('column' in moment) {
    const name = codeIn(moment.codes, at(moment.column))
    return name === undefined ? { refused: [moment.column, 'case-code'] } : { told: { moment: name }, once: name }
  }
  const { due: rule } = moment
  const met = codeIn(moment.met.codes, at(moment.met.column))
  if (met === undefined) return { refused: [moment.met.column, 'case-code'] }
  const run = moment.run === undefined ? '1' : at(moment.run.column)
  if (!/^[1-9]\d{0,5}$/.test(run)) return { refused: [moment.run?.column ?? '', 'case-number'] }
  return { told: { rule, run: Number(run), met }, once: `${rule} ${run}` }
}

function codeIn<Code>(codes: Readonly<Record<string, Code>>, text: string): Code | undefined {
  return Object.hasOwn(codes, text) ? codes[text] : undefined
}

/** Null where nothing is said; undefined where something is that is no code. */
function codesOf(
  { holds, values }: ShapeDimension,
  text: string,
  { codes, separator }: { readonly codes?: Readonly<Record<string, string>> | undefined; readonly separator: string },
): string | readonly string[] | null | undefined {
  const codeOf = (one: string) =>
    values.get(codes === undefined ? one : Object.hasOwn(codes, one) ? (codes[one] ?? '') : '')
  if (text === '' && codes?.[''] === undefined) return null
  if (holds === 'one') return codeOf(text)
  const all = text.split(separator).map((one) => codeOf(one.trim()))
  return all.some((one) => one === undefined)
    ? undefined
    : [...new Set(all.filter((one) => one !== undefined))].toSorted()
}

function numberOf({ least, most, otherwise }: ShapeMeasure, text: string): number | null | undefined {
  if (text === '') return otherwise
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}

const PARTS = { YYYY: '(?<year>\\d{4})', MM: '(?<month>\\d{1,2})', DD: '(?<day>\\d{1,2})' } as const

/** The day; an hour behind it is not read. Null for what is none, such as 31.02.2024. */
function dayOf(text: string, form: CaseMapping['day']['form']): Temporal.PlainDate | null {
  const pattern = form.replaceAll('.', '\\.').replaceAll(/YYYY|MM|DD/g, (part) => PARTS[part as keyof typeof PARTS]) // those three
  const { year, month, day } = new RegExp(`^${pattern}(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2})?)?$`).exec(text)?.groups ?? {}
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    )
  } catch {
    return null
  }
}

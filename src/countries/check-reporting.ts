/** What is owed and what reports must hold: both refer to obligations and tables. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'
import { reportRepeated } from './reporter.ts'
import { keyResolver } from './resolve.ts'

/** Reports deadlines, report elements and gaps that refer to nothing. */
export function checkReporting(parts: PackParts, report: Report): void {
  const { calendar, report: elements } = parts
  reportRepeated(report, calendar.file, calendar.content?.deadlines.map((one) => one.id) ?? [])
  reportRepeated(report, calendar.file, calendar.content?.wordLimits.map((one) => one.paper) ?? [])
  const keyOf = keyResolver(parts)
  for (const { file, row, obligations, tables } of references(parts)) {
    for (const one of obligations) if (keyOf(one) === null) report(file, row, `There is no obligation ${one}.`)
    for (const id of unknownTables(parts, tables)) report(file, row, `There is no table ${id}.`)
  }
  reportRepeated(report, elements.file, elements.content?.elements.map((one) => one.obligation) ?? [])
}

interface References {
  readonly file: string
  readonly row: string
  readonly obligations: readonly string[]
  readonly tables: readonly string[]
}

function references({ calendar, report }: PackParts): References[] {
  const owed = calendar.content?.deadlines ?? []
  const elements = report.content?.elements ?? []
  const gaps = report.content?.gaps ?? []
  const named = (tables: 'all' | readonly string[]) => (tables === 'all' ? [] : tables)
  return [
    ...owed.map(({ id, obligation }) => ({ file: calendar.file, row: id, obligations: [obligation], tables: [] })),
    ...elements.map(({ obligation, tables }) => ({
      file: report.file,
      row: obligation,
      obligations: [obligation],
      tables: named(tables),
    })),
    ...gaps.map(({ paragraph, obligations, tables }) => ({
      file: report.file,
      row: paragraph,
      obligations,
      tables: named(tables),
    })),
  ]
}

function unknownTables({ tables }: PackParts, ids: readonly string[]): readonly string[] {
  const known = tables.content
  return known === null ? [] : ids.filter((id) => !known.some((table) => table.id === id))
}

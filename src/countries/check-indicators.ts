/** Indicators, tables and the dimensions both are broken down by. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'
import { repeated, reportRepeated } from './reporter.ts'
import { areObligationsWhole, keyResolver, writtenObligations } from './resolve.ts'

/** Reports indicators defined twice or never, and unknown dimensions. */
export function checkIndicators(parts: PackParts, report: Report): void {
  const definedAt = checkDefinitions(parts, report)
  // While a file is broken, what it defines is not known; its own problem is told, not its consequences.
  if (areObligationsWhole(parts)) {
    checkReferences(parts, definedAt, report)
    checkOfReleases(parts, report)
  }
  checkTables(parts, report)
}

function checkDefinitions(parts: PackParts, report: Report): ReadonlySet<string> {
  const definedAt = new Map<string, string>()
  for (const { file, row } of writtenObligations(parts)) {
    for (const one of row.indicators) {
      if ('ref' in one) continue
      const first = definedAt.get(one.name)
      if (first !== undefined) report(file, row.id, `The indicator ${one.name} is already defined at ${first}.`)
      definedAt.set(one.name, row.id)
      requireDimensions(parts, one.by, (name) => report(file, row.id, `${one.name}: there is no dimension ${name}.`))
    }
  }
  return new Set(definedAt.keys())
}

function checkReferences(parts: PackParts, known: ReadonlySet<string>, report: Report): void {
  for (const { file, row } of writtenObligations(parts)) {
    const names = row.indicators.map((one) => ('ref' in one ? one.ref : one.name))
    for (const name of names) if (!known.has(name)) report(file, row.id, `No row defines the indicator ${name}.`)
    for (const name of repeated(names)) report(file, row.id, `The indicator ${name} stands twice.`)
  }
  for (const { paragraph, indicators } of parts.report.content?.gaps ?? []) {
    for (const name of indicators) {
      if (!known.has(name)) report(parts.report.file, paragraph, `No row defines the indicator ${name}.`)
    }
  }
}

/** Reports formulas over releases of an indicator that nobody defines or that is not broken down so, and of tables that nobody requires. */
function checkOfReleases(parts: PackParts, report: Report): void {
  const { publishing, tables } = parts
  const defined = new Map(
    writtenObligations(parts).flatMap(({ row }) =>
      row.indicators.flatMap((one) => ('ref' in one ? [] : [[one.name, one]])),
    ),
  )
  for (const [name, formula] of Object.entries(publishing.content?.publishing?.ofReleases ?? {})) {
    const indicator = defined.get(name)
    if (indicator === undefined) report(publishing.file, name, `No row defines the indicator ${name}.`)
    else if (!indicator.by.includes(formula.by))
      report(publishing.file, name, `The indicator is not broken down by ${formula.by}.`)
    for (const id of formula.tables)
      if (tables.content?.every((table) => table.id !== id)) report(publishing.file, name, `There is no table ${id}.`)
  }
}

function checkTables(parts: PackParts, report: Report): void {
  const { dimensions, tables } = parts
  for (const [set, members] of Object.entries(dimensions.content?.sets ?? {})) {
    requireDimensions(parts, members, (name) => report(dimensions.file, set, `There is no dimension ${name}.`))
  }
  if (tables.content === null) return
  reportRepeated(
    report,
    tables.file,
    tables.content.map((table) => table.id),
  )
  const keyOf = keyResolver(parts)
  for (const { id, by, answers } of tables.content) {
    requireDimensions(parts, by, (name) => report(tables.file, id, `There is no dimension ${name}.`))
    for (const one of answers) if (keyOf(one) === null) report(tables.file, id, `There is no obligation ${one}.`)
  }
}

function requireDimensions({ dimensions }: PackParts, by: readonly string[], unknown: (name: string) => void): void {
  const known = dimensions.content
  if (known === null) return
  for (const name of by) if (!Object.hasOwn(known.dimensions, name) && !Object.hasOwn(known.sets, name)) unknown(name)
}

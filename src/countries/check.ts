/**
 * What the files of a pack must hold together, beyond each one's own schema: every reference leads somewhere, nothing
 * is defined twice, days make sense. A file that could not be read is passed over, so that its absence is told once.
 */
import { checkDates } from './check-dates.ts'
import type { PackParts } from './load.ts'
import type { PackProblem } from './problem.ts'
import { keyResolver, obligationKey, writtenObligations } from './resolve.ts'

type Report = (file: string, row: string | null, sentence: string) => void

/** All problems between the parts. */
export function checkParts(parts: PackParts): PackProblem[] {
  const problems: PackProblem[] = []
  const report: Report = (file, row, sentence) => problems.push({ file, row, sentence })
  checkInstitutions(parts, report)
  checkObligations(parts, report)
  checkIndicators(parts, report)
  checkStatistics(parts, report)
  checkReporting(parts, report)
  checkDocuments(parts, report)
  checkDates(parts, report)
  return problems
}

function checkInstitutions({ header, institutions, obligations }: PackParts, report: Report): void {
  const rows = institutions.content
  if (rows === null) return
  const codes = new Set(rows.map((row) => row.code))
  const known = (file: string, row: string | null, code: string | null) => {
    if (code !== null && !codes.has(code)) report(file, row, `There is no institution ${code}.`)
  }
  twice(rows.map((row) => row.code)).forEach((code) => report(institutions.file, code, 'The code is used twice.'))
  for (const row of rows) known(institutions.file, row.code, row.parent)
  for (const code of Object.values(header.content?.parts ?? {})) known(header.file, 'parts', code)
  for (const { file, content } of obligations) {
    for (const row of content?.obligations ?? []) {
      for (const code of [row.lead, ...row.support]) known(file, row.id, code)
      if (row.support.includes(row.lead)) report(file, row.id, `${row.lead} both leads and supports.`)
      twice(row.support).forEach((code) => report(file, row.id, `${code} supports twice.`))
    }
  }
}

function checkObligations(parts: PackParts, report: Report): void {
  const provisions = parts.law.content === null ? null : new Set(parts.law.content.map((one) => one.id))
  const seen = new Set<string>()
  for (const { file, document, row } of writtenObligations(parts)) {
    const key = obligationKey(document, row.id)
    if (seen.has(key)) report(file, row.id, 'The obligation is defined twice.')
    seen.add(key)
    if (row.id.split('#')[0] !== (row.splitOf ?? row.id))
      report(file, row.id, '`splitOf` is not the id before the "#".')
    for (const { provision } of row.law) {
      if (provision !== null && provisions?.has(provision) === false)
        report(file, row.id, `There is no provision ${provision} in law.yaml.`)
    }
  }
  twice(parts.law.content?.map((one) => one.id) ?? []).forEach((id) =>
    report(parts.law.file, id, 'The id is used twice.'),
  )
}

function checkIndicators(parts: PackParts, report: Report): void {
  const definedAt = new Map<string, string>()
  for (const { file, row } of writtenObligations(parts)) {
    for (const one of row.indicators) {
      if ('ref' in one) continue
      const first = definedAt.get(one.name)
      if (first !== undefined) report(file, row.id, `The indicator ${one.name} is already defined at ${first}.`)
      definedAt.set(one.name, row.id)
      for (const name of unknownDimensions(parts, one.by))
        report(file, row.id, `${one.name}: there is no dimension ${name}.`)
    }
  }
  const whole = parts.obligations.every((part) => part.content !== null)
  for (const { file, row } of writtenObligations(parts)) {
    const names = row.indicators.map((one) => ('ref' in one ? one.ref : one.name))
    for (const name of names)
      if (whole && !definedAt.has(name)) report(file, row.id, `No row defines the indicator ${name}.`)
    twice(names).forEach((name) => report(file, row.id, `The indicator ${name} stands twice.`))
  }
  if (whole) checkNames(parts, new Set(definedAt.keys()), report)
}

/** Indicators named in report-elements.yaml. */
function checkNames({ report: file }: PackParts, known: ReadonlySet<string>, report: Report): void {
  for (const gap of file.content?.gaps ?? []) {
    for (const name of gap.indicators)
      if (!known.has(name)) report(file.file, gap.paragraph, `No row defines the indicator ${name}.`)
  }
}

function checkStatistics(parts: PackParts, report: Report): void {
  const { tables, dimensions } = parts
  const sets = dimensions.content?.sets ?? {}
  for (const [set, members] of Object.entries(sets)) {
    for (const name of unknownDimensions(parts, members)) report(dimensions.file, set, `There is no dimension ${name}.`)
  }
  twice(tables.content?.map((table) => table.id) ?? []).forEach((id) =>
    report(tables.file, id, 'The id is used twice.'),
  )
  const keyOf = keyResolver(parts)
  for (const table of tables.content ?? []) {
    for (const name of unknownDimensions(parts, table.by))
      report(tables.file, table.id, `There is no dimension ${name}.`)
    for (const one of table.answers)
      if (keyOf(one) === null) report(tables.file, table.id, `There is no obligation ${one}.`)
  }
}

function checkReporting(parts: PackParts, report: Report): void {
  const { calendar, report: elements } = parts
  const keyOf = keyResolver(parts)
  const tables = parts.tables.content === null ? null : new Set(parts.tables.content.map((table) => table.id))
  const knownTables = (row: string, ids: 'all' | readonly string[]) => {
    for (const id of ids === 'all' ? [] : ids)
      if (tables?.has(id) === false) report(elements.file, row, `There is no table ${id}.`)
  }
  for (const { id, obligation } of calendar.content?.deadlines ?? []) {
    if (keyOf(obligation) === null) report(calendar.file, id, `There is no obligation ${obligation}.`)
  }
  twice(calendar.content?.deadlines.map((one) => one.id) ?? []).forEach((id) =>
    report(calendar.file, id, 'The id is used twice.'),
  )
  twice(calendar.content?.wordLimits.map((one) => one.paper) ?? []).forEach((paper) =>
    report(calendar.file, paper, 'The paper has two word limits.'),
  )
  for (const { obligation, tables: ids } of elements.content?.elements ?? []) {
    if (keyOf(obligation) === null) report(elements.file, obligation, `There is no obligation ${obligation}.`)
    knownTables(obligation, ids)
  }
  for (const gap of elements.content?.gaps ?? []) {
    for (const one of gap.obligations)
      if (keyOf(one) === null) report(elements.file, gap.paragraph, `There is no obligation ${one}.`)
    knownTables(gap.paragraph, gap.tables)
  }
}

function checkDocuments({ documents, obligations }: PackParts, report: Report): void {
  const rows = documents.content
  if (rows === null) return
  const bySymbol = new Map(rows.map((row) => [row.symbol, row]))
  twice(rows.map((row) => row.symbol)).forEach((symbol) => report(documents.file, symbol, 'The symbol stands twice.'))
  for (const { symbol, follows, body, cycle } of rows) {
    if (follows === null) continue
    const earlier = bySymbol.get(follows)
    if (earlier === undefined) report(documents.file, symbol, `There is no document ${follows}.`)
    else if (earlier.body !== body || earlier.cycle >= cycle)
      report(documents.file, symbol, `${follows} is not an earlier cycle of ${body}.`)
  }
  for (const { file, content } of obligations) {
    if (content !== null && !bySymbol.has(content.document))
      report(file, null, `There is no document ${content.document} in documents.yaml.`)
    for (const row of content?.obligations ?? []) {
      for (const { symbol } of row.reiterates)
        if (!bySymbol.has(symbol)) report(file, row.id, `There is no document ${symbol} in documents.yaml.`)
    }
  }
}

function unknownDimensions({ dimensions }: PackParts, by: readonly string[]): string[] {
  const known = dimensions.content
  return known === null ? [] : by.filter((name) => !(name in known.dimensions) && !(name in known.sets))
}

/** What stands more than once, told once. */
function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}

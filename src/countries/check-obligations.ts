/** Obligations and what they rest on: institutions, documents, provisions of law. */
import type { PackParts } from './load.ts'
import type { Report } from './reporter.ts'
import { repeated, reportRepeated } from './reporter.ts'
import { writtenObligations } from './resolve.ts'

/** Reports unknown institutions, documents and provisions, and obligations defined twice. */
export function checkObligations(parts: PackParts, report: Report): void {
  checkInstitutions(parts, report)
  checkRows(parts, report)
  checkDocuments(parts, report)
  checkProvisions(parts, report)
}

function checkInstitutions(parts: PackParts, report: Report): void {
  const { header, institutions } = parts
  if (institutions.content === null) return
  const codes = institutions.content.map((row) => row.code)
  const requireKnown = (file: string, row: string, code: string | null) => {
    if (code !== null && !codes.includes(code)) report(file, row, `There is no institution ${code}.`)
  }
  reportRepeated(report, institutions.file, codes)
  for (const row of institutions.content) requireKnown(institutions.file, row.code, row.parent)
  for (const code of Object.values(header.content?.parts ?? {})) requireKnown(header.file, 'parts', code)
  for (const { file, row } of writtenObligations(parts)) {
    for (const code of [row.lead, ...row.support]) requireKnown(file, row.id, code)
  }
}

function checkRows(parts: PackParts, report: Report): void {
  const seen = new Set<string>()
  for (const { file, key, row } of writtenObligations(parts)) {
    if (seen.has(key)) report(file, row.id, 'The obligation is defined twice.')
    seen.add(key)
    const split = row.id.includes('#') ? row.id.split('#')[0] : null
    if (row.splitOf !== split) report(file, row.id, '`splitOf` is not what stands before the "#" of the id.')
    if (row.support.includes(row.lead)) report(file, row.id, `${row.lead} both leads and supports.`)
    for (const code of repeated(row.support)) report(file, row.id, `${code} supports twice.`)
  }
}

function checkDocuments({ documents, obligations }: PackParts, report: Report): void {
  const rows = documents.content
  if (rows === null) return
  const bySymbol = new Map(rows.map((row) => [row.symbol, row]))
  const requireKnown = (file: string, row: string | null, symbol: string) => {
    if (!bySymbol.has(symbol)) report(file, row, `There is no document ${symbol} in documents.yaml.`)
  }
  reportRepeated(
    report,
    documents.file,
    rows.map((row) => row.symbol),
  )
  for (const { symbol, follows, body, cycle } of rows) {
    if (follows === null) continue
    requireKnown(documents.file, symbol, follows)
    const earlier = bySymbol.get(follows)
    if (earlier !== undefined && (earlier.body !== body || earlier.cycle >= cycle)) {
      report(documents.file, symbol, `${follows} is not an earlier cycle of ${body}.`)
    }
  }
  for (const { file, content } of obligations) {
    if (content === null) continue
    requireKnown(file, null, content.document)
    for (const row of content.obligations) for (const { symbol } of row.reiterates) requireKnown(file, row.id, symbol)
  }
}

function checkProvisions(parts: PackParts, report: Report): void {
  if (parts.law.content === null) return
  const ids = parts.law.content.map((one) => one.id)
  reportRepeated(report, parts.law.file, ids)
  for (const { file, row } of writtenObligations(parts)) {
    for (const { provision } of row.law) {
      if (provision !== null && !ids.includes(provision))
        report(file, row.id, `There is no provision ${provision} in law.yaml.`)
    }
  }
}

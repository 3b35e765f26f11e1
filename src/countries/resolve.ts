/** Puts the parts of a checked pack together: indicators apart, sets spelt out, every reference to an obligation its key. */
import type { PackParts } from './load.ts'
import type { Indicator, Obligation, WrittenObligation } from './obligation.ts'
import type { CountryPack } from './pack.ts'
import type { ReadFile } from './read.ts'

/** "CMW/C/AZE/CO/3 36(a)": how one obligation is named across documents. */
export function obligationKey(document: string, id: string): string {
  return `${document} ${id}`
}

/** An obligation as written, with where it stands. */
export interface PlacedObligation {
  readonly file: string
  readonly document: string
  readonly key: string
  readonly row: WrittenObligation
}

/** Every obligation that could be read. */
export function writtenObligations(parts: PackParts): readonly PlacedObligation[] {
  return parts.obligations.flatMap(({ file, content }) => {
    if (content === null) return []
    const { document, obligations } = content
    return obligations.map((row) => ({ file, document, key: obligationKey(document, row.id), row }))
  })
}

/** Whether every file of obligations could be read. */
export function areObligationsWhole(parts: PackParts): boolean {
  return parts.obligations.every((part) => part.content !== null)
}

/**
 * Finds the key that a reference means: a key itself, or an id that only one document has. Null where it means none.
 * While a file of obligations is broken nobody can tell, and every reference passes.
 */
export function keyResolver(parts: PackParts): (reference: string) => string | null {
  const keys = new Set<string>()
  const byId = new Map<string, string | null>()
  for (const { key, row } of writtenObligations(parts)) {
    keys.add(key)
    byId.set(row.id, byId.has(row.id) && byId.get(row.id) !== key ? null : key)
  }
  const whole = areObligationsWhole(parts)
  return (reference) => (keys.has(reference) || !whole ? reference : (byId.get(reference) ?? null))
}

/** Modes with the key of the obligation that asks for a change. */
function safeguards(parts: PackParts, key: (reference: string) => string): CountryPack['safeguards'] {
  const { record, limits } = contentOf(parts.safeguards)
  return { record: record.map((row) => ({ ...row, obligation: key(row.obligation) })), limits }
}

/** Makes the loaded pack of sound parts. A part that is missing, or a reference that leads nowhere, is a fault of ours. */
export function resolve(parts: PackParts): CountryPack {
  const keyOf = keyResolver(parts)
  const key = (reference: string) => present(keyOf(reference), reference)
  const named = <T extends { obligation: string }>(row: T): T => ({ ...row, obligation: key(row.obligation) })
  const calendar = contentOf(parts.calendar)
  const report = contentOf(parts.report)
  return {
    ...contentOf(parts.header),
    institutions: contentOf(parts.institutions),
    documents: contentOf(parts.documents),
    obligations: writtenObligations(parts).map((placed) => obligation(parts, placed)),
    indicators: indicators(parts),
    dimensions: contentOf(parts.dimensions).dimensions,
    publishing: contentOf(parts.publishing).publishing,
    tables: contentOf(parts.tables).map((table) => ({
      ...table,
      by: spellOut(parts, table.by),
      answers: table.answers.map(key),
    })),
    deadlines: calendar.deadlines.map(named),
    wordLimits: calendar.wordLimits,
    backwardPlans: calendar.backwardPlans,
    reportElements: report.elements.map(named),
    informationGaps: report.gaps.map((gap) => ({ ...gap, obligations: gap.obligations.map(key) })),
    law: contentOf(parts.law),
    workingCalendar: contentOf(parts.workingDays),
    safeguards: safeguards(parts, key),
    refusedTexts: contentOf(parts.refusedTexts),
    places: contentOf(parts.places),
    offices: contentOf(parts.offices).offices,
    areas: contentOf(parts.areas).areas,
  }
}

function contentOf<T>({ file, content }: ReadFile<T>): T {
  return present(content, file)
}

function present<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`internal error: ${what} was checked and is missing`)
  return value
}

function obligation(parts: PackParts, { document, key, row }: PlacedObligation): Obligation {
  return {
    ...row,
    key,
    document,
    chapter: chapterOf(parts, document, row.id),
    indicators: row.indicators.map((one) => ('ref' in one ? one.ref : one.name)),
  }
}

function chapterOf(parts: PackParts, document: string, id: string): string | null {
  const paragraph = Number.parseInt(id, 10)
  const chapters = parts.documents.content?.find((one) => one.symbol === document)?.chapters ?? []
  return chapters.find((one) => one.firstParagraph <= paragraph && paragraph <= one.lastParagraph)?.id ?? null
}

function indicators(parts: PackParts): Record<string, Indicator> {
  const defined = writtenObligations(parts).flatMap(({ row }) =>
    row.indicators.flatMap((one) => ('ref' in one ? [] : [{ ...one, by: spellOut(parts, one.by) }])),
  )
  return Object.fromEntries(defined.map((one) => [one.name, one]))
}

/** Members of sets in place of the sets, each dimension once. */
function spellOut(parts: PackParts, by: readonly string[]): string[] {
  const sets = parts.dimensions.content?.sets ?? {}
  return [...new Set(by.flatMap((name) => sets[name] ?? [name]))]
}

/** What a report takes from the country pack: names of chapters, and what the document asks the next report to hold. */
import type { CountryPack } from '../countries/index.ts'

export interface ReportSources {
  /** By language. */
  readonly stateNames: Readonly<Record<string, string | undefined>>
  readonly chapters: readonly ReportChapter[]
  readonly elements: readonly ReportElement[]
  readonly tables: ReportTables
}

/** Whence computed figures come. */
export interface ReportTables {
  /** What a statistical table is called, by language; null of a name that nobody declared. */
  readonly titlesOf: (table: string) => Readonly<Record<string, string | undefined>> | null
  /** What stands in the place of a table where a figure is of the releases themselves. */
  readonly calendar: string
}

export interface ReportChapter {
  /** Symbol of the document. */
  readonly document: string
  /** "C.1", as in an obligation's `cluster`. */
  readonly id: string
  readonly names: Readonly<Record<string, string | undefined>>
  readonly articles: readonly string[]
}

/** Something that the document asks to be told. */
export interface ReportElement {
  /** Symbol of the document. */
  readonly document: string
  /** Address of the recommendation that asks. */
  readonly address: string
  readonly element: string
  readonly alsoInFollowUp: boolean
}

/** For a State without a pack: chapters then come from the imported document. */
export const NO_SOURCES: ReportSources = {
  stateNames: {},
  chapters: [],
  elements: [],
  tables: { titlesOf: () => null, calendar: '' },
}

/** Draws what reports need from a loaded pack; tables are called as the room of statistics calls them. */
export function sourcesOf(pack: CountryPack, tables: ReportTables): ReportSources {
  return {
    tables,
    stateNames: pack.names,
    chapters: pack.documents.flatMap(({ symbol, chapters }) =>
      chapters.map(({ id, names, articles }) => ({ document: symbol, id, names, articles })),
    ),
    elements: pack.reportElements.flatMap(({ obligation, elements, alsoInFollowUp }) => {
      const asked = pack.obligations.find((row) => row.key === obligation || row.id === obligation)
      if (asked === undefined) return []
      const address = asked.splitOf ?? asked.id
      return elements.map((element) => ({ document: asked.document, address, element, alsoInFollowUp }))
    }),
  }
}

/** What comes out of an export of the Universal Human Rights Index: rows that can be taken in, and rows that cannot, each with its reason. */

/** One annotation of the Index: a paragraph, or part of one, of a document on one or more States. */
export interface IndexRow {
  /** Row of the sheet, or place in the list of records; 1 is the first. */
  readonly row: number
  /** The Index's own identifier, null where the row has none. */
  readonly annotationId: string | null
  readonly symbol: string
  /** Abbreviation ("CMW", "UPR"); the printed name where the body has none. */
  readonly body: string | null
  /** ISO 3166-1 alpha-3, at least one. */
  readonly states: readonly string[]
  /** "49", "49(a)", "141.97"; null where the text does not tell. */
  readonly paragraph: string | null
  /** The topic that stands before the paragraph's number. */
  readonly heading: string | null
  /** Without heading and number, without markup. */
  readonly text: string
  readonly themes: readonly string[]
  readonly peopleConcerned: readonly string[]
  /** "8.8", "10.c". */
  readonly sdgTargets: readonly string[]
  /** Goals named without a target: "8". */
  readonly sdgGoals: readonly string[]
  /** ISO date. */
  readonly publishedOn: string | null
  readonly type: AnnotationType | null
  /** Of a recommendation of the universal periodic review. */
  readonly upr: UprFacts | null
  readonly doubts: readonly IndexDoubt[]
}

export type AnnotationType = 'recommendation' | 'concern' | 'positive' | 'pledge'

export interface UprFacts {
  /** Alpha-3 codes. */
  readonly recommendingStates: readonly string[]
  readonly position: 'supported' | 'noted' | 'in-part' | null
  readonly session: string | null
}

/** Something that was read, but not for certain. `detail` is what stands in the file. */
export interface IndexDoubt {
  readonly code: DoubtCode
  readonly detail: string
}

export type DoubtCode =
  | 'no-annotation-id'
  | 'unknown-state'
  | 'state-from-symbol'
  | 'state-differs-from-symbol'
  | 'body-from-symbol'
  | 'body-differs-from-symbol'
  | 'several-symbols'
  | 'type-missing'
  | 'type-is-identifier'
  | 'type-unknown'
  | 'date-unreadable'
  | 'date-near-midnight'
  | 'item-without-paragraph'
  | 'words-joined'
  | 'position-unknown'

/** Why a row is not taken in. */
export interface RefusedRow {
  readonly row: number
  readonly reason: RefusalReason
  readonly detail: string
}

export type RefusalReason =
  | 'empty'
  | 'no-text'
  | 'no-content'
  | 'no-symbol'
  | 'no-state'
  | 'duplicate-id'
  | 'not-a-record'

export interface IndexExport {
  readonly rows: readonly IndexRow[]
  readonly refused: readonly RefusedRow[]
}

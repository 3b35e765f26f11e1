/** A report as it stands on paper: blocks in order, numbered, in words. Word file, preview and word count read the same. */

export interface Layout {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly masthead: Masthead
  readonly body: readonly Block[]
  /** Outside the word limit. Empty where there is nothing to annex. */
  readonly annex: readonly Block[]
  /** Footnotes of the body; number 1 is the first. */
  readonly notes: readonly string[]
}

export interface Masthead {
  /** "CMW/C/AZE/FCO/3"; empty until it is given. */
  readonly symbol: string
  readonly body: string
  readonly title: string
  readonly subtitle: string
  readonly date: string
  /** Said on every page of a report with invented content; null otherwise. */
  readonly demonstration: string | null
}

export type Block =
  /** Level 1 is "A.", level 2 "1.", level 3 italic without a label. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly label: string; readonly text: string }
  | {
      readonly kind: 'paragraph'
      readonly number: number
      readonly pieces: readonly Piece[]
      readonly anchor: string | null
    }
  /** "(a)" under the paragraph above. Items of one list share its number. */
  | { readonly kind: 'item'; readonly list: number; readonly label: string; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'table'
      readonly title: string
      readonly columns: readonly Column[]
      readonly rows: readonly Row[]
    }
  /** Unnumbered, indented: the document's words in the annex. */
  | { readonly kind: 'quote'; readonly source: string; readonly text: string }

export interface Column {
  readonly heading: string
  /** Hundredths of the table's width. */
  readonly width: number
}
export type Row = readonly string[]

export type Piece = { readonly text: string; readonly style?: 'bold' | 'italic' } | { readonly note: number }

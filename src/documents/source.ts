/**
 * What every reader (docx, pdf, html, text) hands to the rules: the document as lines in reading order, free of its
 * file format. Readers decide what is on the page; what it means is for `meaning/`.
 */

/** One paragraph of the page, in reading order. Page headers, footers and notes are not among them. */
export interface SourceBlock {
  /**
   * The label that stands before the text: typed ("16.", "(a)", "A.") or made by automatic numbering, as a reader
   * would see it. Null where there is none. The label is not repeated in `text`.
   */
  readonly label: string | null
  /** The text on one line, white space folded, without label and without footnote marks. */
  readonly text: string
  /** Marks of footnotes in the text: `at` is the offset in `text` (UTF-16 units) where the mark stood. */
  readonly marks: readonly SourceMark[]
  /** What the page's style says; `unknown` where the format does not tell. Never the only ground for a decision. */
  readonly style: 'title' | 'heading' | 'body' | 'unknown'
  /** Depth from heading style or list level where the format tells (1 is outermost), otherwise null. */
  readonly level: number | null
  /** True where all of the text is italic or bold, null where the format does not tell. */
  readonly emphasis: 'italic' | 'bold' | null
  /** Page of a paged format (1 is the first), null elsewhere. */
  readonly page: number | null
}

export interface SourceMark {
  readonly label: string
  readonly at: number
}

/** A footnote as the page gives it. An asterisk note has the label "*". */
export interface SourceNote {
  readonly label: string
  readonly text: string
}

export type SourceFormat = 'docx' | 'pdf' | 'html' | 'text'

/** A read file: lines, notes, and what could not be read. */
export interface SourceDocument {
  readonly format: SourceFormat
  readonly blocks: readonly SourceBlock[]
  readonly notes: readonly SourceNote[]
  /** Lines of the title block and page furniture that may name symbol, dates and language: "CMW/C/AZE/CO/3", "Distr.: General". */
  readonly furniture: readonly string[]
  /** What could not be read, in a sentence for a person; `at` is an index into `blocks` or null. */
  readonly doubts: readonly { readonly at: number | null; readonly what: string }[]
}

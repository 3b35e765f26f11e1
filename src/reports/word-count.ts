/**
 * Counts words as a word processor does: what stands between white space, in body, headings, tables and footnotes.
 * Numbers that the word processor sets itself are none; the annex is outside the limit.
 */
import { compose } from './compose.ts'
import type { Block, Layout, Piece } from './layout.ts'
import { type WordCount, weigh } from './limit.ts'
import type { ReportModel } from './model.ts'

/** The count of a report against its limit. The .docx file, counted by itself, gives the same. */
export function countWords(model: ReportModel): WordCount {
  return weigh(wordsOf(compose(model)), model.cover.wordLimit)
}

export function wordsOf({ masthead, body, notes }: Layout): number {
  const { symbol, body: committee, title, subtitle, date, demonstration } = masthead
  return count([symbol, committee, title, subtitle, date, demonstration ?? '', ...body.flatMap(textsOf), ...notes])
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text]
    case 'paragraph':
    case 'item':
      return [lineOf(block.pieces)]
    case 'table':
      return [block.title, ...block.columns.map(({ heading }) => heading), ...block.rows.flat()]
    case 'quote':
      return [block.source, block.text]
    default:
      return block satisfies never
  }
}

/** A footnote's mark hangs on the word before it and makes no word of its own. */
function lineOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : '')).join('')
}

function count(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.split(/\s+/).filter((word) => word !== '').length, 0)
}

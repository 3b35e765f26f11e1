/** A sheet being written: keeps the numbers of headings, paragraphs, lists, tables and footnotes. */
import type { ProsePiece } from './content.ts'
import type { Block, Column, Piece, Row } from './layout.ts'
import type { Wording } from './wording/index.ts'

export class Paper {
  readonly words: Wording
  readonly blocks: Block[] = []
  readonly notes: string[] = []
  /** Number of the paragraph that reported a measure, by the measure's id: it is reported once. */
  readonly reported = new Map<string, number>()
  /** Tables that stand in the annex, in order. */
  readonly setAside: Extract<Block, { kind: 'table' }>[] = []
  #letters = 0
  #chapters = 0
  #paragraphs = 0
  #lists = 0
  #tables = 0

  constructor(words: Wording) {
    this.words = words
  }

  heading(level: 1 | 2 | 3, text: string): void {
    if (level === 1) this.#chapters = 0
    const label = level === 1 ? `${letterOf(this.#letters++)}.` : level === 2 ? `${++this.#chapters}.` : ''
    this.blocks.push({ kind: 'heading', level, label, text })
  }

  /** Adds a numbered paragraph and gives its number. `anchor` names the answer that it opens. */
  paragraph(pieces: readonly Piece[], anchor: string | null = null): number {
    const number = ++this.#paragraphs
    this.blocks.push({ kind: 'paragraph', number, pieces, anchor })
    return number
  }

  /** Adds a paragraph that a person typed, its notes as footnotes. */
  prose(pieces: readonly ProsePiece[]): number {
    return this.paragraph(pieces.map((piece) => ('note' in piece ? this.note(piece.note) : piece)))
  }

  /** Adds items (a), (b), (c) under the paragraph before. */
  list(items: readonly (readonly Piece[])[]): void {
    const list = ++this.#lists
    items.forEach((pieces, index) => {
      this.blocks.push({ kind: 'item', list, label: `(${letterOf(index).toLowerCase()})`, pieces })
    })
  }

  /** Number of the next table; `table` or `asideTable` must follow. */
  nextTable(): number {
    return ++this.#tables
  }

  table(title: string, columns: readonly Column[], rows: readonly Row[]): void {
    this.blocks.push({ kind: 'table', title, columns, rows })
  }

  note(text: string): Piece {
    this.notes.push(text)
    return { note: this.notes.length }
  }
}

/** A, B, … Z, AA, BB, as Word numbers them. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + (index % 26)).repeat(Math.floor(index / 26) + 1)
}

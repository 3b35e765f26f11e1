/**
 * Collects what one paragraph holds (text, footnote marks, emphasis) and folds it into a block: label split off, white space
 * folded, marks at their place in the folded text. All readers of marked-up formats share it.
 */
import type { SourceBlock, SourceMark } from '../source.ts'
import { splitLabel } from './label.ts'

/** How a stretch of text is printed. */
export interface Face {
  readonly bold: boolean
  readonly italic: boolean
}

export type FoldedLine = Pick<SourceBlock, 'label' | 'text' | 'marks' | 'emphasis'>

/** A paragraph while it is being read. */
export class Line {
  #raw = ''
  readonly #marks: SourceMark[] = []
  readonly #faces: { readonly from: number; readonly face: Face }[] = []

  get isBlank(): boolean {
    return this.#raw.trim() === '' && this.#marks.length === 0
  }

  get raw(): string {
    return this.#raw
  }

  add(text: string, face: Face): void {
    this.#faces.push({ from: this.#raw.length, face })
    this.#raw += text
  }

  mark(label: string): void {
    this.#marks.push({ label, at: this.#raw.length })
  }

  /** Appends what another line holds, as when the mark between two paragraphs was deleted. */
  append(other: Line): void {
    const offset = this.#raw.length
    this.#marks.push(...other.#marks.map((mark) => ({ label: mark.label, at: mark.at + offset })))
    this.#faces.push(...other.#faces.map(({ from, face }) => ({ from: from + offset, face })))
    this.#raw += other.#raw
  }

  /** Appends the next printed line; `text` is how the raw text of both reads once they are joined. */
  join(next: Line, text: string): void {
    const kept = text.length - next.#raw.trimStart().length
    const cut = next.#raw.length - next.#raw.trimStart().length
    const place = (at: number) => Math.max(at - cut, 0) + kept
    this.#marks.push(...next.#marks.map(({ label, at }) => ({ label, at: place(at) })))
    this.#faces.push(...next.#faces.map(({ from, face }) => ({ from: place(from), face })))
    this.#raw = text
  }

  /** The line with the label given by automatic numbering, or else the one typed at its start. */
  fold(numbering: string | null = null): FoldedLine {
    const typed = numbering === null ? splitLabel(this.#raw) : null
    const { text, marks } = foldSpace(this.#raw, this.#marks, typed?.textAt ?? 0)
    return { label: numbering ?? typed?.label ?? null, text, marks, emphasis: this.#emphasisFrom(typed?.textAt ?? 0) }
  }

  #emphasisFrom(start: number): 'italic' | 'bold' | null {
    const seen = this.#faces.filter(({ from }, index) => {
      const to = this.#faces[index + 1]?.from ?? this.#raw.length
      return to > start && this.#raw.slice(Math.max(from, start), to).trim() !== ''
    })
    if (seen.length === 0) return null
    if (seen.every(({ face }) => face.bold)) return 'bold'
    return seen.every(({ face }) => face.italic) ? 'italic' : null
  }
}

/** `raw` from `start` on one line, white space folded to single spaces; marks keep their place in the text that is left. */
export function foldSpace(
  raw: string,
  marks: readonly SourceMark[],
  start: number,
): { text: string; marks: SourceMark[] } {
  const placeAt = new Uint32Array(raw.length + 1)
  let text = ''
  // Asking the growing text for its end would copy it each time.
  let wantsSpace = false
  for (let index = 0; index < raw.length; index++) {
    placeAt[index] = text.length
    if (index < start) continue
    const character = raw.charAt(index)
    const isSpace = /\s/.test(character)
    if (!isSpace || wantsSpace) text += isSpace ? ' ' : character
    wantsSpace = !isSpace
  }
  placeAt[raw.length] = text.length
  text = text.trimEnd()
  const placed = marks.map(({ label, at }) => ({ label, at: placeOf(text, placeAt[at] ?? text.length) }))
  return { text, marks: placed }
}

// A mark set after a space belongs to the word before it.
function placeOf(text: string, at: number): number {
  const place = Math.min(at, text.length)
  return place > 0 && text.charAt(place - 1) === ' ' ? place - 1 : place
}

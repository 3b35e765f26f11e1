/** Puts the stretches of a page together into printed lines: top to bottom, left to right, with raised marks in their line. */
import { Line } from '../line.ts'
import type { Page, Stretch } from './page.ts'

/** One printed line. */
export interface PageLine {
  readonly page: number
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
  readonly pieces: readonly Piece[]
}

export interface Piece extends Stretch {
  /** Smaller and above the base line, as footnote marks are. */
  readonly isRaised: boolean
  /** What lies between it and the piece before: nothing, a space, or the wide gap of a tab. */
  readonly gap: '' | ' ' | '\t'
}

/** The lines of a page in reading order. */
export function linesOf(page: Page): PageLine[] {
  const groups: Stretch[][] = []
  let base: Stretch | undefined
  for (const stretch of page.stretches.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const group = groups.at(-1)
    // Line spacing is at least the size of the type; a raised mark stands within half of it.
    if (group !== undefined && base !== undefined && base.y - stretch.y < 0.5 * Math.max(base.size, stretch.size)) {
      group.push(stretch)
      if (stretch.size > base.size) base = stretch
    } else {
      groups.push([stretch])
      base = stretch
    }
  }
  return groups.map((group) => lineOf(group, page.number))
}

/** The line's text with tabs for wide gaps; raised pieces included. */
export function textOfLine(line: PageLine): string {
  return line.pieces.map(({ gap, text }) => gap + text).join('')
}

/** The parts of a line that stand apart, as in the two columns of a front page. */
export function cellsOf(line: PageLine): string[] {
  const cells: string[] = []
  for (const [index, piece] of line.pieces.entries()) {
    const before = line.pieces[index - 1]
    const isApart = before === undefined || piece.x - before.right > 2 * line.size
    if (isApart) cells.push(piece.text)
    else cells.push((cells.pop() ?? '') + piece.gap + piece.text)
  }
  return cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim())
}

/** The pieces as a paragraph in the making; raised numbers and signs become marks. */
export function inkOf(pieces: readonly Piece[]): Line {
  const line = new Line()
  for (const { gap, text, face, isRaised } of pieces) {
    const labels = isRaised ? markLabels(text) : null
    if (labels === null) line.add(gap + text, face)
    else {
      for (const label of labels) line.mark(label)
    }
    if (labels !== null && /\s$/.test(text)) line.add(' ', face)
  }
  return line
}

/** The labels in a raised text ("1", "*", "3, 4"), or null where it is none. */
export function markLabels(text: string): string[] | null {
  const labels = text.split(/[,\s]+/).filter((label) => label !== '')
  return labels.length > 0 && labels.every((label) => /^(?:\d{1,3}|\*{1,4}|[†‡§a-z])$/.test(label)) ? labels : null
}

function lineOf(group: readonly Stretch[], page: number): PageLine {
  const stretches = group.toSorted((a, b) => a.x - b.x)
  const size = Math.max(...stretches.map((stretch) => stretch.size))
  const y = mainBaseline(stretches, size)
  const pieces = stretches.map((stretch, index) => ({
    ...stretch,
    isRaised: stretch.size < 0.85 * size && stretch.y - y > 0.12 * size,
    gap: gapBetween(stretches[index - 1], stretch, size),
  }))
  const right = Math.max(...stretches.map((stretch) => stretch.right))
  return { page, x: stretches[0]?.x ?? 0, right, y, size, pieces }
}

function mainBaseline(stretches: readonly Stretch[], size: number): number {
  const main = stretches.filter((stretch) => stretch.size > 0.85 * size)
  return Math.min(...main.map((stretch) => stretch.y))
}

function gapBetween(before: Stretch | undefined, stretch: Stretch, size: number): '' | ' ' | '\t' {
  if (before === undefined) return ''
  const gap = stretch.x - before.right
  if (gap > 0.75 * size) return '\t'
  return gap > 0.1 * size ? ' ' : ''
}

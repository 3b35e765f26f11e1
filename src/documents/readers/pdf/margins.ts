/** Tells the running headers, footers, page numbers and the two-column front page from the lines of the document. */
import { isTitleBlock } from '../title-block.ts'
import { cellsOf, type PageLine, textOfLine } from './page-line.ts'

export interface WithoutMargins {
  readonly pages: readonly (readonly PageLine[])[]
  /** What the margins and the front page say, each once: symbol, distribution, dates, job number. */
  readonly furniture: readonly string[]
}

/** Takes page furniture out of the lines of each page. */
export function withoutMargins(pages: readonly (readonly PageLine[])[]): WithoutMargins {
  const repeated = repeatedLines(pages)
  const furniture = new Set<string>()
  const kept = pages.map((lines, page) => {
    const isFurniture = lines.map(
      (line, index) => isMargin(lines, index) || (isAtEdge(lines, index) && repeated.has(keyOf(line))),
    )
    const frontEnd = page === 0 ? frontPageEnd(lines) : 0
    return lines.filter((line, index) => {
      if (index >= frontEnd && isFurniture[index] !== true) return true
      for (const cell of cellsOf(line)) if (!isPageNumber(cell)) furniture.add(cell)
      return false
    })
  })
  return { pages: kept, furniture: [...furniture] }
}

const EDGE_LINES = 3

function isAtEdge(lines: readonly PageLine[], index: number): boolean {
  return index < EDGE_LINES || index >= lines.length - EDGE_LINES
}

// The same words (numbers aside) at the same height on three pages, or on both of two.
function repeatedLines(pages: readonly (readonly PageLine[])[]): Set<string> {
  const counts = new Map<string, number>()
  for (const lines of pages) {
    for (const key of new Set(lines.filter((_, index) => isAtEdge(lines, index)).map(keyOf))) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const enough = Math.min(3, pages.length)
  return new Set([...counts].filter(([, count]) => enough > 1 && count >= enough).map(([key]) => key))
}

function keyOf(line: PageLine): string {
  return `${Math.round(line.y / 4)} ${textOfLine(line).replaceAll(/\d+/g, '#')}`
}

// Page numbers, job numbers, symbols and barcodes, where they stand apart from the text above or below.
function isMargin(lines: readonly PageLine[], index: number): boolean {
  const line = lines[index]
  if (line === undefined || !isAtEdge(lines, index)) return false
  const isStock = cellsOf(line).every((cell) => isPageNumber(cell) || isStockFooter(cell) || isTitleBlock(cell))
  return isStock && isApart(lines, index)
}

function isApart(lines: readonly PageLine[], index: number): boolean {
  const line = lines[index]
  const inward = index < lines.length / 2 ? lines[index + 1] : lines[index - 1]
  return (
    line === undefined || inward === undefined || Math.abs(inward.y - line.y) > 1.3 * Math.max(line.size, inward.size)
  )
}

function isPageNumber(cell: string): boolean {
  return /^(?:\d{1,4}|\d{1,4}\/\d{1,4}|[-–] ?\d{1,4} ?[-–]|[Pp]age \d{1,4}(?: of \d{1,4})?)$/.test(cell)
}

// "GE.21-14882 (E)", "21-14882", "*2114882*", "Please recycle".
function isStockFooter(cell: string): boolean {
  return /^(?:GE\.\d\d-\d{4,6}\b.*|\d\d-\d{5}\b(?: \([A-Z]\))?.*|\*\d{6,}\*|Please recycle\b.*|\([A-Z]\)(?: +\d{6})*)$/.test(
    cell,
  )
}

// The front page's two columns end with the last line that names symbol, distribution or language.
function frontPageEnd(lines: readonly PageLine[]): number {
  return lines.slice(0, 25).findLastIndex((line) => cellsOf(line).some(isTitleBlock)) + 1
}

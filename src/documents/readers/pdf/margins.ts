/** Tells the running headers, footers, page numbers and the two-column front page from the lines of the document. */
import { splitLabel } from '../label.ts'
import { isStockFooter, isTitleBlock } from '../title-block.ts'
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
    const isMargin = (line: PageLine) => isStock(line) || repeated.has(keyOf(line))
    const top = Math.max(marginLength(lines, isMargin), page === 0 ? frontPageEnd(lines) : 0)
    const bottom = marginLength(lines.slice(top).toReversed(), isMargin)
    const margins = [...lines.slice(0, top), ...lines.slice(lines.length - bottom)]
    for (const cell of margins.flatMap(cellsOf)) if (!isPageNumber(cell)) furniture.add(cell)
    return lines.slice(top, lines.length - bottom)
  })
  return { pages: kept, furniture: [...furniture] }
}

const EDGE_LINES = 3

// How many lines from the edge of the page inwards are furniture; the last of them stands apart from the text.
function marginLength(lines: readonly PageLine[], isMargin: (line: PageLine) => boolean): number {
  const first = lines.slice(0, EDGE_LINES + 1).findIndex((line) => !isMargin(line))
  const length = first === -1 ? Math.min(lines.length, EDGE_LINES) : first
  const [last, next] = [lines[length - 1], lines[length]]
  if (last === undefined || next === undefined) return length
  return Math.abs(last.y - next.y) > 1.3 * Math.max(last.size, next.size) ? length : 0
}

// The same words (page numbers aside) at the same height on two pages in five, since left and right pages may differ. Paragraphs have
// labels, furniture has none: "12. The Committee recommends that the State party:" may well open many pages; "Ibid." is a note.
function repeatedLines(pages: readonly (readonly PageLine[])[]): Set<string> {
  const counts = new Map<string, number>()
  for (const lines of pages) {
    const edges = [...lines.slice(0, EDGE_LINES), ...lines.slice(EDGE_LINES).slice(-EDGE_LINES)]
    const unlabelled = edges.filter((line) => splitLabel(textOfLine(line)) === null)
    for (const key of new Set(unlabelled.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const enough = Math.max(2, 0.4 * pages.length)
  return new Set([...counts].filter(([, count]) => count >= enough).map(([key]) => key))
}

function keyOf(line: PageLine): string {
  return `${Math.round(line.y / 4)} ${textOfLine(line).replaceAll(/^\s*\d+(?=\s)|(?<=\s)\d+\s*$/g, '#')}`
}

// Page numbers, job numbers, symbols and barcodes.
function isStock(line: PageLine): boolean {
  return cellsOf(line).every((cell) => isPageNumber(cell) || isStockFooter(cell) || isTitleBlock(cell))
}

function isPageNumber(cell: string): boolean {
  return /^(?:\d{1,4}|\d{1,4}\/\d{1,4}|[-–] ?\d{1,4} ?[-–]|[Pp]age \d{1,4}(?: of \d{1,4})?|\d{1,4} ?\| ?[Pp] ?a ?g ?e|[Pp] ?a ?g ?e ?\| ?\d{1,4})$/.test(
    cell,
  )
}

// The front page's two columns stand before the first paragraph or chapter, in which a symbol may fill a line too; they end with the last line that names symbol, distribution or language; the name of the treaty, in the left
// one, may run on below it.
function frontPageEnd(lines: readonly PageLine[]): number {
  const opening = lines.findIndex((line) => splitLabel(textOfLine(line)) !== null)
  let end =
    lines
      .slice(0, Math.min(25, opening === -1 ? 25 : opening))
      .findLastIndex((line) => cellsOf(line).some(isTitleBlock)) + 1
  while (end > 0 && runsOn(lines.slice(0, end), lines[end])) end++
  return end
}

function runsOn(front: readonly PageLine[], line: PageLine | undefined): boolean {
  if (line === undefined) return false
  return front.some(
    (above) =>
      Math.abs(above.x - line.x) < 3 &&
      Math.abs((above.pieces[0]?.size ?? 0) - line.size) < 0.5 &&
      above.y - line.y < 1.4 * line.size,
  )
}

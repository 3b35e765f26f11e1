/** Knows the lines of a UN document's front page and margins, in the UN's languages, and takes them out of the text. */
import type { SourceBlock } from '../source.ts'

// "Distr.: General", "Original: English" and what stands in their place in French, Spanish and Russian.
const STOCK = /^(?:Distr\.|Distribución|Distribution|Original ?:|Оригинал|Распространение|Distr:)/i

// "CMW/C/AZE/CO/3", "A/HRC/39/14", with a star where it was reissued.
const SYMBOL = /^[A-Z]+(?:\/[A-Za-z0-9.()-]+)+(?<!\.)\*?$/

/** True for the lines by which a front page is known: its distribution, its language, or a symbol that fills the line. */
export function isTitleBlock(text: string): boolean {
  return STOCK.test(text) || SYMBOL.test(text)
}

/** True for what the UN prints in its margins: "GE.21-14882 (E)", "21-14882", "*2114882*", "Please recycle". */
export function isStockFooter(text: string): boolean {
  return /^(?:GE\.\d\d-\d{4,6}\b.*|\d\d-\d{5}\b(?: \([A-Z]\))?.*|\*\d{6,}\*|Please recycle\b.*|\([A-Z]\)(?: +\d{6})*)$/.test(
    text,
  )
}

/** Parts the front page, which ends with the last line that names symbol, distribution or language, and the job numbers from the text. */
export function withoutFrontPage(blocks: readonly SourceBlock[]): { blocks: SourceBlock[]; furniture: string[] } {
  const opening = blocks.findIndex(({ label, style }) => label !== null || style === 'title' || style === 'heading')
  const front = blocks.slice(0, opening === -1 ? blocks.length : opening)
  const end = front.findLastIndex(({ text }) => isTitleBlock(text)) + 1
  const isFurniture = ({ label, text }: SourceBlock, index: number) =>
    index < end || (label === null && isStockFooter(text))
  return {
    blocks: blocks.filter((block, index) => !isFurniture(block, index)),
    furniture: blocks.filter(isFurniture).map(({ text }) => text),
  }
}

/** Knows the lines of a UN document's front page, in the UN's languages. */

// "Distr.: General", "Original: English" and what stands in their place in French, Spanish and Russian.
const STOCK = /^(?:Distr\.|Distribución|Distribution|Original ?:|Оригинал|Распространение|Distr:)/i

// "CMW/C/AZE/CO/3", "A/HRC/39/14", with a star where it was reissued.
const SYMBOL = /^[A-Z]+(?:\/[A-Za-z0-9.()-]+)+\*?$/

/** True for the lines by which a front page is known: its distribution, its language, or a symbol that fills the line. */
export function isTitleBlock(text: string): boolean {
  return STOCK.test(text) || SYMBOL.test(text)
}

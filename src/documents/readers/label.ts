/**
 * Splits a typed label ("16.", "(a)", "A.", "118.1", "aa)") from the text behind it. One copy for all readers, so that the same
 * paragraph has the same label whatever file it came in.
 */

export interface Labelled {
  readonly label: string
  /** Where the text behind the label starts. */
  readonly textAt: number
}

const ROMAN = '(?:(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?<=[ivxl])'
const ROMAN_CAPITALS = '(?:(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?<=[IVXL])'
// A Roman numeral, a letter or a doubled letter ("aa" follows "z"); letters of any script, since items follow the language.
const LETTERS = `(?:${ROMAN}|${ROMAN_CAPITALS}|(\\p{L})\\1?\\p{M}?)`

/** Each form of a label with what has to follow it; a label is never followed by the middle of a word. */
const FORMS: readonly RegExp[] = [
  // "118.1", "140.12.": the numbers of Universal Periodic Review recommendations. A figure ("3.5 million") has a small letter behind it,
  // and "2006.4 In" is a year, its footnote and the next sentence.
  /^\d{1,3}(?:\.\d{1,4})+\.?(?=\t|[^\S\t]+[\p{Lu}\p{Lo}“"«]|\s*$)/u,
  // "16." and, where the space was lost on the way, "16.The".
  /^\p{Nd}{1,6}\.(?=\s|$|[\p{Lu}\p{Lo}])/u,
  /^\p{Nd}{1,4}\)(?=\s|$)/u,
  /^\(\p{Nd}{1,3}\)(?=\s|$)/u,
  new RegExp(`^\\(${LETTERS}\\)(?=\\s|$|[\\p{Lu}\\p{Lo}])`, 'u'),
  new RegExp(`^${LETTERS}\\)(?=\\s|$)`, 'u'),
  new RegExp(`^(?:\\p{Lu}|${ROMAN_CAPITALS})\\.(?=\\s|$)`, 'u'),
  // A small letter with a full stop is a label only before a tab: "e. g." is none.
  new RegExp(`^${LETTERS}\\.(?=\\t)`, 'u'),
  /^[•·▪◦‣●○■](?=\s)/u,
  // A dash before a figure is that of a page number: "- 3 -".
  /^[–—-](?=\t|\s+\p{L})/u,
]

/** The label at the start of a line, which may be indented; null where there is none. Tabs count, so pass the line unfolded. */
export function splitLabel(line: string): Labelled | null {
  const start = line.search(/\S/)
  if (start === -1) return null
  const content = line.slice(start)
  for (const form of FORMS) {
    const label = form.exec(content)?.[0]
    if (label !== undefined) return { label, textAt: textAfter(line, start + label.length) }
  }
  return null
}

function textAfter(line: string, at: number): number {
  const rest = line.slice(at).search(/\S/)
  return rest === -1 ? line.length : at + rest
}

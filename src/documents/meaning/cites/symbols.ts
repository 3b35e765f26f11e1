/** Finds the documents that a text cites by symbol, with their paragraphs, and resolves each "Ibid." to the document it means. */

/** A citation of a document: "CMW/C/AZE/CO/2, para. 41". */
export interface Citation {
  readonly symbol: string
  /** "para. 41", "paras. 25 and 43", "annex II"; null where the whole document is cited. */
  readonly place: string | null
}

/** What a text cites. `unresolved` counts "Ibid." for which there was nothing before. */
export interface Citations {
  readonly citations: readonly Citation[]
  readonly unresolved: number
}

const SYMBOL =
  '(?:A|E|S|ST|HRI|CAT|CCPR|CEDAW|CERD|CED|CMW|CRC|CRPD|SPT|UNEP|FCCC)(?:/[A-Za-z0-9]+(?:[.–-][A-Za-z0-9]+)*(?:\\([A-Za-z0-9 ]{1,12}\\))?)+'
const NUMBER = '\\d+(?:\\.\\d+)*(?:\\s?\\([a-z]{1,4}\\))*'
const AND = '(?:\\s*[–—-]\\s*|,\\s+(?:and\\s+)?|\\s+(?:and|or|to|et|y|à|a|и)\\s+)'
const PLACE = `(?:(?:paras?|párrs?|par|пп?)\\.\\s*|paragraphs?\\s+|الفقرات?\\s+)${NUMBER}(?:${AND}(?:${NUMBER}|\\([a-z]{1,4}\\)))*|annex(?:\\s+[IVX]+)?|chap\\.\\s+[IVX\\d]+|sect\\.\\s+\\w+`
const CITED = new RegExp(
  `(?<![\\w/])(?:(${SYMBOL})|([Ii]bid\\.?|المرجع نفسه|там же))(?:\\s*\\(\\d{4}\\))?(?:((?:${AND}\\d+)+)(?=[.;,)\\s]|$))?(?:\\s*,\\s*(${PLACE}))?`,
  'gu',
)

/** The citations of a text in order. "Ibid." means the citation before it in the text, or else `before`. */
export function citationsIn(text: string, before: Citation | null): Citations {
  const citations: Citation[] = []
  let unresolved = 0
  for (const match of text.matchAll(CITED)) {
    const place = match[4]?.replaceAll(/\s+/g, ' ') ?? null
    const last = citations.at(-1) ?? before
    if (match[1] !== undefined) citations.push(...expand(match[1], match[3], place))
    else if (last === null) unresolved += 1
    else citations.push({ symbol: last.symbol, place: place ?? last.place })
  }
  return { citations, unresolved }
}

/** A citation as the model writes it. */
export function printed({ symbol, place }: Citation): string {
  return place === null ? symbol : `${symbol}, ${place}`
}

/** Symbols alone, in order, without their places. */
export function symbolsIn(text: string): string[] {
  return citationsIn(text, null).citations.map((citation) => citation.symbol)
}

// "CMW/C/SR.464 and 465" is two summary records. A slash without a figure ("CMW/CRC") is no symbol.
function expand(symbol: string, more: string | undefined, place: string | null): Citation[] {
  if (!/\d/.test(symbol)) return []
  const stem = /^(.*SR\.)\d+$/.exec(symbol)?.[1]
  const others = stem === undefined ? [] : [...(more ?? '').matchAll(/\d+/g)].map((match) => `${stem}${match[0]}`)
  return [symbol, ...others].map((each) => ({ symbol: each.replaceAll('–', '-'), place }))
}

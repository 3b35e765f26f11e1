/** Finds the documents that a text cites by symbol or as a resolution, with their paragraphs, and resolves each "Ibid.". */
import { placesIn } from './places.ts'
import { resolutionsIn } from './resolutions.ts'

/** A citation of a document: "CMW/C/AZE/CO/2, paras. 25 and 43" is one, with two places. */
export interface Citation {
  readonly symbol: string
  /** "para. 25", "para. 43", "annex II"; none where the whole document is cited. */
  readonly places: readonly string[]
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
const PLACE_BEHIND = new RegExp(`^\\s*,\\s*(${PLACE})`, 'u')

interface Found {
  readonly at: number
  /** Null for "Ibid.". */
  readonly symbols: readonly string[] | null
  readonly places: readonly string[]
}

/** The citations of a text in order. "Ibid." means the citation before it in the text, or else `before`. */
export function citationsIn(text: string, before: Citation | null): Citations {
  const citations: Citation[] = []
  let unresolved = 0
  for (const { symbols, places } of foundIn(text)) {
    const last = citations.at(-1) ?? before
    if (symbols !== null) citations.push(...symbols.map((symbol) => ({ symbol, places })))
    else if (last === null) unresolved += 1
    else citations.push({ symbol: last.symbol, places: places.length === 0 ? last.places : places })
  }
  return { citations, unresolved }
}

/** A citation as the model writes it, one string for each paragraph: "CMW/C/AZE/CO/2, para. 25", "CMW/C/AZE/CO/2, para. 43". */
export function printed({ symbol, places }: Citation): string[] {
  return places.length === 0 ? [symbol] : places.map((place) => `${symbol}, ${place}`)
}

/** Symbols printed in a text, in order, without their places. Resolutions are not among them. */
export function symbolsIn(text: string): string[] {
  return printedSymbols(text).flatMap(({ symbols }) => symbols ?? [])
}

function foundIn(text: string): Found[] {
  const resolutions = resolutionsIn(text).map(({ symbol, from, to }): Found => {
    const place = PLACE_BEHIND.exec(text.slice(to, to + 200))?.[1]
    return { at: from, symbols: [symbol], places: placesIn(place ?? '') }
  })
  return [...printedSymbols(text), ...resolutions].toSorted((one, other) => one.at - other.at)
}

function printedSymbols(text: string): Found[] {
  return [...text.matchAll(CITED)].map((match) => ({
    at: match.index,
    symbols: match[1] === undefined ? null : expand(match[1], match[3]),
    places: placesIn(match[4] ?? ''),
  }))
}

// "CMW/C/SR.464 and 465" is two summary records. A slash without a figure ("CMW/CRC") is no symbol.
function expand(symbol: string, more: string | undefined): string[] {
  if (!/\d/.test(symbol)) return []
  const stem = /^(.*SR\.)\d+$/.exec(symbol)?.[1]
  const others = stem === undefined ? [] : [...(more ?? '').matchAll(/\d+/g)].map((match) => `${stem}${match[0]}`)
  return [symbol, ...others].map((each) => each.replaceAll('–', '-'))
}

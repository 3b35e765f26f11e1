/** Finds resolutions that a text cites by number and gives them their symbol: "General Assembly resolution 68/268" is A/RES/68/268. */

/** A resolution, and where it stands in the text. */
export interface Resolution {
  readonly symbol: string
  readonly from: number
  readonly to: number
}

/** Each organ with the name that documents use, and how the symbol of its resolutions is made from the number. */
const ORGANS: readonly { readonly name: RegExp; readonly symbol: (number: string) => string }[] = [
  { name: /General Assembly|Assemblée générale|Asamblea General/g, symbol: (number) => `A/RES/${number}` },
  {
    name: /Human Rights Council|Conseil des droits de l.homme|Consejo de Derechos Humanos/g,
    symbol: (number) => `A/HRC/RES/${number}`,
  },
  {
    name: /Security Council|Conseil de sécurité|Consejo de Seguridad/g,
    symbol: (number) => `S/RES/${number}`,
  },
  { name: /Economic and Social Council|Conseil économique et social/g, symbol: (number) => `E/RES/${number}` },
]

const ONE = '(?:\\d{1,4}/\\d{1,3}(?!\\d|/)|\\d{3,4}\\s\\(\\d{4}\\))'
const CITED = new RegExp(
  `\\b(?:resolutions?|résolutions?|resoluci(?:ón|ones))\\s+(${ONE}(?:(?:,\\s+(?:and\\s+)?|\\s+(?:and|et|y)\\s+)${ONE})*)`,
  'giu',
)
// The organ stands before its resolution, in the same sentence at most so far away.
const REACH = 250

/** The resolutions of a text whose organ the text names, in order. */
export function resolutionsIn(text: string): Resolution[] {
  return [...text.matchAll(CITED)].flatMap((match) => {
    const organ = organOf(text, match.index, match.index + match[0].length)
    if (organ === null) return []
    const listAt = match.index + match[0].length - (match[1] ?? '').length
    return [...(match[1] ?? '').matchAll(new RegExp(ONE, 'g'))].map((number) => ({
      symbol: organ.symbol(number[0]),
      from: listAt + number.index,
      to: listAt + number.index + number[0].length,
    }))
  })
}

function organOf(text: string, from: number, to: number) {
  const before = text.slice(Math.max(0, from - REACH), from)
  const sentence = before.slice(before.search(/[^.;]*$/))
  const behind =
    /^\s+of\s+the\s+[^.;,]{0,40}|^\s+(?:de\s+l.|du|de\s+la|del)\s*[^.;,]{0,40}/.exec(text.slice(to, to + 80))?.[0] ?? ''
  return nearest(sentence, 'last') ?? nearest(behind, 'first')
}

function nearest(text: string, which: 'first' | 'last') {
  const found = ORGANS.flatMap((organ) => [...text.matchAll(organ.name)].map((match) => ({ organ, at: match.index })))
  const sorted = found.toSorted((one, other) => one.at - other.at)
  return (which === 'last' ? sorted.at(-1) : sorted[0])?.organ ?? null
}

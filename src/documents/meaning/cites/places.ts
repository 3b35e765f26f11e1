/** Reads the places of a citation, each by itself: "paras. 12–14 and 20 (b)" gives "para. 12", "para. 13", "para. 14", "para. 20 (b)". */

const PARAGRAPHS = /^(?:(?:paras?|párrs?|par|пп?)\.\s*|paragraphs?\s+|الفقرات?\s+)/u
const PART = /(\d+(?:\.\d+)*)((?:\s?\([a-z]{1,4}\))*)|((?:\s?\([a-z]{1,4}\))+)/g
const RANGE = /^\s*(?:[–—-]|to|à|a)\s*$/
// A longer range is one place as printed: nobody means each of its paragraphs.
const LONGEST_RANGE = 100

interface Step {
  readonly number: string
  /** " (a) (i)", or nothing. */
  readonly steps: string
}

/** The places that the words behind a symbol name; "annex II" and the like stay as they are. */
export function placesIn(words: string): string[] {
  const plain = words.replaceAll(/\s+/g, ' ').trim()
  const list = PARAGRAPHS.exec(plain)?.[0]
  if (list === undefined) return plain === '' ? [] : [plain]
  const numbers = readNumbers(plain.slice(list.length))
  return numbers === null ? [plain] : numbers.map(({ number, steps }) => `para. ${number}${steps}`)
}

function readNumbers(text: string): Step[] | null {
  const found: Step[] = []
  let readUpTo = 0
  for (const match of text.matchAll(PART)) {
    const last = found.at(-1)
    const isRange = last !== undefined && RANGE.test(text.slice(readUpTo, match.index))
    const here = stepOf(match, last)
    const between = isRange ? upTo(last, here) : [here]
    if (between === null) return null
    found.push(...between)
    readUpTo = match.index + match[0].length
  }
  return found
}

// "(b)" behind "20 (a)" is 20 (b).
function stepOf(match: RegExpMatchArray, last: Step | undefined): Step {
  if (match[1] !== undefined) return { number: match[1], steps: spaced(match[2] ?? '') }
  return { number: last?.number ?? '', steps: `${spaced(match[3] ?? '')}` }
}

function spaced(steps: string): string {
  return steps.replaceAll(/\s?\(/g, ' (')
}

function upTo(from: Step, to: Step): Step[] | null {
  if (from.number === to.number) return lettersUpTo(from, to)
  const [, stem, first] = /^(.*?)(\d+)$/.exec(from.number) ?? []
  const [, otherStem, last] = /^(.*?)(\d+)$/.exec(to.number) ?? []
  const count = Number(last) - Number(first)
  // "141.97–99" goes on in the same paragraph.
  if (otherStem !== stem && otherStem !== '') return [to]
  if (count > LONGEST_RANGE) return null
  if (!(count > 0)) return [to]
  return Array.from({ length: count }, (_, index) => ({
    number: `${stem}${Number(first) + index + 1}`,
    steps: index === count - 1 ? to.steps : '',
  }))
}

function lettersUpTo(from: Step, to: Step): Step[] {
  const [, before, first] = /^(.*)\(([a-z])\)$/.exec(from.steps) ?? []
  const last = /\(([a-z])\)$/.exec(to.steps)?.[1]
  const count = (last?.charCodeAt(0) ?? 0) - (first?.charCodeAt(0) ?? 0)
  if (first === undefined || last === undefined || count <= 0) return [to]
  return Array.from({ length: count }, (_, index) => ({
    number: to.number,
    steps: `${before}(${String.fromCharCode(first.charCodeAt(0) + index + 1)})`,
  }))
}

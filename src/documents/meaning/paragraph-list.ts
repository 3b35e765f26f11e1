/** Reads lists of paragraph numbers: "paragraphs 12 (a), 14 (b) and (c), 27 (health) and 30 above" gives 12(a), 14(b), 14(c), 27, 30. */

const WORD = /(?:\bparagraphs?|\bparas?\.|\bparagraphes?|\bpárrafos?|пункт\p{L}*|الفقر(?:ة|ات|تين))\s*(?=\d)/giu
// French and Spanish print “5 a)”. A word in brackets tells what a paragraph is about: “9 (a) (tax)”.
const STEP = /^\s*\(?(x{0,3}(?:ix|iv|v?i{0,3})(?<=[ivx])|([a-z])\2?)\)/
const NUMBER =
  /^\s*(\d{1,3})(?!\d|\.\d|\s+(?:years?|months?|days|January|February|March|April|May|June|July|August|September|October|November|December))/
const RANGE = /^\s*(?:[–—-]|to\b)\s*/
const LINK =
  /^(?:\s*[,;]\s*(?:and\s+)?|\s+(?:and|et|y|и|or|as well as|و)\s*)(?:(?:in\s+)?(?:paragraphs?|paras?\.)\s+)?/i
// What a paragraph is about, in brackets behind its number, or after "on": it is skipped.
const ABOUT =
  /^\s*(?:\((?![a-z]{1,2}\))[^()]*(?:\([^()]*\)[^()]*)*\)|,?\s+(?:on|concerning|regarding|relating to)\s+[^,;.0-9]+(?=[,;]|\s+and\s+\d))/

/** The paragraphs and items that a sentence lists, as addresses, each once. */
export function paragraphNumbersIn(sentence: string): string[] {
  const found: string[] = []
  for (const word of sentence.matchAll(WORD)) found.push(...readList(sentence.slice(word.index + word[0].length)))
  return [...new Set(found)]
}

function readList(text: string): string[] {
  const list: string[] = []
  let rest = text
  let stem = ''
  let ranged = false
  for (let guard = 0; guard < 200; guard++) {
    const number = NUMBER.exec(rest)
    const step = number === null ? STEP.exec(rest) : null
    const match = number ?? step
    if (match === null || (step !== null && stem === '')) break
    rest = rest.slice(match[0].length)
    if (number?.[1] !== undefined) {
      list.push(...(ranged ? between(stem, number[1]) : [number[1]]))
      stem = number[1]
    } else list.push(...itemsUpTo(list, `${stem}(${step?.[1]})`, ranged))
    rest = takeSteps(rest, list)
    rest = rest.replace(ABOUT, '')
    const range = RANGE.exec(rest)
    const link = range ?? LINK.exec(rest)
    if (link === null) break
    ranged = range !== null
    rest = rest.slice(link[0].length)
  }
  return list
}

// "12 (a)": the step belongs to the number before it, and takes its place. "12 (a) (i)" goes one deeper.
function takeSteps(text: string, list: string[]): string {
  let rest = text
  for (let step = STEP.exec(rest); step !== null; step = STEP.exec(rest)) {
    const last = list.pop() ?? ''
    list.push(`${last}(${step[1]})`)
    rest = rest.slice(step[0].length)
  }
  return rest
}

function between(from: string, to: string): string[] {
  const count = Number(to) - Number(from)
  return count > 0 && count < 100 ? Array.from({ length: count }, (_, index) => String(Number(from) + index + 1)) : [to]
}

// "14 (a)–(c)" names (b) too.
function itemsUpTo(list: readonly string[], id: string, ranged: boolean): string[] {
  const from = /\(([a-z])\)$/.exec(list.at(-1) ?? '')?.[1]?.charCodeAt(0)
  const to = /\(([a-z])\)$/.exec(id)?.[1]?.charCodeAt(0)
  if (!ranged || from === undefined || to === undefined || to <= from) return [id]
  return Array.from({ length: to - from }, (_, index) =>
    id.replace(/\([a-z]\)$/, `(${String.fromCharCode(from + index + 1)})`),
  )
}

/** Refused texts: each shape and word once, none so short that it refuses what people write every day. */
import type { PackParts } from './load.ts'
import { foldWords, LEAST_DIGITS } from './refused-text.ts'
import type { Report } from './reporter.ts'

/** A beginning of words takes in more than a word does: it is longer. */
const LEAST_LETTERS = { word: 3, beginning: 4 }

/** Reports shapes that any house number has, words that are none, and what stands twice. */
export function checkRefusedTexts(parts: PackParts, report: Report): void {
  const { file, content } = parts.refusedTexts
  if (content === null) return
  const seen = new Set<string>()
  const once = (row: string, key: string) => {
    if (seen.has(key)) report(file, row, 'It stands twice.')
    seen.add(key)
  }
  for (const { name, shape } of content.documentNumbers) {
    once(name, shape)
    if (shape.replaceAll(/[^#]/g, '').length < LEAST_DIGITS)
      report(file, name, `It has fewer than ${LEAST_DIGITS} digits: a house number or a year would be refused.`)
  }
  for (const { language, words } of content.statusWords)
    for (const word of words) {
      once(`${language} ${word}`, `${language} ${foldWords(word)}`)
      const least = LEAST_LETTERS[word.endsWith('*') ? 'beginning' : 'word']
      if (foldWords(word).length < least) report(file, `${language} ${word}`, `It has fewer than ${least} letters.`)
    }
}

/**
 * `refused-texts.yaml`: what free text must not hold where a procedure keeps no papers and no status: numbers as the
 * State's documents have them, and words of status in the languages people write. Data is shapes and words, never
 * patterns: whatever a pack says, the search stays linear.
 */
import { z } from 'zod'

/** What a procedure may refuse in text. */
export type RefusedKind = 'document-number' | 'status-words'

/** `@` a letter, `#` a digit, a space where people put a space, a dash or nothing; a capital letter stands for itself. */
const Shape = z
  .string()
  .max(30)
  .regex(/^[A-Z@# ]+$/, 'A shape has @ for a letter, # for a digit, spaces, and capital letters for themselves')

export const DocumentNumber = z.strictObject({ name: z.string().min(1), shape: Shape })

/** A word or words; `visa*` also with whatever is written on to it. */
const Word = z.string().max(60)

export const StatusWords = z.strictObject({ language: z.string().regex(/^[a-z]{2,3}$/), words: z.array(Word).min(1) })

export const RefusedTexts = z.strictObject({
  documentNumbers: z.array(DocumentNumber).default([]),
  statusWords: z.array(StatusWords).default([]),
})
export type RefusedTexts = z.infer<typeof RefusedTexts>

/** Whether a text holds what is refused; made once for a pack, asked of every text. */
export type IsRefusedText = (kind: RefusedKind, text: string) => boolean

/** Makes the question of the pack's shapes and words. */
export function refusedTextsOf({ documentNumbers, statusWords }: RefusedTexts): IsRefusedText {
  const numbers = documentNumbers.map(({ shape }) => patternOf(shape))
  const words = statusWords.flatMap((of) => of.words.map(searched))
  return (kind, text) => {
    if (kind === 'document-number') return numbers.some((number) => number.test(text.normalize('NFKC')))
    const folded = ` ${foldWords(text)} `
    return words.some((word) => folded.includes(word))
  }
}

/** Fewer digits than this are a house number or a year. */
export const LEAST_DIGITS = 5

/** A whole run of letters and digits; each part is of a fixed length, so that nothing is tried twice. */
function patternOf(shape: string): RegExp {
  const parts = [...shape].map((one) => {
    if (one === '@') return '\\p{L}'
    if (one === '#') return '\\p{Nd}'
    // The sign № is "No" by now.
    return one === ' ' ? '(?:[\\s.:\\-–/]|no){0,4}' : one
  })
  return new RegExp(`(?<![\\p{L}\\p{Nd}])${parts.join('')}(?![\\p{L}\\p{Nd}])`, 'iu')
}

function searched(word: string): string {
  return word.endsWith('*') ? ` ${foldWords(word)}` : ` ${foldWords(word)} `
}

/** Words alone, without case and marks, so that `VİZA`, `viza` and `vıza` are one. */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim()
}

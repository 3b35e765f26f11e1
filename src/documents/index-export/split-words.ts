/**
 * Mends words that scanning has split ("Com mittee"). Two pieces are joined only where the whole is a word of this very
 * export, or of every such document, and one piece is a word nowhere else. Each joint is told as a doubt.
 */

/** Words that every document of these bodies holds, so that a short export can be mended too. */
const COMMON =
  'committee recommends recommendation recommendations government governments migrant migrants workers families members children women ' +
  'rights measures discrimination education legislation violence protection implementation particular provide national ' +
  'including ensure ensuring strengthen adopt convention access justice information persons situation international ' +
  'employment trafficking detention refugees asylum disabilities indigenous minorities adequate resources effective'

const OWN_WORD = 5

/** How often each word stands in the texts. */
export function countWords(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of COMMON.split(' ')) counts.set(word, OWN_WORD)
  for (const text of texts) {
    for (const [word] of text.matchAll(/\p{L}+/gu)) {
      const key = word.toLowerCase()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return counts
}

/** The text with its split words whole, and those words. */
export function joinSplitWords(text: string, counts: ReadonlyMap<string, number>): { text: string; joined: string[] } {
  const joined: string[] = []
  const whole = text.replace(/(?<!\p{L})(\p{L}+) (?=(\p{Ll}+)(?!\p{L}))/gu, (piece, first: string, second: string) => {
    if (!belongTogether(first, second, counts)) return piece
    joined.push(first + second)
    return first
  })
  return { text: whole, joined }
}

function belongTogether(first: string, second: string, counts: ReadonlyMap<string, number>): boolean {
  const times = (word: string) => counts.get(word.toLowerCase()) ?? 0
  if (first.length + second.length < 6 || times(first + second) < OWN_WORD) return false
  return times(first) <= 1 || times(second) <= 1
}

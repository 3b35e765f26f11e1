/**
 * Reads reports of the Working Group on the Universal Periodic Review: what other States recommended stands as numbered items
 * ("141.97") below the paragraph that says how the State answered; all else tells how the review went.
 */
import type { KindReading } from './kind.ts'
import type { OutlineParagraph } from './outline.ts'
import { type Requests, textOf } from './requests.ts'

// Items of these reports end with the State that recommends, in brackets; delegations and documents are listed with letters.
const RECOMMENDS = /\([^()]{3,}(?:\([^()]*\)[^()]*)*\)\s*[;.,:]?\s*$/
const SYMBOL = /\([A-Z]+\/[^()]*\)/
const SPEAKS_OF_RECOMMENDATIONS = /recommend|recomendaci|рекоменд|توصي/i

/** The numbered items of a paragraph that lists recommendations, supported or noted alike. */
export function reviewRequests(paragraph: OutlineParagraph): Requests {
  const intro = textOf(paragraph.parts)
  const items = paragraph.parts.filter((part) => part.is === 'item')
  const lists =
    SPEAKS_OF_RECOMMENDATIONS.test(intro) || items.some((item) => item.id.includes('.') && RECOMMENDS.test(item.text))
  const numbered = items.filter(
    (item, index) => item.id.includes('.') && !items[index + 1]?.id.startsWith(`${item.id}(`),
  )
  // The first reviews lettered some of their lists.
  const lettered = numbered.length === 0 && items.every((item) => RECOMMENDS.test(item.text) && !SYMBOL.test(item.text))
  return { leaves: !lists ? [] : lettered ? items : numbered, rest: [intro] }
}

export function reviewKind(requests: Requests): KindReading {
  return { kind: requests.leaves.length > 0 ? 'recommendation' : 'procedural', doubt: null }
}

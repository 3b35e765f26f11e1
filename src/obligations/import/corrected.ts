/** Which pieces of a draft stand otherwise than they were read: a person has corrected them. Pure. */
import type { UnDocument } from '../../documents/index.ts'

/** Addresses of the pieces whose words, kind, place or meaning a person has changed. */
export function correctedPlaces(read: UnDocument, model: UnDocument): ReadonlySet<string> {
  const before = piecesOf(read)
  return new Set([...piecesOf(model)].filter(([at, piece]) => before.get(at) !== piece).map(([at]) => at))
}

function piecesOf({ paragraphs, recommendations }: UnDocument): ReadonlyMap<string, string> {
  const asked = new Set(recommendations.map(({ id }) => id))
  return new Map(
    paragraphs.flatMap(({ number, kind, section, heading, text, items }): [string, string][] => [
      [number, JSON.stringify([kind, section, heading, text, asked.has(number)])],
      ...items.map((item): [string, string] => [item.id, JSON.stringify([item.text, asked.has(item.id)])]),
    ]),
  )
}

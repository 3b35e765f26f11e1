/** The document that results when a person accepts some lines of a diff and leaves the others. Pure. */

import { UnDocument } from '../../documents/index.ts'
import { StepRefused } from '../../store/index.ts'
import { alignDocuments, alignItems, type Entry, type ItemPart, type ParagraphPart } from './align.ts'
import { diffDocuments, fieldLineId, fieldsThatDiffer, itemLineId, paragraphLineId } from './diff.ts'

/**
 * All lines accepted give `after`, none gives `before`. Refuses ids that the diff does not hold: the saved document has
 * changed since the lines were shown. The result may not hold together (an accepted new 13 beside the old 13 that was
 * to become 14); `refuseBroken` finds that out.
 */
export function mergeLines(before: UnDocument, after: UnDocument, accepted: readonly string[]): UnDocument {
  const known = new Set(diffDocuments(before, after).map(({ id }) => id))
  if (accepted.some((id) => !known.has(id))) throw new StepRefused('lines-changed')
  const taken = new Set(accepted)
  const paragraphs = alignDocuments(before, after).flatMap((entry) => mergeParagraph(entry, taken, known))
  return UnDocument.parse({
    ...before,
    ...Object.fromEntries(
      fieldsThatDiffer(before, after)
        .filter((field) => taken.has(fieldLineId(field)))
        .map((field) => [field, after[field]]),
    ),
    paragraphs: paragraphs.map(({ head, items }) => ({ ...head, items: items.map(({ id, text }) => ({ id, text })) })),
    recommendations: paragraphs.flatMap(({ head, asks, items }) =>
      [{ id: head.number, asks }, ...items].flatMap((one) =>
        one.asks === null ? [] : [{ id: one.id, text: one.asks }],
      ),
    ),
  })
}

function mergeParagraph(
  entry: Entry<ParagraphPart>,
  taken: ReadonlySet<string>,
  known: ReadonlySet<string>,
): ParagraphPart[] {
  const id = paragraphLineId(entry)
  return choose(entry, taken.has(id) || !known.has(id)).map((part) => ({
    ...part,
    items:
      entry.before === null || entry.after === null
        ? part.items
        : alignItems(entry.before, entry.after)
            .flatMap((item) => choose(item, taken.has(itemLineId(item)) || !known.has(itemLineId(item))))
            .map((item): ItemPart => ({ ...item, id: `${part.address}${item.address}` })),
  }))
}

/** What stands in this place: nothing, the old piece or the new one. */
function choose<Part>({ before, after, place }: Entry<Part>, accepted: boolean): Part[] {
  const chosen = accepted ? after : before
  if (chosen === null || (place === 'old' && accepted) || (place === 'new' && !accepted)) return []
  return [chosen]
}

/**
 * Two documents side by side: each paragraph and item of the old one beside what it has become. The order is that of
 * both documents; a piece that has changed places stands twice, where it was and where it is now.
 */
import { diffArrays } from 'diff'
import type { Paragraph, UnDocument } from '../../documents/index.ts'
import { matchPieces, type Piece } from './match.ts'

/** An item, with what it asks for. Its `address` is relative to the paragraph ("(c)(iii)"), so that both move together. */
export interface ItemPart extends Piece {
  readonly id: string
  /** The text of the recommendation that stands on it; null where it asks for nothing. */
  readonly asks: string | null
}

/** A paragraph without its items, with what it asks for. */
export interface ParagraphPart extends Piece {
  readonly head: Omit<Paragraph, 'items'>
  readonly asks: string | null
  readonly items: readonly ItemPart[]
}

/** One place in both documents. `place` tells where a piece that has changed places stands in this entry. */
export interface Entry<Part> {
  readonly before: Part | null
  readonly after: Part | null
  readonly place: 'both' | 'old' | 'new'
}

/** The paragraphs of both documents. */
export function alignDocuments(before: UnDocument, after: UnDocument): readonly Entry<ParagraphPart>[] {
  const [old, now] = [partsOf(before), partsOf(after)]
  return align(old, now, matchPieces(old.map(wholeText), now.map(wholeText)))
}

/** The items of a paragraph that stands in both documents. */
export function alignItems(before: ParagraphPart, after: ParagraphPart): readonly Entry<ItemPart>[] {
  return align(before.items, after.items, matchPieces(before.items, after.items))
}

/** The words of a paragraph with its items: two paragraphs that begin alike are not the same. */
export function wholeText({ address, text, items }: ParagraphPart): Piece {
  return { address, text: [text, ...items.map((item) => item.text)].join('\n') }
}

function partsOf({ paragraphs, recommendations }: UnDocument): ParagraphPart[] {
  const asks = new Map(recommendations.map(({ id, text }) => [id, text]))
  return paragraphs.map(({ items, ...head }) => ({
    address: head.number,
    text: head.text,
    head,
    asks: asks.get(head.number) ?? null,
    items: items.map(({ id, text }) => ({
      address: id.startsWith(head.number) ? id.slice(head.number.length) : id,
      id,
      text,
      asks: asks.get(id) ?? null,
    })),
  }))
}

/** Merges both sequences. A pair has one key; a key that the sequences hold in another order comes up twice. */
function align<Part>(
  before: readonly Part[],
  after: readonly Part[],
  pairs: ReadonlyMap<number, number>,
): readonly Entry<Part>[] {
  const pairOf = new Map([...pairs].map(([now, old]) => [old, now]))
  const oldKeys = before.map((_, index) => index)
  const nowKeys = after.map((_, index) => pairs.get(index) ?? -1 - index) // below zero: not in the old document
  return diffArrays(oldKeys, nowKeys).flatMap(({ value, added, removed }) =>
    value.map((key): Entry<Part> => {
      const now = key < 0 ? -1 - key : pairOf.get(key)
      return {
        before: before[key] ?? null,
        after: now === undefined ? null : (after[now] ?? null),
        place: key < 0 || now === undefined || !(added || removed) ? 'both' : added ? 'new' : 'old',
      }
    }),
  )
}

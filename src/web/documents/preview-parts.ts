/** A document cut into parts that are light pages each, however long it is: piece by piece, so that no paragraph makes one heavy. Pure. */
import type { Paragraph, UnDocument } from '../../documents/index.ts'

/** A paragraph's own words, or one of its items. */
export interface Piece {
  readonly at: string
  readonly text: string
  /** Of a paragraph; items have none. */
  readonly kind: Paragraph['kind'] | null
  /** The paragraph that it begins or belongs to. */
  readonly paragraph: Paragraph
}

export interface Parts {
  readonly list: readonly (readonly Piece[])[]
  /** Whether the document has such a piece. */
  readonly has: (at: string) => boolean
  /** The number of the part that a piece stands in, from 1; the first where there is no such piece. */
  readonly partOf: (at: string) => number
}

/** Bytes of a part. The first stands under all that is said of the document, and is lighter. */
const FIRST_PART = 20_000
const PART = 60_000
/** Bytes that a piece and a doubt cost besides their words. */
const PIECE = 700
const DOUBT = 900

/** Characters of a piece and of a doubt that are shown here; all of them stand on the page where it is corrected. */
export const SHOWN_TEXT = 3000
export const SHOWN_DOUBT = 300
/** Doubts shown at one piece; it is looked at and settled as a whole. */
export const DOUBTS_HERE = 8

/** Cuts the document into parts; an empty one has one, which is empty. */
export function partsOf({ paragraphs, doubts }: Pick<UnDocument, 'paragraphs' | 'doubts'>): Parts {
  const doubted = Map.groupBy(doubts, ({ at }) => at)
  const list: Piece[][] = [[]]
  const places = new Map<string, number>()
  let left = FIRST_PART
  for (const piece of paragraphs.flatMap(piecesOf)) {
    const own = weightOf(piece.text, SHOWN_TEXT) + PIECE + headingWeight(piece)
    const weight = (doubted.get(piece.at) ?? [])
      .slice(0, DOUBTS_HERE)
      .reduce((sum, { what }) => sum + weightOf(what, SHOWN_DOUBT) + DOUBT, own)
    if (weight > left && list.at(-1)?.length !== 0) {
      list.push([])
      left = PART
    }
    left -= weight
    list.at(-1)?.push(piece)
    if (!places.has(piece.at)) places.set(piece.at, list.length)
  }
  return { list, has: (at) => places.has(at), partOf: (at) => places.get(at) ?? 1 }
}

function piecesOf(paragraph: Paragraph): Piece[] {
  const { number, text, kind, items } = paragraph
  return [
    { at: number, text, kind, paragraph },
    ...items.map((item): Piece => ({ at: item.id, text: item.text, kind: null, paragraph })),
  ]
}

function headingWeight({ kind, paragraph }: Piece): number {
  return kind === null ? 0 : weightOf(paragraph.heading ?? '', SHOWN_DOUBT)
}

/** Bytes of the words that are shown, as they stand in HTML. */
function weightOf(text: string, shown: number): number {
  const cut = text.slice(0, shown)
  return Buffer.byteLength(cut) + 5 * (cut.match(/["'&<>]/g)?.length ?? 0)
}

/** The beginning of what is too long to be shown whole. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()} …` : text
}

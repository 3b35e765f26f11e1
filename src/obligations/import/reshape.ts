/** Splitting and joining the pieces of a document: introductory words, items, whole paragraphs. */

import type { Paragraph, UnDocument } from '../../documents/index.ts'
import { Invalid } from '../../store/index.ts'
import { liesIn, paragraphOf, readdress } from './address.ts'

interface Split {
  readonly at: string
  readonly position: number
  readonly into: string
}

/**
 * Cuts the piece's text at `position`. The rest becomes the item `into` right behind it, or, where `into` is a number,
 * a paragraph of its own, which takes with it the items that follow the cut.
 */
export function splitPiece(model: UnDocument, split: Split): UnDocument {
  const paragraph = paragraphAt(model, split.at)
  const [kept, rest] = cut(textAt(paragraph, split.at), split.position)
  const isParagraph = paragraphOf(split.into) === split.into
  const pieces = isParagraph ? intoParagraphs(paragraph, split, kept, rest) : [intoItem(paragraph, split, kept, rest)]
  // Items that go along take with them what is asked in them and the notes that stand at them.
  const place = (address: string) =>
    isParagraph && address !== split.at ? readdress(address, split.at, split.into) : address
  return {
    ...model,
    paragraphs: model.paragraphs.flatMap((one) => (one === paragraph ? pieces : [one])),
    recommendations: model.recommendations.flatMap((one) =>
      // Both halves of what asked for something ask, until a person says otherwise.
      one.id === split.at
        ? [
            { id: split.at, text: kept },
            { id: split.into, text: rest },
          ]
        : [{ ...one, id: place(one.id) }],
    ),
    footnotes: model.footnotes.map((note) => ({ ...note, at: place(note.at) })),
    doubts: model.doubts.map((doubt) => ({ ...doubt, at: place(doubt.at) })),
  }
}

/** Joins the piece at `at` to the one before it. What lay in it comes along only where that is another paragraph. */
export function joinPieces(model: UnDocument, at: string): UnDocument {
  const paragraph = paragraphAt(model, at)
  return paragraph.number === at ? joinParagraphs(model, paragraph) : joinItem(model, paragraph, at)
}

function intoItem(paragraph: Paragraph, split: Split, kept: string, rest: string): Paragraph {
  const item = { id: split.into, text: rest }
  if (paragraph.number === split.at) return { ...paragraph, text: kept, items: [item, ...paragraph.items] }
  const items = paragraph.items.flatMap((one) => (one.id === split.at ? [{ ...one, text: kept }, item] : [one]))
  return { ...paragraph, items }
}

function intoParagraphs(paragraph: Paragraph, split: Split, kept: string, rest: string): Paragraph[] {
  if (paragraph.number !== split.at) throw refusal('into', 'address-of-other-kind', split.into)
  const items = paragraph.items.map(({ id, text }) => ({ id: split.into + id.slice(paragraph.number.length), text }))
  return [
    { ...paragraph, text: kept, items: [] },
    { ...paragraph, number: split.into, heading: null, text: rest, items },
  ]
}

function joinItem(model: UnDocument, paragraph: Paragraph, at: string): UnDocument {
  const index = paragraph.items.findIndex(({ id }) => id === at)
  const previous = paragraph.items[index - 1]
  const joined = joinTexts(previous?.text ?? paragraph.text, textAt(paragraph, at))
  const items = paragraph.items
    .filter(({ id }) => id !== at)
    .map((one) => (one.id === previous?.id ? { ...one, text: joined } : one))
  const changed = { ...paragraph, text: previous === undefined ? joined : paragraph.text, items }
  return withRecommendation(replaceParagraph(model, paragraph, [changed]), previous?.id ?? paragraph.number, at, joined)
}

function joinParagraphs(model: UnDocument, paragraph: Paragraph): UnDocument {
  const previous = model.paragraphs[model.paragraphs.indexOf(paragraph) - 1]
  if (previous === undefined) throw refusal('at', 'nothing-before', paragraph.number)
  if (previous.items.length > 0 || paragraph.items.length > 0) throw refusal('at', 'items-between', paragraph.number)
  const joined: Paragraph = {
    ...previous,
    text: joinTexts(previous.text, paragraph.text),
    footnotes: [...previous.footnotes, ...paragraph.footnotes],
    cites: joinCites(previous.cites, paragraph.cites),
  }
  const without = replaceParagraph(replaceParagraph(model, paragraph, []), previous, [joined])
  const footnotes = without.footnotes.map((note) =>
    note.at === paragraph.number ? { ...note, at: previous.number } : note,
  )
  return withRecommendation({ ...without, footnotes }, previous.number, paragraph.number, joined.text)
}

/** The joined piece asks for something where either half did. */
function withRecommendation(model: UnDocument, kept: string, gone: string, text: string): UnDocument {
  const asked = model.recommendations.some(({ id }) => id === kept)
  const recommendations = model.recommendations.flatMap((one) => {
    if (one.id === kept) return [{ ...one, text }]
    if (one.id === gone) return asked ? [] : [{ id: kept, text }]
    return [one]
  })
  return { ...model, recommendations }
}

function replaceParagraph(model: UnDocument, old: Paragraph, by: readonly Paragraph[]): UnDocument {
  return { ...model, paragraphs: model.paragraphs.flatMap((one) => (one.number === old.number ? by : [one])) }
}

function joinCites(first: Paragraph['cites'], second: Paragraph['cites']): Paragraph['cites'] {
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])]
  return {
    articles: union(first.articles, second.articles),
    sdgTargets: union(first.sdgTargets, second.sdgTargets),
    generalComments: union(first.generalComments, second.generalComments),
    documents: union(first.documents, second.documents),
    instruments: union(first.instruments, second.instruments),
  }
}

function paragraphAt(model: UnDocument, at: string): Paragraph {
  const found = model.paragraphs.find(
    ({ number, items }) => liesIn(at, number) && (number === at || items.some(({ id }) => id === at)),
  )
  if (found === undefined) throw refusal('at', 'no-such-address', at)
  return found
}

function textAt(paragraph: Paragraph, at: string): string {
  return paragraph.number === at ? paragraph.text : (paragraph.items.find(({ id }) => id === at)?.text ?? '')
}

function cut(text: string, position: number): [string, string] {
  const halves: [string, string] = [text.slice(0, position).trim(), text.slice(position).trim()]
  if (halves.some((half) => half === '')) throw new Invalid([{ field: 'position', rule: 'nothing-to-split' }])
  return halves
}

function joinTexts(first: string, second: string): string {
  return [first, second].filter((text) => text !== '').join(' ')
}

function refusal(field: string, rule: string, address: string): Invalid {
  return new Invalid([{ field, rule, data: { address } }])
}

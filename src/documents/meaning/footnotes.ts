/** Footnotes: where each is marked, and which documents it means once every "Ibid." is resolved. */
import type { z } from 'zod'
import type { Doubt, Footnote } from '../model.ts'
import type { SourceNote } from '../source.ts'
import { type Citation, citationsIn, printed } from './cites/index.ts'
import type { Outline, Passage } from './outline.ts'

type Note = z.infer<typeof Footnote>

/** A footnote with its citations still in parts. */
export interface ResolvedNote extends Note {
  readonly citations: readonly Citation[]
}

/** A mark of a footnote, in reading order, with the address that carries it. */
interface Place {
  readonly label: string
  readonly at: string
}

/** Joins marks and notes in reading order. "Ibid." means the footnote before, never a symbol that stands in the text between. */
export function footnotesOf(
  outline: Outline,
  notes: readonly SourceNote[],
): { notes: ResolvedNote[]; doubts: z.infer<typeof Doubt>[] } {
  const doubts: z.infer<typeof Doubt>[] = []
  const places = placesOf(outline)
  const resolved: ResolvedNote[] = []
  let before: readonly Citation[] = []
  for (const { note, at } of inOrder(notes, places, doubts)) {
    const { citations, unresolved } = citationsIn(note.text, before.at(-1) ?? null)
    if (unresolved > 0)
      doubts.push({ at, what: `Footnote ${note.label} says “Ibid.”, and no document is cited before it.` })
    const meant = new Set(before.map(({ symbol }) => symbol)).size
    if (/^ibid/i.test(note.text) && meant > 1) {
      doubts.push({
        at,
        what: `Footnote ${note.label} says “Ibid.” after a footnote that cites ${meant} documents; the last was taken.`,
      })
    }
    resolved.push({
      label: note.label,
      at,
      text: note.text,
      resolvesTo: [...new Set(citations.flatMap(printed))],
      citations,
    })
    // The note to the title tells the session; it is no source that could be meant again.
    if (at !== 'title') before = citations
  }
  return { notes: resolved, doubts }
}

function inOrder(
  notes: readonly SourceNote[],
  places: readonly Place[],
  doubts: z.infer<typeof Doubt>[],
): { note: SourceNote; at: string }[] {
  const left = [...places]
  const placed = notes.map((note) => {
    const index = left.findIndex((place) => place.label === note.label)
    const place = index === -1 ? undefined : left.splice(index, 1)[0]
    if (place === undefined && note.label !== '*')
      doubts.push({ at: 'unmarked', what: `Footnote ${note.label} is not marked anywhere in the text.` })
    return { note, at: place?.at ?? (note.label.startsWith('*') ? 'title' : 'unmarked') }
  })
  const known = new Set(notes.map((note) => note.label))
  for (const place of left) {
    if (!known.has(place.label))
      doubts.push({ at: place.at, what: `The mark of footnote ${place.label} has no footnote.` })
  }
  return placed
}

function placesOf(outline: Outline): Place[] {
  const marked = (passage: Passage, at: string) => passage.marks.map((mark) => ({ label: mark.label, at }))
  return [
    ...outline.titleBlock.flatMap((passage) => marked(passage, 'title')),
    ...outline.headings.flatMap((heading) => marked(heading, heading.section ?? 'title')),
    ...outline.paragraphs.flatMap((paragraph) =>
      paragraph.parts.flatMap((part) => marked(part, part.is === 'item' ? part.id : paragraph.number)),
    ),
  ]
}

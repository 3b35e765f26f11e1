/**
 * What people write in a report. Everything else in it is drawn from the store when it is shown, so that no figure,
 * date or title is typed twice.
 */
import { z } from 'zod'

/** Paragraphs parted by an empty line; "[note: …]" makes a footnote where it stands. */
const Prose = z.string().max(60_000).default('')

export const AnswerContent = z.strictObject({
  /** What was done, beyond the list of measures. */
  measuresTaken: Prose,
  /** What is still missing and why, beyond the gaps that the system names. */
  remainingGap: Prose,
  /** Answers to what the document asks the next report to hold, by the element's words. */
  elements: z.record(z.string().min(1), Prose).default({}),
})
export type AnswerContent = z.infer<typeof AnswerContent>

export const ReportContent = z.strictObject({
  /** The symbol that the United Nations secretariat has given; empty until then. */
  symbol: z.string().max(60).default(''),
  introduction: Prose,
  methodology: Prose,
  /** By code of the obligation. */
  answers: z.record(z.string().min(1), AnswerContent).default({}),
  /** An annex stands outside the word limit, but is not translated by the United Nations. */
  indicatorTables: z.enum(['body', 'annex']).default('body'),
})
export type ReportContent = z.infer<typeof ReportContent>

/** The content of a report that nobody has written in yet. */
export const EMPTY_CONTENT: ReportContent = ReportContent.parse({})

/** A piece of a paragraph: words, or a footnote that stands after them. */
export type ProsePiece = { readonly text: string } | { readonly note: string }

/** Paragraphs of what a person typed, each in pieces. No-break spaces become spaces: word processors differ on them. */
export function paragraphsOf(prose: string): readonly (readonly ProsePiece[])[] {
  return prose
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => cleanText(paragraph))
    .filter((paragraph) => paragraph !== '')
    .map(piecesOf)
}

/** One line of plain text: white space made single, characters that XML forbids taken out. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN_IN_XML, '').replace(/\s+/g, ' ').trim()
}

/** XML 1.0, section 2.2: no control characters, no lone surrogates, no U+FFFE or U+FFFF. */
const FORBIDDEN_IN_XML = /[\ufffe\uffff]|\p{Surrogate}|(?![\t\n\v\f\r])\p{Control}/gu

function piecesOf(paragraph: string): readonly ProsePiece[] {
  return paragraph
    .split(/\s*(\[note:[^\]]*\])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const note = /^\[note:\s*([^\]]*?)\s*\]$/.exec(piece)?.[1]
      return note === undefined ? { text: piece } : { note }
    })
    .filter((piece) => !('note' in piece) || piece.note !== '')
}

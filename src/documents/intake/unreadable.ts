/**
 * Why a file cannot be read: one class with the reason as data, so that the command line says it in English and the
 * pages in the reader's language. A file is either read or refused with one of these, never with another error.
 */

/** Every reason for which a file is refused; a catalogue of texts is keyed by it. */
export const UNREADABLE_REASONS = [
  'empty',
  'too-large',
  'old-word',
  'encrypted',
  'macros',
  'entities',
  'bomb',
  'damaged',
  'scanned',
  'no-text',
  'too-complex',
  'too-long',
  'wrong-type',
] as const
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number]

/** What the sentence needs to know: sizes in bytes, times in seconds, the kind of file that was found. */
export interface UnreadableDetail {
  readonly size?: number
  readonly limit?: number
  /** What the content shows the file to be: "a PNG picture". */
  readonly found?: string
  /** The part of the file that could not be read: "word/document.xml". */
  readonly part?: string
}

/** The file is refused; nothing of it was kept. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly reason: UnreadableReason
  readonly detail: UnreadableDetail

  constructor(reason: UnreadableReason, detail: UnreadableDetail = {}, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.detail = detail
  }
}

const SENTENCES: Readonly<Record<UnreadableReason, (detail: UnreadableDetail) => string>> = {
  empty: () => 'The file is empty.',
  'too-large': ({ size, limit }) =>
    `The file has ${megabytes(size)}; at most ${megabytes(limit)} are accepted. Save it without pictures and try again.`,
  'old-word': () => 'The file is in the old Word format (.doc). Open it in a word processor and save it as .docx.',
  encrypted: () => 'The file is protected by a password. Save it without the password and try again.',
  macros: () => 'The file contains macros. Save it as .docx (without macros) and try again.',
  entities: ({ part }) =>
    `The file declares a document type or entities${inside(part)}, which no word processor writes. It was not read.`,
  bomb: ({ part }) => `The file unpacks to far more than a document holds${inside(part)}. It was not read.`,
  damaged: ({ part }) => `The file is damaged or incomplete${inside(part)}. Download or save it again.`,
  scanned: () => 'The PDF holds only pictures of pages (a scan), no text. Use a PDF with text, or the Word file.',
  'no-text': () => 'No text was found in the file.',
  'too-complex': ({ limit }) =>
    `The file needs more time or memory than a document may take${limit === undefined ? '' : ` (${limit} s)`}. Save it again as .docx and try that.`,
  'too-long': () =>
    'The file holds more text than a document of 900 pages. Import the document alone, without what is bound together with it.',
  'wrong-type': ({ found }) =>
    `The file is ${found ?? 'of a kind that is not read here'}. Accepted are .docx, .pdf, .html, plain text, and the index export as .xlsx or .json.`,
}

/** The refusal as one or two English sentences for a person at the command line: what is wrong, and what to do. */
export function sentenceFor(unreadable: Unreadable): string {
  return SENTENCES[unreadable.reason](unreadable.detail)
}

function inside(part: string | undefined): string {
  return part === undefined ? '' : ` (in ${part})`
}

// Rounded up, so that a file a little over the limit does not read as being within it.
function megabytes(size: number | undefined): string {
  return size === undefined ? 'more' : `${Math.ceil(size / 104_857.6) / 10} MB`
}

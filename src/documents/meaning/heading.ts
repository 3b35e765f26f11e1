/** Tells headings from text by what they look like, and takes article ranges out of them: "(arts. 8–35)". */
import type { SourceBlock } from '../source.ts'

// The figure of a note may be glued to the stop.
const ENDS_LIKE_TEXT = /[.;:,؛،。…]["”’»]?$|\p{Ll}[.;:,]\d{1,2}$/u
const SENTENCES = /[\p{Ll}\d]{2}\.\s+\p{Lu}\p{Ll}+,?\s\p{Ll}/u
const ARTICLES_IN_BRACKETS =
  /\s*[([](?:arts?|articles?|artículos?|статьи|ст|المواد|المادة)\.?\s*([^()]*(?:\([^()]*\)[^()]*)*)[)\]]\s*$/iu
const SUBJECT_OF_SENTENCE =
  /^(?:The (?:Sub)?[Cc]ommittee|Le Comité|El Comité|Комитет|The State party|L.État partie|El Estado parte)\s/u

/** Whether a line could stand above paragraphs rather than be one: short, without the stop that ends a sentence. */
export function looksLikeHeading(block: Pick<SourceBlock, 'text' | 'style'>): boolean {
  const text = block.text.trim()
  if (text === '' || !/\p{L}/u.test(text)) return false
  if (block.style === 'heading' || block.style === 'title') return text.length <= 400
  if (
    text.length > 260 ||
    text.split(' ').length > 40 ||
    /^\p{Ll}/u.test(text) ||
    SUBJECT_OF_SENTENCE.test(text) ||
    SENTENCES.test(text)
  )
    return false
  return !ENDS_LIKE_TEXT.test(text) || ARTICLES_IN_BRACKETS.test(text)
}

/** Parts a section heading into title and article range, the range as printed. */
export function splitArticleRange(heading: string): { title: string; articles: string | null } {
  const range = ARTICLES_IN_BRACKETS.exec(heading)
  if (range?.[1] === undefined) return { title: heading, articles: null }
  return { title: heading.slice(0, range.index).trim(), articles: range[1].trim() }
}

/** Whether a line of a table of contents: dots or tabs lead to a page number. */
export function isContentsLine(text: string): boolean {
  return (
    /\.{4,}\s*\d*$/.test(text) ||
    /^(?:contents|table des matières|índice|содержание|page|paragraphs page)$/i.test(text.trim())
  )
}

/** Whether nothing of the document proper follows: its annexes begin here. */
export function isAnnex(text: string): boolean {
  return /^(?:annex(?:es)?|annexes?|anexos?|приложени[ея]|المرفق)(?:\s+[IVX]+)?\.?$/iu.test(text.trim())
}

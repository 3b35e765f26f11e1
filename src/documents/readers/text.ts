/**
 * Reads plain text: with footnotes inlined as `[footnoteRef:n]` marks and `[n: text]` bodies, or as people paste it, with
 * hard-wrapped lines, page numbers between them and numbers typed any way.
 */
import type { SourceBlock, SourceDocument, SourceNote } from '../source.ts'
import { splitLabel } from './label.ts'
import { foldSpace } from './line.ts'
import { extractNotes, withoutMarks } from './text/inlined-notes.ts'
import { withoutPageFeet } from './text/page-feet.ts'
import { withoutPageNumbers } from './text/page-numbers.ts'
import { type Mended, mendPartedParagraphs } from './text/parted-paragraphs.ts'
import { joinWrappedLines } from './text/wrapped-lines.ts'

const SYMBOL_ALONE = /^(?:A|E|CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|HRI)\/[A-Za-z0-9./-]+(?<!\.)\*?$/
const FURNITURE =
  /^(?:united nations|nations unies|naciones unidas|объединенные нации|distr\.?\b.*|original\s*:.*|english(?: only)?|general|(?:\d{1,3}\s+)?ge\.\d.*|\(e\)|please recycle.*|advance unedited version|page \d+(?: of \d+)?|\d{1,4} ?\| ?p ?a ?g ?e|p ?a ?g ?e ?\| ?\d{1,4})$/i
const PAGE_NUMBER = /^[-–]?\s*\d{1,3}\s*[-–]?$/
const LABEL_ALONE =
  /^[ \t]*((?:\d{1,3}|[A-Z]|[IVX]{1,5})\.|\d{1,3}\.\d{1,4}|\([a-z]{1,4}\))[ \t]*\n\s*(?=\p{L})(?!\p{Lu}\.[ \t]*\n)/gmu
// The title block is at the top; a line such as "General" further down is text.
const TITLE_BLOCK_LINES = 40

/** The document that a plain text holds. */
export function readText(text: string): SourceDocument {
  const pages = withoutPageFeet(withoutPageNumbers(text.replaceAll(/\r\n?/g, '\n')))
  const mended = mendPartedParagraphs(pages.text.split('\n'))
  const { text: body, notes, doubts } = extractNotes(normalize(mended.lines.join('\n')))
  const lines = body.split('\n')
  const furniture: string[] = []
  const kept = lines.filter((line, index) => {
    const isFurniture = isPageFurniture(line, lines, index)
    if (isFurniture) furniture.push(line.replaceAll(/\s+/g, ' ').trim())
    return !isFurniture
  })
  const blocks: SourceBlock[] = []
  const asterisks: SourceNote[] = []
  for (const line of joinWrappedLines(kept, text.includes('\f') ? 'page' : 'typed')) {
    const note = /^\s*\*+\s*(\S.*)$/su.exec(line)?.[1]
    if (note !== undefined) asterisks.push({ label: '*', text: withoutMarks(note).text })
    else blocks.push(blockOf(line, blocks.length))
  }
  return {
    format: 'text',
    blocks: blocks.filter(isNotBlank),
    notes: [...notes, ...pages.notes, ...asterisks],
    furniture,
    doubts: [...doubts, ...doubtsOf(mended)],
  }
}

function doubtsOf({ moved, lost }: Mended): SourceDocument['doubts'] {
  const what = {
    moved: `The file has the labels ${moved.join(', ')} apart from their words; they were put back: is that right?`,
    lost: `The file has the labels ${lost.join(', ')} apart from their words, which were not found.`,
  }
  return [
    ...(moved.length === 0 ? [] : [{ at: null, what: what.moved }]),
    ...(lost.length === 0 ? [] : [{ at: null, what: what.lost }]),
  ]
}

function normalize(text: string): string {
  return (
    text
      .replace(/^\uFEFF/, '')
      .replaceAll(/\r\n?|\u2028|\u2029|\f/g, '\n')
      .replaceAll(/[\u00A0\u2007\u202F]/g, ' ')
      .replaceAll(/[\u00AD\u200B\u200E\u200F\u2060]/g, '')
      .replaceAll(/^([ \t]*\p{Nd}{1,3})[ \t]+\.(?=\s)/gmu, '$1.')
      // Text taken out of a PDF often has the label on a line of its own.
      .replaceAll(LABEL_ALONE, '$1\t')
      .replaceAll(/^([ \t]*\d{1,3})\t(?=[ \t]*\S)/gm, '$1.\t')
      // Copies of web pages lose the space behind a label: "A.Introduction", "a)Adopt".
      .replaceAll(/^([ \t]*(?:[A-Z]|[IVX]{1,5})\.)(?=\p{Lu}\p{Ll})/gmu, '$1\t')
      .replaceAll(/^([ \t]*[a-z]{1,4}\))(?=\p{Lu})/gmu, '$1\t')
      // Arabic paragraphs are numbered "16-" and their chapters named after letters: "ألف-".
      .replaceAll(/^([ \t]*\p{Nd}{1,3})[ \t]*[-–][ \t]*(?=\p{Script=Arabic})/gmu, '$1.\t')
  )
}

function isPageFurniture(line: string, lines: readonly string[], index: number): boolean {
  const content = line.trim()
  if (content === '') return false
  if (SYMBOL_ALONE.test(content)) return true
  if (PAGE_NUMBER.test(content)) return !/^\s*\d+\s*$/.test(lines[index - 1] ?? 'x') || index > TITLE_BLOCK_LINES
  return FURNITURE.test(content) && (index < TITLE_BLOCK_LINES || /^(?:\d{1,3}\s+)?ge\.\d|^.{1,6}\|/i.test(content))
}

function blockOf(line: string, index: number): SourceBlock {
  const labelled = splitLabel(line) ?? splitArabicChapter(line)
  const marked = withoutMarks(line)
  const folded = foldSpace(marked.text, marked.marks, labelled?.textAt ?? 0)
  const isTitle = labelled === null && index < 12
  const starred = isTitle ? /\s*\*+$/.exec(folded.text) : null
  const text = starred === null ? folded.text : folded.text.slice(0, starred.index)
  const star = starred === null || folded.marks.length > 0 ? [] : [{ label: '*', at: text.length }]
  const marks = [...folded.marks.map((mark) => ({ ...mark, at: Math.min(mark.at, text.length) })), ...star]
  return { label: labelled?.label ?? null, text, marks, style: 'unknown', level: null, emphasis: null, page: null }
}

// "ألف- مقدمة": chapters are counted by the names of letters, or as first, second, third.
function splitArabicChapter(line: string): { label: string; textAt: number } | null {
  const match = /^\s*(ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء|أولا|ثانيا|ثالثا|رابعا|خامسا)ً?\s*[-–]\s*/u.exec(line)
  return match?.[1] === undefined ? null : { label: `${match[1]}.`, textAt: match[0].length }
}

function isNotBlank(block: SourceBlock): boolean {
  return block.text !== '' || block.label !== null
}

/** Takes the notes at the foot of each page out of a text that was taken from a PDF page by page (form feeds part the pages). */
import type { SourceNote } from '../../source.ts'
import { TITLE_NOTE } from './stray-labels.ts'

export interface WithoutFeet {
  readonly text: string
  readonly notes: readonly SourceNote[]
}

// A foot longer than this is taken for text.
const LONGEST_FOOT = 30
const LABEL = /^\s*(\d{1,3}|\*{1,3})(?:\s{1,}(\S.*))?$/
const RULE = /^\s*_{3,}\s*$/

/** The text without the notes of its pages, and the notes; a text without pages as it is. */
export function withoutPageFeet(text: string): WithoutFeet {
  if (!text.includes('\f')) return { text, notes: [] }
  const pages = text.split('\f').map(pageOf)
  return { text: pages.map((page) => page.text).join('\n'), notes: pages.flatMap(({ notes }) => notes) }
}

function pageOf(page: string): WithoutFeet {
  const lines = withoutMargin(page.split('\n'))
  const from = footAt(lines)
  if (from === null) return { text: page, notes: [] }
  return { text: lines.slice(0, from).join('\n'), notes: notesIn(lines.slice(from)) }
}

// The number of the page, the number of the job, or both: "7", "GE.31-04711      7".
const MARGIN =
  /^\s*(?:(?:GE\.)?\d\d-\d{4,6}(?:\s*\([A-Z]\))?\s*\d{0,3}|\d{1,3}(?:\s+(?:GE\.)?\d\d-\d{4,6}(?:\s*\([A-Z]\))?)?|\d{1,3}\/\d{1,3}(?:\s+\d\d-\d{4,6})?)?\s*$/

function withoutMargin(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => !MARGIN.test(line))
  return lines.slice(0, last + 1)
}

/** The line where the notes begin: behind an empty line or a rule, nothing but labels in order with their notes down to the end. */
function footAt(lines: readonly string[]): number | null {
  for (let at = Math.max(0, lines.length - LONGEST_FOOT); at < lines.length; at++) {
    const isApart = RULE.test(lines[at] ?? '') || (lines[at - 1] ?? '').trim() === ''
    if (isApart && isFoot(lines.slice(at))) return at
  }
  return null
}

function isFoot(lines: readonly string[]): boolean {
  const printed = lines.filter((line) => line.trim() !== '' && !RULE.test(line))
  const labels = printed.flatMap((line) => LABEL.exec(line)?.[1] ?? [])
  const figures = labels.map(Number).filter((value) => !Number.isNaN(value))
  const follow = figures.every((value, index) => index === 0 || value === (figures[index - 1] ?? 0) + 1)
  const startsWithLabel = LABEL.test(printed[0] ?? '')
  // The page's own number is a label too: a note has words.
  return startsWithLabel && follow && notesIn(lines).length > 0 && !printed.some(isOfText) && !isStrayStar(printed)
}

// The star alone, then the end of a paragraph, and only then its note.
function isStrayStar(printed: readonly string[]): boolean {
  const isAlone = (line: string) => LABEL.test(line) && !/\p{L}/u.test(line)
  const star = printed.filter(isAlone).findIndex((line) => line.trim().startsWith('*'))
  const note = printed.filter((line) => !LABEL.test(line)).findIndex((line) => TITLE_NOTE.test(line))
  return isAlone(printed[0] ?? '') && star < 1 && note > 0
}

// Paragraphs, items and headings have labels with a stop or in brackets.
function isOfText(line: string): boolean {
  return /^\s*(?:\d{1,3}\.(?:\d{1,3}\.?)?|\(\p{Ll}{1,4}\)|\p{Lu}\.)(?:\s|$)/u.test(line)
}

function notesIn(lines: readonly string[]): SourceNote[] {
  const groups: { labels: string[]; texts: string[] }[] = []
  for (const line of lines) {
    if (line.trim() === '' || RULE.test(line) || /^\s*(?:\d{1,3}\s+)?GE\.\d/.test(line)) continue
    const match = LABEL.exec(line)
    const last = groups.at(-1)
    if (match?.[1] === undefined) last?.texts.push(line.trim())
    else if (match[2] !== undefined) groups.push({ labels: [match[1]], texts: [match[2].trim()] })
    else if (last === undefined || last.texts.length > 0) groups.push({ labels: [match[1]], texts: [] })
    else last.labels.push(match[1])
  }
  return groups.flatMap(({ labels, texts }) => dealOut(labels, texts)).filter(({ text }) => text !== '')
}

// A converter may print the labels one below another, and then the notes: each but the first starts behind the end of a sentence.
function dealOut(labels: readonly string[], texts: readonly string[]): SourceNote[] {
  const isOneEach = texts.length === labels.length
  const starts = texts.flatMap((_, at) => (at > 0 && (isOneEach || texts[at - 1]?.endsWith('.')) ? [at] : []))
  const bounds = [0, ...starts.slice(0, labels.length - 1), texts.length]
  return labels.map((label, index) => ({ label, text: texts.slice(bounds[index], bounds[index + 1]).join(' ') }))
}

/** Puts printed lines together into paragraphs, over page breaks too, by labels, gaps, faces and indents. */
import type { SourceBlock } from '../../source.ts'
import { joinLines, type Spelling } from '../hyphens.ts'
import { splitLabel } from '../label.ts'
import { Line } from '../line.ts'
import { endsInAbbreviation } from '../line-end.ts'
import { inkOf, type PageLine, textOfLine } from './page-line.ts'

/** What is usual in the document, against which a line is judged. */
export interface Measures {
  readonly bodySize: number
  /** From base line to base line within a paragraph. */
  readonly pitch: number
  /** Where full lines end. */
  readonly right: number
}

/** The blocks of all pages, in order. */
export function paragraphsOf(
  pages: readonly (readonly PageLine[])[],
  measures: Measures,
  spelling: Spelling,
): SourceBlock[] {
  const paragraphs: PageLine[][] = []
  let before: PageLine | undefined
  for (const line of pages.flat()) {
    const open = paragraphs.at(-1)
    if (open === undefined || before === undefined || startsParagraph(before, line, measures)) paragraphs.push([line])
    else open.push(line)
    before = line
  }
  return paragraphs
    .map((lines) => blockOf(lines, measures, spelling))
    .filter(({ text, label }) => text !== '' || label !== null)
}

function startsParagraph(before: PageLine, line: PageLine, measures: Measures): boolean {
  const isApart =
    before.page === line.page && before.y - line.y > 1.3 * measures.pitch * (line.size / measures.bodySize)
  if (!isApart && isReference(plainText(before), plainText(line))) return false
  const isFinished =
    /[.;:!?][”"’)]?\s*$/.test(plainText(before)) || before.right < measures.right - 0.15 * (measures.right - line.x)
  if (startsWithLabel(line, isApart || isFinished)) return true
  if (isApart || faceOf(before) !== faceOf(line) || Math.abs(before.size - line.size) > 0.6) return true
  // A heading may break anywhere; only a gap ends it.
  if (isHeading(line, measures)) return false
  return isFinished && (isIndented(before, line) || isShort(before, measures))
}

// "(para." / "6) and", "(arts. 7 and" / "83)": what looks like a label belongs to the line before.
function isReference(before: string, line: string): boolean {
  return endsInAbbreviation(before)
    ? /^\s*\(?\d/.test(line)
    : /\([^()]*$/.test(before) && /^\s*[\p{L}\d]+\)/u.test(line)
}

// A label is set off by a tab; after a mere space it counts only where a paragraph may start.
function startsWithLabel(line: PageLine, mayStart: boolean): boolean {
  const text = textOfLine(line)
  const labelled = splitLabel(text)
  if (labelled === null) return false
  return mayStart || /^\s*\S+\t/.test(text)
}

function isIndented(before: PageLine, line: PageLine): boolean {
  return line.x - before.x > 8
}

// A last line that leaves a third of the width free ends its paragraph.
function isShort(line: PageLine, { right }: Measures): boolean {
  return line.right < right - (right - line.x) / 3
}

const PLAIN = 'false false'

/** The face that all letters of a line share; a heading's ends where the text's begins. */
function faceOf(line: PageLine): string {
  const printed = line.pieces.filter(
    ({ text, isRaised }) => !isRaised && splitLabel(`${text}\t`)?.textAt !== text.length + 1,
  )
  const lettered = printed.filter(({ text }) => /\p{L}/u.test(text))
  // The end of a heading may be figures alone: "8–35)".
  const letters = lettered.length === 0 ? printed : lettered
  const shared = (has: (piece: (typeof letters)[number]) => boolean) => letters.length > 0 && letters.every(has)
  return `${shared(({ face }) => face.bold)} ${shared(({ face }) => face.italic)}`
}

function isHeading(line: PageLine, { bodySize }: Measures): boolean {
  return line.size > 1.1 * bodySize || faceOf(line) !== PLAIN
}

function plainText(line: PageLine): string {
  return line.pieces
    .filter(({ isRaised }) => !isRaised)
    .map(({ gap, text }) => gap + text)
    .join('')
}

function blockOf(lines: readonly PageLine[], measures: Measures, spelling: Spelling): SourceBlock {
  const whole = new Line()
  for (const line of lines) joinTo(whole, inkOf(line.pieces), spelling)
  const folded = whole.fold()
  const size = lines[0]?.size ?? measures.bodySize
  const isHeading = folded.emphasis !== null || size > 1.1 * measures.bodySize
  return { ...folded, style: isHeading ? 'heading' : 'unknown', level: null, page: lines[0]?.page ?? null }
}

function joinTo(whole: Line, next: Line, spelling: Spelling): void {
  if (whole.raw === '') whole.append(next)
  else whole.join(next, joinLines(whole.raw, next.raw, spelling))
}

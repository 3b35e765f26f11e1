/**
 * Finds the notes at the foot of each page: below a short line at the left margin, or in smaller type that starts with a mark. A note
 * may run on at the foot of the next page.
 */
import type { SourceNote } from '../../source.ts'
import type { Page, Rule } from './page.ts'
import { markLabels, type PageLine, type Piece, textOfLine } from './page-line.ts'

/** A note as its printed lines. */
export interface PrintedNote {
  readonly label: string
  readonly lines: PageLine[]
}

export interface WithoutNotes {
  readonly pages: readonly (readonly PageLine[])[]
  readonly notes: readonly PrintedNote[]
}

/** Parts each page into text and notes. `bodySize` is the size of type that most of the document is set in. */
export function withoutNotes(
  pages: readonly (readonly PageLine[])[],
  contents: readonly Page[],
  bodySize: number,
): WithoutNotes {
  const notes: PrintedNote[] = []
  const kept = pages.map((lines, index) => {
    const start = footStart(lines, contents[index]?.rules ?? [], bodySize)
    addNotes(
      notes,
      lines.slice(start).filter((line) => !isTypedRule(line)),
    )
    return lines.slice(0, start)
  })
  return { pages: kept, notes }
}

/** The notes as text; `join` puts printed lines together. */
export function notesAsText(notes: readonly PrintedNote[], join: (lines: readonly string[]) => string): SourceNote[] {
  return notes.map(({ label, lines }) => ({ label, text: withoutLabel(join(lines.map(textOfLine)), label) }))
}

// Some programs print a sign of the author's twice: once as the mark, once as typed.
function withoutLabel(text: string, label: string): string {
  return /^\D/.test(label) && text.startsWith(`${label} `) ? text.slice(label.length).trim() : text
}

function footStart(lines: readonly PageLine[], rules: readonly Rule[], bodySize: number): number {
  const left = Math.min(...lines.map(({ x }) => x))
  const starts = [
    ...rules.filter((rule) => isSeparator(rule, left)).map((rule) => lines.findIndex(({ y }) => y < rule.y)),
    lines.findLastIndex(isTypedRule),
    smallTypeStart(lines, bodySize),
  ]
  const first = starts.filter((start) => start > 0 && isFoot(lines.slice(start), bodySize))
  return first.length === 0 ? lines.length : Math.min(...first)
}

// Two inches by Word's habit, a third of the line elsewhere; under a note that runs on, Word draws it across the page.
function isSeparator({ x, right }: Rule, left: number): boolean {
  return Math.abs(x - left) < 40 && right - x < 460
}

// The UN's template draws its separator with underscores.
function isTypedRule(line: PageLine): boolean {
  return /^[_—–―]{4,}$/.test(textOfLine(line).trim())
}

function smallTypeStart(lines: readonly PageLine[], bodySize: number): number {
  const last = lines.findLastIndex((line) => line.size > 0.96 * bodySize)
  const offset = lines.slice(last + 1).findIndex((line) => labelOf(line, null) !== null)
  return offset === -1 ? -1 : last + 1 + offset
}

// Everything below a separator is set no larger than the text, and starts with a mark unless it runs on from the page before.
function isFoot(lines: readonly PageLine[], bodySize: number): boolean {
  const content = lines.filter((line) => !isTypedRule(line))
  const first = content[0]
  if (first === undefined || content.some(({ size }) => size > 1.04 * bodySize)) return false
  return labelOf(first, null) !== null || content.every(({ size }) => size < 0.96 * bodySize)
}

function addNotes(notes: PrintedNote[], lines: readonly PageLine[]): void {
  for (const line of lines) {
    const labelled = labelOf(line, lastNumber(notes))
    const running = notes.at(-1)
    if (labelled !== null) notes.push({ label: labelled.label, lines: [labelled.rest] })
    else if (running !== undefined) running.lines.push(line)
  }
}

function lastNumber(notes: readonly PrintedNote[]): number {
  return Number(notes.findLast(({ label }) => /^\d+$/.test(label))?.label ?? '0')
}

// A raised number starts a note. One on the line does if it is the next to come (or none is expected), since a wrapped line may start
// with any number.
function labelOf(line: PageLine, after: number | null): { label: string; rest: PageLine } | null {
  const [first, ...others] = line.pieces
  if (first === undefined) return null
  const raised = first.isRaised ? (markLabels(first.text)?.[0] ?? null) : null
  if (raised !== null) return { label: raised, rest: { ...line, pieces: others } }
  const typed = /^(\d{1,3}|\*{1,4}|[†‡])(?:[.)]?\s+|$)|^(\d{1,3}|\*{1,4})(?=\p{Lu})/u.exec(first.text.trim())
  const label = typed?.[1] ?? typed?.[2]
  if (typed === null || label === undefined || !isNext(label, after)) return null
  const text = first.text.trim().slice(typed[0].length)
  const rest: Piece[] = text === '' ? others : [{ ...first, text }, ...others]
  return rest.length === 0 ? null : { label, rest: { ...line, pieces: rest } }
}

function isNext(label: string, after: number | null): boolean {
  return after === null || !/^\d/.test(label) || Number(label) === after + 1
}

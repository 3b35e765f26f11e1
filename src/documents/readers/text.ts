/**
 * Reads plain text: the copy of a document with its footnotes inlined as `[footnoteRef:n]` and `[ n: text ]`, or what
 * a person pasted. A line is a paragraph; lines that a mail program has broken are joined again.
 */
import type { SourceBlock, SourceDocument, SourceNote } from '../source.ts'
import { splitLabel } from './label.ts'
import { foldSpace } from './line.ts'

/** The lines of a text as blocks. Never throws. */
export function readText(text: string): SourceDocument {
  const { body, notes } = takeNotes(
    text
      .replace(/^\uFEFF/, '')
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll('\u00A0', ' '),
  )
  const lines = joinBroken(body.split('\n')).filter((line) => line.trim() !== '')
  const furniture = lines.filter(isFurniture).map((line) => line.trim())
  return {
    format: 'text',
    blocks: lines.filter((line) => !isFurniture(line)).map(blockOf),
    notes,
    furniture,
    doubts: [],
  }
}

/** Takes the bodies of inlined footnotes out of the text; a body may hold brackets of its own. */
function takeNotes(text: string): { body: string; notes: SourceNote[] } {
  const notes: SourceNote[] = []
  let body = ''
  let from = 0
  for (const match of text.matchAll(/\[ ?(\d+): ?/g)) {
    if (match.index < from) continue
    const end = closingBracket(text, match.index)
    if (end === -1) continue
    notes.push({
      label: match[1] ?? '',
      text: text
        .slice(match.index + match[0].length, end)
        .replaceAll(/\s+/g, ' ')
        .trim(),
    })
    body += text.slice(from, match.index)
    from = end + 1
  }
  return { body: body + text.slice(from), notes }
}

function closingBracket(text: string, open: number): number {
  let depth = 0
  for (let index = open; index < text.length; index++) {
    if (text[index] === '[') depth++
    else if (text[index] === ']' && --depth === 0) return index
  }
  return -1
}

const MARK = /\[footnoteRef:(\d+)\]\*?/g

/**
 * Joins lines that were broken to fit a width: where most long lines end near one width and none is a paragraph of its
 * own, a line that neither begins with a label nor follows an empty line goes on from the line before.
 */
function joinBroken(lines: readonly string[]): string[] {
  const longest = Math.max(0, ...lines.map((line) => line.length))
  const full = lines.filter((line) => line.length > longest * 0.7).length
  if (longest > 120 || longest < 40 || full < lines.filter((line) => line.trim() !== '').length * 0.4) return [...lines]
  const joined: string[] = []
  let open = false
  for (const line of lines) {
    const goesOn = open && line.trim() !== '' && splitLabel(line) === null
    if (goesOn) joined.push(`${joined.pop()?.trimEnd() ?? ''} ${line.trim()}`)
    else joined.push(line)
    open = line.trim() !== '' && (goesOn || line.length > longest * 0.5)
  }
  return joined
}

function isFurniture(line: string): boolean {
  return /^\s*(?:Distr\.|Original:|GE\.\d|[A-Z]{2,6}\/C\/[A-Z0-9/.]+\s*$|United Nations\s*$|Advance unedited)/.test(
    line,
  )
}

function blockOf(line: string): SourceBlock {
  const marks: { label: string; at: number }[] = []
  let raw = ''
  let from = 0
  for (const match of line.matchAll(MARK)) {
    raw += line.slice(from, match.index)
    marks.push({ label: match[1] ?? '', at: raw.length })
    from = match.index + match[0].length
  }
  raw += line.slice(from)
  const label = splitLabel(raw)
  const folded = foldSpace(raw, marks, label?.textAt ?? 0)
  return {
    label: label?.label ?? null,
    text: folded.text,
    marks: folded.marks,
    style: styleOf(line, label?.label ?? null),
    level: null,
    emphasis: null,
    page: null,
  }
}

/** In the UN's own plain copies a heading is indented by tabs and paragraphs begin at the margin; elsewhere nothing tells. */
function styleOf(line: string, label: string | null): SourceBlock['style'] {
  if (!line.startsWith('\t')) return 'unknown'
  if (label === null) return 'heading'
  return label.startsWith('(') || label.endsWith(')') ? 'body' : 'heading'
}

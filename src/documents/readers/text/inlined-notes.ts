/** Takes the bodies of footnotes out of a text that holds them inline as `[n: text]`, brackets inside them included. */
import type { SourceDocument, SourceMark, SourceNote } from '../../source.ts'

export interface MarkedText {
  readonly text: string
  readonly marks: readonly SourceMark[]
}

// A body that never closes must not swallow the rest of the document.
const LONGEST_NOTE = 5000

/** The text without note bodies, and the notes in order. Only labels that are marked somewhere count as notes. */
export function extractNotes(text: string): Pick<SourceDocument, 'notes' | 'doubts'> & { readonly text: string } {
  const marked = new Set([...text.matchAll(/\[footnoteRef:\s*([^\]\s]{1,6})\s*\]/gi)].map((match) => match[1]))
  const opening = /\[\s*([^\]\s:]{1,6}):\s/g
  const notes: SourceNote[] = []
  const doubts: { at: null; what: string }[] = []
  let body = ''
  let from = 0
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const label = match[1] ?? ''
    if (!marked.has(label)) continue
    const end = closingBracket(text, match.index)
    if (end === null) {
      doubts.push({ at: null, what: `Footnote ${label} has no end; it was left in the text.` })
      continue
    }
    notes.push({ label, text: noteText(text.slice(match.index + match[0].length, end)) })
    body += text.slice(from, match.index).replace(/[ \t]+$/, '')
    from = end + 1
    opening.lastIndex = from
  }
  return { text: body + text.slice(from), notes, doubts }
}

function closingBracket(text: string, opening: number): number | null {
  let depth = 0
  for (let at = opening; at < Math.min(text.length, opening + LONGEST_NOTE); at++) {
    if (text[at] === '[') depth += 1
    if (text[at] === ']') depth -= 1
    if (depth === 0) return at
  }
  return null
}

// A title's note repeats its asterisk before the text.
function noteText(raw: string): string {
  return raw
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\*+\s*/, '')
}

/** Takes marks out of a line and remembers where they stood: `[footnoteRef:3]` and superscript figures. */
export function withoutMarks(line: string): MarkedText {
  let text = ''
  let from = 0
  const marks: { label: string; at: number }[] = []
  for (const match of line.matchAll(/\[footnoteRef:\s*([^\]\s]{1,6})\s*\]|[⁰¹²³⁴-⁹]{1,3}/gi)) {
    text += line.slice(from, match.index)
    marks.push({ label: match[1] ?? fromSuperscript(match[0]), at: text.length })
    from = match.index + match[0].length
  }
  return { text: text + line.slice(from), marks }
}

function fromSuperscript(figures: string): string {
  return figures.normalize('NFKC')
}

/** Parts items that run on in one line: "recommends that the State party: (a) Adopt …; (b) Ensure …" becomes three lines. */
import type { SourceBlock, SourceMark } from '../source.ts'
import { letterValue, romanValue } from './address-label.ts'

// A label counts only behind a colon, semicolon or comma; "paragraph 12 (a)" is a reference.
const INLINE_LABEL = /(?<=[:;,]\s*(?:(?:and|or|et|ou|y|e|o)\s+)?)\(([a-z]{1,4})\)\s+/gi

interface Found {
  readonly token: string
  readonly from: number
  readonly to: number
}

/**
 * The block itself, or the blocks that its run-on list makes. At least two labels in order, the first behind a colon, are a list; behind
 * a line that is item (a) itself, so is the next alone, and so is a first label whose second opens the next line.
 */
export function splitInlineItems(block: SourceBlock, next: string | null = null): SourceBlock[] {
  const labels = [...block.text.matchAll(INLINE_LABEL)].map(toFound)
  const listed = inOrder(labels, block.text)
  const goesOn = listed.length === 1 && next === (listed[0]?.token === 'i' ? '(ii)' : '(b)')
  const found = listed.length < 2 && !goesOn ? behindLabel(labels, block) : listed
  if (found.length === 0) return [block]
  const starts = [{ token: null, from: 0, to: 0 }, ...found]
  return starts.map((start, index) => {
    const end = starts[index + 1]?.from ?? block.text.length
    const label = start.token === null ? block.label : `(${start.token})`
    const isLast = index === starts.length - 1
    return { ...block, label, ...slice(block, start.to, end, isLast) }
  })
}

function toFound(match: RegExpMatchArray): Found {
  const from = match.index ?? 0
  return { token: match[1] ?? '', from, to: from + match[0].length }
}

function inOrder(found: readonly Found[], text: string): Found[] {
  const start = found.findIndex(
    ({ token, from }) => /^[ai]$/i.test(token) && text.slice(0, from).trimEnd().endsWith(':'),
  )
  if (start === -1) return []
  const place = found[start]?.token.toLowerCase() === 'i' ? romanValue : letterValue
  const list: Found[] = []
  for (const label of found.slice(start)) if (place(label.token) === list.length + 1) list.push(label)
  return list
}

// "(a) one thing; (b) another" on one line, where "(a)" stands at its start.
function behindLabel(labels: readonly Found[], { label, text }: SourceBlock): Found[] {
  const token = /^\(([a-z]{1,4})\)$/i.exec(label ?? '')?.[1]
  const place = token === 'i' ? romanValue : letterValue
  const first = token === undefined ? null : place(token)
  const isCertain = labels.length > 1 || /;\s+(?:and\s+)?$/.test(text.slice(0, labels[0]?.from))
  if (first === null || (first !== 1 && !isCertain)) return []
  const list: Found[] = []
  for (const found of labels) if (place(found.token) === first + list.length + 1) list.push(found)
  return list
}

function slice(block: SourceBlock, from: number, to: number, isLast: boolean): { text: string; marks: SourceMark[] } {
  const text = block.text.slice(from, to).trimEnd()
  const marks = block.marks
    .filter((mark) => mark.at >= from && (mark.at < to || isLast))
    .map((mark) => ({ label: mark.label, at: Math.min(mark.at - from, text.length) }))
  return { text, marks }
}

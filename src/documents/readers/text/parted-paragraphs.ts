/**
 * Mends paragraphs that a converter took apart: a label beside two lines, the second of them short, is printed as label, short line, and
 * only then the first line, at times with the items of the paragraph before in between.
 */
import { labelAlone, settleLabels } from './stray-labels.ts'

const LABEL = /^\s*(?:\d{1,3}\.(?:\d{1,4})?|\(?\p{Ll}{1,4}\)|\p{Lu}\.)(?:\s|$)/u
const FURTHEST = 40
const MOST_HEADS = 6
// The end of a bracket that was opened elsewhere.
const CLOSES = /^\s*[^()]{1,40}\){1,2}[.;:,]?\s*$/

/** The lines as they were printed, and the labels that a person ought to look at. */
export interface Mended {
  readonly lines: string[]
  /** Labels brought back to words from which they were set apart. */
  readonly moved: readonly string[]
  /** Labels whose words were not found. */
  readonly lost: readonly string[]
}

/** The lines with each such paragraph whole again behind what stood within it, and stray labels with their words. */
export function mendPartedParagraphs(lines: readonly string[]): Mended {
  const whole = joinSecondLines(lines)
  const settled = settleLabels(closeBrackets(whole.lines))
  return { lines: [...settled.lines], moved: [...whole.moved, ...settled.moved], lost: settled.lost }
}

interface Joined {
  readonly lines: string[]
  readonly moved: string[]
}

function joinSecondLines(lines: readonly string[]): Joined {
  const mended: string[] = []
  const moved: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const parted = partedAt(lines, at)
    if (parted === null) {
      mended.push(lines[at] ?? '')
      continue
    }
    mended.push(...lines.slice(parted.after, parted.start), ...parted.paragraphs)
    moved.push(...parted.moved)
    at = parted.end - 1
  }
  return { lines: mended, moved }
}

interface Parted {
  /** Where what stands within begins, and where the first lines begin and end. */
  readonly after: number
  readonly start: number
  readonly end: number
  readonly paragraphs: readonly string[]
  readonly moved: readonly string[]
}

interface Head {
  readonly label: string
  /** Its second line, printed before its first. */
  readonly second: string | undefined
}

/** The paragraphs whose numbers and second lines are here; null where nothing is parted. */
function partedAt(lines: readonly string[], at: number): Parted | null {
  const heads = headsAt(lines, at)
  const after = at + heads.length + heads.filter(({ second }) => second !== undefined).length
  if (heads.every(({ second }) => second === undefined) || !isGap(lines[after])) return null
  for (let start = after; start < Math.min(lines.length, at + FURTHEST); start++) {
    if (isNumberAlone(lines[start])) return null
    const end = endOfBlock(lines, start)
    const paragraphs = isGap(lines[start - 1]) || start === after ? dealOut(heads, lines.slice(start, end)) : null
    if (paragraphs !== null) return { after, start, end, paragraphs, moved: heads.map(({ label }) => label.trim()) }
  }
  return null
}

function headsAt(lines: readonly string[], from: number): Head[] {
  const heads: Head[] = []
  for (let at = from; heads.length < MOST_HEADS && (isNumberAlone(lines[at]) || isChapterAlone(lines[at])); at++) {
    const second = isSecondLine(lines[at + 1] ?? '') ? lines[at + 1] : undefined
    heads.push({ label: lines[at] ?? '', second })
    if (second !== undefined) at++
  }
  return heads
}

/** Each head with its lines: one where its second is known, all that are left where it has none. */
function dealOut(heads: readonly Head[], first: readonly string[]): string[] | null {
  const [alone, spare] = [heads.filter(({ second }) => second === undefined).length, first.length - heads.length]
  if (alone > 1 || spare < 0 || (alone === 0 && heads.length > 1 && spare > 0)) return null
  const paragraphs: string[] = []
  let at = 0
  for (const { label, second } of heads) {
    const end = second === undefined || heads.length === 1 ? at + 1 + spare : at + 1
    if (!isFirstLine(first[second === undefined ? at : end - 1] ?? '', second)) return null
    paragraphs.push(oneLine([label, ...first.slice(at, end), second ?? '']).trimEnd())
    at = end
  }
  return paragraphs
}

function oneLine(parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part?.trim()).join(' ')
}

function isNumberAlone(line: string | undefined): boolean {
  return /^\d/.test(labelAlone(line) ?? '')
}

function isChapterAlone(line: string | undefined): boolean {
  return /^\p{Lu}/u.test(labelAlone(line) ?? '')
}

// No paragraph starts with a small letter, and none is called "State party:" or "State of));".
function isSecondLine(line: string): boolean {
  return (
    (CLOSES.test(line) && !LABEL.test(line)) ||
    /^\s*\p{Ll}(?!\p{L}{0,3}\)(?:\s|$))/u.test(line) ||
    /^\s*(?:\S+\s+){0,3}\S+:\s*$/.test(line)
  )
}

function isFirstLine(line: string, second: string | undefined): boolean {
  if (!/^\s*[\p{Lu}“]/u.test(line) || LABEL.test(line)) return false
  return second === undefined || (line.trim().length > 40 && !/[.;:!?]["”’»)\]]?\s*$/.test(line))
}

function isGap(line: string | undefined): boolean {
  return line === undefined || line.trim() === '' || LABEL.test(line)
}

function endOfBlock(lines: readonly string[], start: number): number {
  let end = start
  while (end < Math.min(lines.length, start + FURTHEST) && lines[end]?.trim() !== '' && !LABEL.test(lines[end] ?? ''))
    end++
  return end
}

// "21)." on its own closes the bracket that a line above left open, though another paragraph came between.
function closeBrackets(lines: readonly string[]): string[] {
  const closed: string[] = []
  for (const [at, line] of lines.entries()) {
    const isFragment = CLOSES.test(line) && !LABEL.test(line) && isGap(lines[at - 1]) && isGap(lines[at + 1])
    const from = Math.max(0, closed.length - 8)
    const open = isFragment ? closed.slice(from).findLastIndex((each) => /\([^()]*$/.test(each)) : -1
    if (open === -1) closed.push(line)
    else closed[from + open] = oneLine([closed[from + open], line])
  }
  return closed
}

/**
 * Mends paragraphs that a converter took apart: a label beside two lines, the second of them short, is printed as label, short line, and
 * only then the first line, at times with the items of the paragraph before in between.
 */

const NUMBER_ALONE = /^\s*\d{1,3}\.\s*$/
const LABEL = /^\s*(?:\d{1,3}\.|\(?\p{Ll}{1,4}\)|\p{Lu}\.)(?:\s|$)/u
const FURTHEST = 40

/** The lines with each such paragraph whole again behind what stood within it, and the labels of headings with their headings. */
export function mendPartedParagraphs(lines: readonly string[]): string[] {
  return joinSecondLines(joinHeadings(lines))
}

const CHAPTER_ALONE = /^\s*(?:\p{Lu}|[IVX]{1,5}|\d{1,2})\.\s*$/u

// "B." before the items of the paragraph above it, and "3." behind the number of a paragraph, belong to the next heading.
function joinHeadings(lines: readonly string[]): readonly string[] {
  const joined: (string | null)[] = [...lines]
  for (const [at, line] of lines.entries()) {
    const isAstray = CHAPTER_ALONE.test(line) && (isItem(besides(lines, at, 1)) || isBetweenNumberAndText(lines, at))
    const heading = isAstray ? headingBehind(lines, at) : null
    if (heading === null) continue
    joined[at] = null
    joined[heading] = `${line.trim()}\t${joined[heading]}`
  }
  return joined.filter((line) => line !== null)
}

function isItem(line: string): boolean {
  return /^\s*(?:\(a\)|a\))(?:\s|$)/.test(line)
}

function isBetweenNumberAndText(lines: readonly string[], at: number): boolean {
  return NUMBER_ALONE.test(besides(lines, at, -1)) && /^\s*(?:The|It|In|Le|El)\s/.test(besides(lines, at, 1))
}

/** The next line above or below that is not empty. */
function besides(lines: readonly string[], at: number, step: 1 | -1): string {
  let place = at + step
  while (lines[place]?.trim() === '') place += step
  return lines[place] ?? ''
}

function headingBehind(lines: readonly string[], at: number): number | null {
  for (let place = at + 1; place < Math.min(lines.length, at + FURTHEST); place++) {
    const line = lines[place] ?? ''
    if (/^\s*\d{1,3}\.(?:\s|$)/.test(line)) return null
    const isHeading = /^\s*\p{Lu}/u.test(line) && line.length < 140 && !/[.;:,]\s*$/.test(line) && !LABEL.test(line)
    if (isHeading && lines[place - 1]?.trim() === '') return place
  }
  return null
}

function joinSecondLines(lines: readonly string[]): string[] {
  const mended: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const start = partedStart(lines, at)
    if (start === null) {
      mended.push(lines[at] ?? '')
      continue
    }
    const end = endOfBlock(lines, start)
    const first = lines.slice(start, end)
    mended.push(
      ...lines.slice(at + 2, start),
      [lines[at], ...first, lines[at + 1]].map((line) => line?.trim()).join(' '),
    )
    at = end - 1
  }
  return mended
}

/** Where the first line of the paragraph stands whose number and second line are here; null where nothing is parted. */
function partedStart(lines: readonly string[], at: number): number | null {
  if (!NUMBER_ALONE.test(lines[at] ?? '') || !isSecondLine(lines[at + 1] ?? '') || !isGap(lines[at + 2])) return null
  for (let start = at + 2; start < Math.min(lines.length, at + FURTHEST); start++) {
    const line = lines[start] ?? ''
    if (NUMBER_ALONE.test(line)) return null
    if (isFirstLine(line) && isGap(lines[start - 1])) return start
  }
  return null
}

// No paragraph starts with a small letter, and none is called "State party:".
function isSecondLine(line: string): boolean {
  return (
    /^\s*\p{Ll}(?!\p{L}{0,3}\))/u.test(line) ||
    /^\s*(?:\S+\s+){0,2}(?:[Pp]art(?:y|ies)|Government)(?:\s+\S+)?:\s*$/.test(line)
  )
}

function isFirstLine(line: string): boolean {
  return (
    /^\s*[\p{Lu}“]/u.test(line) && !LABEL.test(line) && line.trim().length > 40 && !/[.;:!?]["”’»)\]]?\s*$/.test(line)
  )
}

function isGap(line: string | undefined): boolean {
  return line === undefined || line.trim() === '' || LABEL.test(line)
}

function endOfBlock(lines: readonly string[], start: number): number {
  const length = lines.slice(start).findIndex((line) => line.trim() === '' || LABEL.test(line))
  return length === -1 ? lines.length : start + length
}

/** Joins lines that were broken to fit a page or a mail, and leaves alone what was never broken. */
import { splitLabel } from '../label.ts'
import { endsInAbbreviation } from '../line-end.ts'

// Lines longer than this were not wrapped by anybody.
const WIDEST_WRAP = 140
const FULL = 0.72

/** One string a paragraph, in order. Indentation and tabs of its first line stay, since labels are told by them. */
export function joinWrappedLines(lines: readonly string[]): string[] {
  const width = wrapWidth(lines)
  const paragraphs: string[][] = []
  let previous: string | null = null
  for (const line of lines) {
    if (line.trim() === '') {
      previous = null
      continue
    }
    const last = paragraphs.at(-1)
    if (width !== null && previous !== null && last !== undefined && goesOn(previous, line, width)) last.push(line)
    else paragraphs.push([line])
    previous = line
  }
  return paragraphs.map(rejoin)
}

/** The width at which the text was wrapped; null where it was not. */
function wrapWidth(lines: readonly string[]): number | null {
  const lengths = lines.map((line) => line.trim().length).filter((length) => length > 0)
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0)
  return longest > WIDEST_WRAP || longest < 40 ? null : longest
}

function goesOn(previous: string, line: string, width: number): boolean {
  const firstWord = /\S+/.exec(line)?.[0].length ?? 0
  const isFull = previous.trim().length + 1 + firstWord > width * FULL
  const isReference = endsInAbbreviation(withoutMarks(previous)) && /^\s*\(?\d/.test(line)
  if (isReference) return true
  const isUnfinished = !/[.;:!?]["”’»)\]]?$/.test(withoutMarks(previous))
  if (/^\s*\p{Ll}/u.test(line) && splitLabel(line) === null) return true
  if (splitLabel(line) !== null) return isFull && isUnfinished && !startsItemOrParagraph(line)
  return isFull && (isUnfinished || previous.trim().length + 1 + firstWord > width * 0.9)
}

// "2021. The …" behind a full line is a year; "12. The …" is a paragraph, whatever stands before.
function startsItemOrParagraph(line: string): boolean {
  const label = splitLabel(line)?.label ?? ''
  return /^\d{1,3}[.)]$|^\(?\p{Ll}{1,4}\)$|^\d+\.\d+\.?$|^\p{Lu}+\.$/u.test(label)
}

function rejoin(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const next = lines[index + 1]
      const content = index === 0 ? line.trimEnd() : line.trim()
      if (next === undefined) return content
      return /\p{Ll}-$/u.test(content) && /^\s*\p{Ll}/u.test(next) ? content : `${content} `
    })
    .join('')
}

function withoutMarks(line: string): string {
  return line.replaceAll(/\[footnoteRef:[^\]]*\]/gi, '').trim()
}

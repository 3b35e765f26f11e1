/** Joins lines that were broken to fit a page or a mail, and leaves alone what was never broken. */
import { joinLines, type Spelling, spellingOf } from '../hyphens.ts'
import { splitLabel } from '../label.ts'
import { endsInAbbreviation } from '../line-end.ts'

// Lines longer than this were not wrapped by anybody.
const WIDEST_WRAP = 140
const FULL = 0.72
const MOST_OVER = 0.15
const FEWEST_GOING_ON = 0.12

/** One string a paragraph, in order. Indentation and tabs of its first line stay, since labels are told by them. */
export function joinWrappedLines(lines: readonly string[], origin: 'page' | 'typed' = 'typed'): string[] {
  const width = wrapWidth(lines, origin)
  const paragraphs: string[][] = []
  let isApart = true
  for (const line of lines) {
    if (line.trim() === '') {
      isApart = true
      continue
    }
    const last = paragraphs.at(-1)
    const before = last?.at(-1)
    const runsOn = before !== undefined && (isApart ? breaksWord(before, line) : goesOn(before, line, width ?? 0))
    if (width !== null && last !== undefined && runsOn) last.push(line)
    else paragraphs.push([line])
    isApart = false
  }
  const spelling = spellingOf(lines)
  return paragraphs.map((broken) => rejoin(broken, spelling))
}

// The end of a page may stand within a word.
function breaksWord(before: string, line: string): boolean {
  return /\p{Ll}-$/u.test(before.trimEnd()) && /^\s*\p{Ll}/u.test(line) && splitLabel(line) === null
}

/** The width at which the text was wrapped; null where it was not. A converter may leave a few lines longer than the others. */
function wrapWidth(lines: readonly string[], origin: 'page' | 'typed'): number | null {
  const printed = lines.map((line) => line.trim()).filter((line) => line !== '')
  const within = printed.filter(({ length }) => length <= WIDEST_WRAP)
  const longest = within.reduce((most, { length }) => Math.max(most, length), 0)
  if (longest < 40) return null
  if (origin === 'page') return longest
  const over = printed.length - within.length
  const goingOn = printed.filter((line) => /^\p{Ll}/u.test(line) && splitLabel(line) === null).length
  return over === 0 || (over < MOST_OVER * printed.length && goingOn > FEWEST_GOING_ON * printed.length)
    ? longest
    : null
}

function goesOn(previous: string, line: string, width: number): boolean {
  const firstWord = /\S+/.exec(line)?.[0].length ?? 0
  const isFull = previous.trim().length + 1 + firstWord > width * FULL
  const isReference =
    (endsInAbbreviation(withoutMarks(previous)) && /^\s*\(?\d/.test(line)) ||
    // "paragraphs 8 (b), 10" / "(a) and (b)": the step of a number, no item.
    (/(?<!\d)\d{1,3}\s*$/.test(previous) &&
      /^\s*\([a-z]{1,4}\)(?:[,;.)–]|\s+(?:and|or|to|above|below|of)\b|\s*\()/.test(line))
  if (isReference) return true
  if (/\(arts?\.\s[^()]*(?:\([^()]*\)[^()]*)*\)$/.test(previous.trim()) && /^\s*\p{Lu}/u.test(line)) return false
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

function rejoin([first = '', ...others]: readonly string[], spelling: Spelling): string {
  return others.reduce((text, line) => joinLines(text, line.trim(), spelling), first.trimEnd())
}

function withoutMarks(line: string): string {
  return line.replaceAll(/\[footnoteRef:[^\]]*\]/gi, '').trim()
}

/** Cleans single cells: folded white space, lists in one cell, markup in text, dates in all their forms. */
import { Parser } from 'htmlparser2'
import type { Cell } from './record.ts'

/** White space folded, invisible characters gone. */
export function foldSpaces(text: string): string {
  return text
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The text without those characters at its end. A loop: a pattern would try every start of a long run. */
export function withoutTail(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** A cell as one line. */
export function lineOf(cell: Cell): string {
  return valuesOf(cell).join(' ')
}

/**
 * The values of a cell: apart by line feeds, each behind "- ". A line without the hyphen goes on the one before, where
 * others have one. Trailing asterisks (the Index's mark for a footnote) are taken off, repetitions dropped.
 */
export function valuesOf(cell: Cell): string[] {
  const lines = (typeof cell === 'object' && cell !== null ? cell : String(cell ?? '').split(/\r\n|\r|\n/)).map(
    foldSpaces,
  )
  const isList = lines.some((line) => /^-\s/.test(line))
  const values: string[] = []
  for (const line of lines) {
    const goesOn = isList && !/^-(\s|$)/.test(line) && values.length > 0 && typeof cell !== 'object'
    if (goesOn) values.push(`${values.pop()} ${line}`)
    else values.push(line.replace(/^-(\s+|$)/, ''))
  }
  const cleaned = values.map((value) => withoutTail(value, ' *'))
  return [...new Set(cleaned.filter((value) => value !== ''))]
}

/** Elements that end a line; all others may stand inside a word. */
const BREAKS = new Set([
  'p',
  'div',
  'br',
  'li',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'tr',
  'td',
  'th',
  'table',
  'blockquote',
])
const HIDDEN = new Set(['script', 'style', 'head', 'title'])

/** Text without markup, a line a block. A word that was broken at the end of a line is whole again. */
export function textOf(cell: Cell): string {
  const raw = typeof cell === 'object' ? (cell ?? []).join('\n') : String(cell ?? '')
  const plain = /<[a-z/!]|&[a-z#]/i.test(raw) ? withoutMarkup(raw) : raw
  return plain
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
    .split('\n')
    .map(foldSpaces)
    .join('\n')
    .replace(/(\p{Ll})[-\u2010]\n+(\p{Ll})/gu, '$1$2')
    .split('\n')
    .filter((line) => line !== '')
    .join('\n')
}

function withoutMarkup(html: string): string {
  let text = ''
  let hidden = 0
  const parser = new Parser({
    onopentag(name) {
      if (HIDDEN.has(name)) hidden++
      if (BREAKS.has(name)) text += '\n'
    },
    ontext(part) {
      if (hidden === 0) text += part
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden = Math.max(0, hidden - 1)
      if (BREAKS.has(name)) text += '\n'
    },
  })
  parser.end(html)
  return text
}

/** A day, and whether its time of day makes one doubt it. */
export interface ReadDay {
  readonly day: string | null
  readonly doubtful: boolean
}

/**
 * A day from a serial number of a spreadsheet, or from a written date. Midnight in Geneva is 22 or 23 o'clock of the day
 * before in universal time: a date that ends so is the day after, in doubt.
 */
export function dayOf(cell: Cell): ReadDay {
  const text = lineOf(cell)
  const serial = typeof cell === 'number' ? cell : /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : null
  if (serial !== null) return dayOfSerial(serial)
  const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2}))?/.exec(text)
  if (written?.[1] !== undefined) return shifted(written[1], Number(written[2] ?? 0), Number(written[3] ?? 0))
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/.exec(text)
  // Day first, as the United Nations writes; 13 or more in second place could only be a day.
  if (slashed !== null && Number(slashed[2]) <= 12)
    return shifted([slashed[3], pad(slashed[2]), pad(slashed[1])].join('-'), 0, 0)
  return { day: null, doubtful: false }
}

function pad(figure: string | undefined): string {
  return (figure ?? '').padStart(2, '0')
}

/** Day 1 of a spreadsheet is 1 January 1900, and it believes in a 29 February 1900: day 0 works out at 30 December 1899. */
function dayOfSerial(serial: number): ReadDay {
  if (serial < 1 || serial >= 2_958_466) return { day: null, doubtful: false }
  const minutes = Math.round((serial % 1) * 1440)
  const day = Temporal.PlainDate.from('1899-12-30').add({ days: Math.floor(serial) })
  return shifted(day.toString(), Math.floor(minutes / 60), minutes % 60)
}

function shifted(date: string, hour: number, minute: number): ReadDay {
  try {
    const day = Temporal.PlainDate.from(date)
    if (hour === 24) return { day: day.add({ days: 1 }).toString(), doubtful: false }
    const isMidnightInGeneva = (hour === 22 || hour === 23) && minute === 0
    return { day: (isMidnightInGeneva ? day.add({ days: 1 }) : day).toString(), doubtful: isMidnightInGeneva }
  } catch {
    return { day: null, doubtful: false }
  }
}

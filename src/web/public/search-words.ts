/** What was found, cut to where its words stand, with those words marked. */
import { html } from 'hono/html'
import type { Piece } from '../../obligations/index.ts'
import type { Html } from '../exchange.ts'

export function marked(pieces: readonly Piece[]): Html {
  return html`${pieces.map(({ text, found }) => (found ? html`<mark>${text}</mark>` : text))}`
}

/** Only the lines that are sentences; lists of codes are left out. */
export function sentences(pieces: readonly Piece[]): readonly Piece[] {
  const lines: Piece[][] = [[]]
  for (const { text, found } of pieces) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ text: part, found })
    }
  }
  return lines
    .filter((line) =>
      /[.!?؟]$/.test(
        line
          .map(({ text }) => text)
          .join('')
          .trim(),
      ),
    )
    .flatMap((line) => [...line, { text: ' ', found: false }])
}

const [BEFORE, LENGTH] = [80, 260]

/** Some words before the first that was found, and on from there. */
export function snippet(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex(({ found }) => found)
  const start = pieces.slice(0, Math.max(0, first)).reduce((sum, { text }) => sum + text.length, 0)
  const whole = pieces.map(({ text }) => text).join('')
  const from = first < 0 || start <= BEFORE ? 0 : nextWord(whole, start - BEFORE)
  return cut(pieces, from, from + LENGTH)
}

function nextWord(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return space < 0 ? at : space + 1
}

function cut(pieces: readonly Piece[], from: number, until: number): readonly Piece[] {
  const shown: Piece[] = from > 0 ? [{ text: '… ', found: false }] : []
  let at = 0
  for (const { text, found } of pieces) {
    const own = text.slice(Math.max(0, from - at), Math.max(0, until - at))
    if (own !== '') shown.push({ text: own, found })
    at += text.length
  }
  return at > until ? [...shown, { text: ' …', found: false }] : shown
}

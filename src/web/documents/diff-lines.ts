/** What a corrected document changes in the saved one: a box to tick for each line, some lines a page, each choice carried to the end. */
import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import type { DiffLine } from '../../obligations/import/index.ts'
import type { Exchange, Html } from '../exchange.ts'
import { shortened } from './preview-parts.ts'

/** Which lines are looked at, from which on, and those that are left out so far, by their places. */
export interface LineChoice {
  readonly from: number
  readonly leftOut: ReadonlySet<number>
}

export const NOTHING_CHOSEN: LineChoice = { from: 0, leftOut: new Set() }

/** Bytes of lines on a page, what a line costs besides its words, and characters of it that are shown. */
const PAGE = 30_000
const LINE = 500
const SHOWN = 1200

/** The first line that does not fit the page that begins with `from`. */
export function endOfPage(lines: readonly DiffLine[], from: number): number {
  let left = PAGE
  let end = from
  for (const line of lines.slice(from)) {
    left -=
      LINE +
      Buffer.byteLength(
        shownWords(line)
          .map(({ text }) => text)
          .join(''),
      ) +
      12 * shownWords(line).length
    if (left < 0 && end > from) break
    end++
  }
  return end
}

/** What the form says, with the lines of its page that lost their tick. */
export function choiceOf(lines: readonly DiffLine[], posted: Readonly<Record<string, unknown>>): LineChoice {
  const from = Math.min(Math.max(Number(posted.from) || 0, 0), lines.length)
  const ticked = new Set([posted.line ?? []].flat().map(String))
  const before = String(posted['left-out'] ?? '')
    .split(',')
    .filter((place) => place !== '')
    .map(Number)
  const here = lines
    .slice(from, endOfPage(lines, from))
    .flatMap(({ id }, index) => (ticked.has(id) ? [] : [from + index]))
  return { from, leftOut: new Set([...before.filter((place) => place < from), ...here]) }
}

/** Tells whether the lines are still those that the form was about. */
export function markOf(lines: readonly DiffLine[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('base64url').slice(0, 16)
}

/** The lines of one page, each chosen until somebody takes its tick away. */
export function diffLines(exchange: Exchange, lines: readonly DiffLine[], { from, leftOut }: LineChoice): Html {
  const { t } = exchange.texts
  const end = endOfPage(lines, from)
  const more = end < lines.length || from > 0
  const before = [...leftOut].filter((place) => place < from).join(',')
  return html`<input type="hidden" name="from" value="${from}"><input type="hidden" name="left-out" value="${before}"><input type="hidden" name="of" value="${markOf(lines)}"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${t('import.choose-lines', { n: lines.length })}</legend><div class="govuk-hint">${t('import.choose-lines-hint')}${more ? html` ${t('upload.lines-shown', { from: from + 1, to: end })}` : ''}</div><div class="govuk-checkboxes govuk-checkboxes--small">${lines.slice(from, end).map((line, index) => diffLine(exchange, line, { place: from + index, ticked: !leftOut.has(from + index) }))}</div></fieldset>`
}

interface Box {
  readonly place: number
  readonly ticked: boolean
}

function diffLine(exchange: Exchange, line: DiffLine, { place: number, ticked }: Box): Html {
  const { t, named } = exchange.texts
  const place = line.of === 'field' ? named(`import.field.${line.after ?? ''}`) : (line.after ?? line.before ?? '')
  const moved =
    line.before !== null && line.after !== null && line.before !== line.after
      ? t('import.was', { at: line.before })
      : ''
  const asking = line.asked === line.asks ? '' : line.asks ? t('import.now-asks') : t('import.no-longer-asks')
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"${ticked ? html` checked` : ''} id="line-${number}" name="line" value="${line.id}"><label class="govuk-label govuk-checkboxes__label ob-diff ob-wrap" for="line-${number}"><strong>${place}</strong> ${named(`import.change.${line.change}`)}${moved === '' ? '' : `, ${moved}`}${asking === '' ? '' : `, ${asking}`}<br><span dir="auto">${shownWords(line).map(wordChange)}</span></label></div>`
}

/** What differs, with what is alike around it in short; of much, the beginning. */
function shownWords({ words }: DiffLine): DiffLine['words'] {
  const shown: DiffLine['words'][number][] = []
  let left = SHOWN
  for (const { is, text } of words) {
    const word = is === 'same' && text.length > 160 ? `${text.slice(0, 70)} … ${text.slice(-70)}` : text
    shown.push({ is, text: shortened(word, left) })
    left -= word.length
    if (left <= 0) break
  }
  return shown
}

function wordChange({ is, text }: DiffLine['words'][number]): Html | string {
  if (is === 'added') return html`<ins>${text}</ins>`
  if (is === 'removed') return html`<del>${text}</del>`
  return text
}

/**
 * Bars along the days, as SVG made on the server: what runs from when to when, where today is, what is late, what waits
 * for what. The page shows the same as a table beside it.
 */
import { html } from 'hono/html'
import type { Exchange, Html } from '../exchange.ts'

/** Written out, so that the style sheet keeps them. */
export const PLAN_CLASSES = {
  planned: 'ob-plan--planned',
  'under-way': 'ob-plan--under-way',
  done: 'ob-plan--done',
  abandoned: 'ob-plan--abandoned',
} as const

export interface TimelineRow {
  readonly id: string
  readonly label: string
  /** ISO dates; one that is null runs to the other as a point. */
  readonly from: string | null
  readonly until: string | null
  readonly state: keyof typeof PLAN_CLASSES
  readonly late: boolean
  readonly waitsFor: readonly string[]
  /** Shown above the row where it differs from that of the row before. */
  readonly group?: string
}

const [LABELS, DAYS, LINE, TOP] = [250, 690, 24, 26]
const WIDTH = LABELS + DAYS

/** The picture of those rows that have a day; empty where none has. */
export function timeline(exchange: Exchange, description: string, rows: readonly TimelineRow[]): Html | string {
  const dated = rows.filter((row) => row.from !== null || row.until !== null)
  if (dated.length === 0) return ''
  const scale = scaleOf(exchange, dated)
  const lines = placed(dated)
  const height = TOP + (lines.at(-1)?.line ?? 0) * LINE + LINE + 6
  const at = new Map(lines.map((row) => [row.id, row]))
  return html`<div class="ob-scroll" role="region" tabindex="0" aria-label="${description}"><svg class="ob-timeline" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${description}">${years(scale, height)}${lines.map(
    (row) => bar(row, scale),
  )}${lines.flatMap((row) =>
    row.waitsFor.flatMap((id) => {
      const other = at.get(id)
      return other === undefined ? [] : [arrow(other, row, scale)]
    }),
  )}<line class="ob-today" x1="${x(scale, exchange.today.toString())}" x2="${x(scale, exchange.today.toString())}" y1="${TOP - 8}" y2="${height}"></line></svg></div>`
}

interface Scale {
  readonly first: Temporal.PlainDate
  readonly days: number
}

/** Whole years around everything, today included. */
function scaleOf({ today }: Exchange, rows: readonly TimelineRow[]): Scale {
  const all = [today.toString(), ...rows.flatMap(({ from, until }) => [from ?? until ?? '', until ?? from ?? ''])]
  const sorted = all.toSorted()
  const first = Temporal.PlainDate.from(sorted[0] ?? today).with({ month: 1, day: 1 })
  const last = Temporal.PlainDate.from(sorted.at(-1) ?? today).with({ month: 12, day: 31 })
  return { first, days: first.until(last, { largestUnit: 'days' }).days }
}

function x({ first, days }: Scale, on: string): string {
  return (LABELS + (first.until(Temporal.PlainDate.from(on), { largestUnit: 'days' }).days / days) * DAYS).toFixed(1)
}

interface Placed extends TimelineRow {
  readonly line: number
  readonly heading: string | null
}

function placed(rows: readonly TimelineRow[]): readonly Placed[] {
  let line = 0
  let before: string | undefined
  return rows.map((row) => {
    const heading = row.group !== undefined && row.group !== before ? row.group : null
    before = row.group
    if (heading !== null) line += 1
    const here = { ...row, line, heading }
    line += 1
    return here
  })
}

function years(scale: Scale, height: number): Html {
  const count = Math.ceil(scale.days / 365.25)
  return html`${Array.from({ length: count }, (_, index) => {
    const year = scale.first.year + index
    const left = x(scale, `${year}-01-01`)
    return html`<line class="ob-grid" x1="${left}" x2="${left}" y1="14" y2="${height}"></line><text class="ob-axis" x="${Number(left) + 4}" y="12">${year}</text>`
  })}`
}

function bar(row: Placed, scale: Scale): Html {
  const y = TOP + row.line * LINE
  const from = Number(x(scale, row.from ?? row.until ?? ''))
  const until = Number(x(scale, row.until ?? row.from ?? ''))
  const head =
    row.heading === null
      ? ''
      : html`<text class="ob-axis ob-axis--group" x="0" y="${y - LINE + 13}">${cut(row.heading, 60)}</text>`
  return html`${head}<text class="ob-axis" x="0" y="${y + 13}">${cut(row.label, 38)}</text><rect class="${row.late ? 'ob-late' : PLAN_CLASSES[row.state]}" x="${from.toFixed(1)}" y="${y + 2}" width="${Math.max(5, until - from).toFixed(1)}" height="14" rx="2"></rect>`
}

/** From the end of what is waited for to the start of what waits. */
function arrow(from: Placed, to: Placed, scale: Scale): Html {
  const left = x(scale, from.until ?? from.from ?? '')
  const right = x(scale, to.from ?? to.until ?? '')
  const [y1, y2] = [TOP + from.line * LINE + 9, TOP + to.line * LINE + 9]
  return html`<path class="ob-wait" d="M${left} ${y1} V${y2} H${right}"></path><circle class="ob-wait-end" cx="${right}" cy="${y2}" r="3"></circle>`
}

function cut(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}

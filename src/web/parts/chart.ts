/**
 * A line of values by period with its target and its baseline, as SVG made on the server. The page shows the same
 * figures as a table beside it; the picture's own text says what it shows. Colours are classes, so that print and
 * forced colours have their own; each line is told apart by its shape too.
 */
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

export interface Series {
  /** What a screen reader says in place of the picture. */
  readonly description: string
  readonly unit: string
  /** Oldest first. Null where there was no case: the line breaks, and a cross stands on the axis. */
  readonly points: readonly { readonly period: string; readonly value: number | null }[]
  readonly target: Marked | null
  readonly baseline: Marked | null
  /** A number as the reader writes it. */
  readonly number: (value: number) => string
}

interface Marked {
  readonly value: number
  readonly label: string
}

const [WIDTH, HEIGHT] = [640, 260]
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 16, 22, 34]

/** The picture; empty where no period has a value. */
export function lineChart(series: Series): Html | string {
  const values = series.points.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return ''
  const ticks = ticksFor([...values, ...marksOf(series).map(({ value }) => value)])
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const y = (value: number) => round(HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM))
  const step = (WIDTH - LEFT - RIGHT) / series.points.length
  const x = (index: number) => round(LEFT + step * (index + 0.5))
  const every = Math.ceil(series.points.length / 10)
  return html`<svg class="ob-chart ob-chart--line" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${series.description}">
<text class="ob-axis" x="0" y="12">${series.unit}</text>
${ticks.map((tick) => html`<line class="ob-grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"></line><text class="ob-axis" x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${series.number(tick)}</text>`)}
${series.points.map(({ period }, index) => (index % every === 0 ? html`<text class="ob-axis" x="${x(index)}" y="${HEIGHT - 10}" text-anchor="middle">${period}</text>` : ''))}
${series.baseline === null ? '' : level('ob-baseline', series.baseline, y(series.baseline.value))}
${series.target === null ? '' : level('ob-target', series.target, y(series.target.value))}
${segments(series.points).map((segment) => html`<polyline class="ob-line" points="${segment.map(({ value, index }) => `${x(index)},${y(value)}`).join(' ')}"></polyline>`)}
${series.points.map(({ value }, index) =>
  value === null
    ? html`<path class="ob-none" d="M${x(index) - 4} ${HEIGHT - BOTTOM - 4}l8 8m0-8l-8 8"></path>`
    : html`<circle class="ob-bar" cx="${x(index)}" cy="${y(value)}" r="4.5"></circle>`,
)}</svg>`
}

function marksOf({ target, baseline }: Series): readonly Marked[] {
  return [target, baseline].filter((mark) => mark !== null)
}

/** A level across the picture, named at its end. */
function level(name: string, { label }: Marked, at: number): Html {
  return html`<line class="${name}" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"></line><text class="ob-axis ob-axis--group" x="${WIDTH - RIGHT}" y="${at - 5}" text-anchor="end">${label}</text>`
}

interface Placed {
  readonly value: number
  readonly index: number
}

/** Runs of neighbouring periods that have a value. */
function segments(points: Series['points']): readonly (readonly Placed[])[] {
  const all: Placed[][] = [[]]
  points.forEach(({ value }, index) => {
    if (value === null) all.push([])
    else all.at(-1)?.push({ value, index })
  })
  return all.filter((segment) => segment.length > 1)
}

/** Round numbers from zero, or from below it, to above the highest value: at most six. */
function ticksFor(values: readonly number[]): readonly number[] {
  const [least, most] = [Math.min(0, ...values), Math.max(...values, 0) || 1]
  const rough = (most - least) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const size = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const from = Math.floor(least / size)
  const count = Math.ceil(most / size) - from + 1
  return Array.from({ length: count }, (_, index) => Number(((from + index) * size).toPrecision(12)))
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

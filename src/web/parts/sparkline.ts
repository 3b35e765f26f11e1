/** A small picture beside a figure: the line of its values, or, of a single value, a bar against the benchmark. */
import { html } from 'hono/html'
import type { Html } from '../exchange.ts'

export interface SmallSeries {
  /** Said in place of the picture. */
  readonly description: string
  /** Oldest first; null where there was no case to count. */
  readonly values: readonly (number | null)[]
  readonly target: number | null
}

const [WIDTH, HEIGHT, EDGE] = [140, 36, 4]

/** The picture; empty where there is no value. */
export function sparkline({ description, values, target }: SmallSeries): Html | string {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  if (known.length === 0) return ''
  const most = Math.max(...known.map(({ value }) => value), target ?? 0, 0) || 1
  const least = Math.min(...known.map(({ value }) => value), target ?? 0, 0)
  const y = (value: number) => HEIGHT - EDGE - ((value - least) / (most - least || 1)) * (HEIGHT - 2 * EDGE)
  const x = (index: number) =>
    values.length === 1 ? WIDTH / 2 : EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE)
  const aim =
    target === null
      ? ''
      : html`<line class="ob-target" x1="0" x2="${WIDTH}" y1="${y(target).toFixed(1)}" y2="${y(target).toFixed(1)}"></line>`
  const last = known.at(-1)
  const drawn =
    known.length === 1
      ? html`<rect class="ob-bar" x="${WIDTH / 2 - 8}" width="16" y="${y(Math.max(last?.value ?? 0, 0)).toFixed(1)}" height="${Math.max(1, Math.abs(y(0) - y(last?.value ?? 0))).toFixed(1)}"></rect>`
      : html`<polyline class="ob-line" points="${known.map(({ value, index }) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"></polyline><circle class="ob-bar" cx="${x(last?.index ?? 0).toFixed(1)}" cy="${y(last?.value ?? 0).toFixed(1)}" r="3"></circle>`
  return html`<svg class="ob-spark" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${description}">${drawn}${aim}</svg>`
}

/**
 * A line of values by period with its target, as SVG made on the server. The page shows the same figures as a table
 * beside it; the picture's own text says what it shows.
 */
import type { PlotOptions } from '@observablehq/plot'
import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export interface Series {
  /** What a screen reader says in place of the picture. */
  readonly description: string
  readonly unit: string
  readonly points: readonly { readonly period: string; readonly value: number | null }[]
  readonly target: number | null
}

/** The picture; empty where no period has a value. What draws is loaded with the first picture. */
export async function lineChart(series: Series): Promise<HtmlEscapedString> {
  const known = series.points.filter((point) => point.value !== null)
  if (known.length === 0) return raw('')
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const figure = Plot.plot({
    document: document as unknown as NonNullable<PlotOptions['document']>, // linkedom's, of which Plot uses what it has
    width: 640,
    height: 240,
    marginLeft: 55,
    ariaLabel: series.description,
    x: { label: null, domain: series.points.map((point) => point.period) },
    y: { label: series.unit, grid: true, zero: true, nice: true },
    marks: [
      Plot.ruleY([0]),
      ...(series.target === null ? [] : [Plot.ruleY([series.target], { stroke: '#a30d0d', strokeDasharray: '4 3' })]),
      Plot.line(known, { x: 'period', y: 'value', stroke: '#0b4f6c', strokeWidth: 2 }),
      Plot.dot(known, { x: 'period', y: 'value', fill: '#0b4f6c', r: 4 }),
    ],
  })
  figure.setAttribute('role', 'img')
  figure.setAttribute('class', 'ob-chart')
  // The content security policy allows no inline styles; the class carries what is needed of them.
  for (const styled of [...figure.querySelectorAll('[style]'), figure]) styled.removeAttribute('style')
  for (const style of figure.querySelectorAll('style')) style.remove()
  return raw(figure.outerHTML)
}

/** Lines over time, told apart by dashes and by the name at their end; where no figure is published a line is broken. */
import { ticks } from 'd3-array'
import { topOf } from './bars.ts'
import { type Drawing, dashOf, fillOf, LINE, type Pen, round, WIDTH } from './svg.ts'

export interface Series {
  readonly label: string
  readonly points: readonly { readonly value: number | null; readonly shown: string }[]
}

const HEIGHT = 220
/** Room for the figures of the scale, and at the end of the last period. */
const START = 56
const END = 24

/** Periods along, values up from 0; the names of the lines stand above, each with its dashes. */
export function lines(
  periods: readonly string[],
  series: readonly Series[],
  { pen, number }: { readonly pen: Pen; readonly number: (value: number) => string },
): Drawing {
  const most = topOf(series.flatMap(({ points }) => points.map(({ value }) => value)))
  const marks: string[] = []
  let top = 0
  for (const [index, { label }] of series.entries()) {
    const name = pen.block(44, top, label, { most: 40 })
    marks.push(stroke(`M${pen.at(0)} ${top + 10}H${pen.at(36)}`, index), ...name.marks)
    top = name.below
  }
  top += 12
  const x = (place: number) =>
    START + (periods.length === 1 ? 0.5 : place / (periods.length - 1)) * (WIDTH - START - END)
  const y = (value: number) => top + HEIGHT - (value / most) * HEIGHT
  for (const tick of ticks(0, most, 4)) {
    marks.push(pen.rule(START, y(tick), WIDTH - END, y(tick)))
    marks.push(pen.text(START - 6, y(tick) + 5, number(tick), { anchor: 'end' }))
  }
  const every = Math.ceil(periods.length / 5)
  for (const [place, period] of periods.entries())
    if (place % every === 0)
      marks.push(pen.text(x(place), top + HEIGHT + LINE + 4, period, { anchor: anchorOf(place, periods.length) }))
  for (const [index, { points }] of series.entries()) {
    const path = points.map(({ value }, place) => {
      if (value === null) return ''
      const joined = (points[place - 1]?.value ?? null) !== null
      return `${joined ? 'L' : 'M'}${pen.at(x(place))} ${round(y(value))}`
    })
    marks.push(stroke(path.join(''), index))
    for (const [place, { value, shown }] of points.entries())
      marks.push(
        value === null
          ? pen.text(x(place), top + HEIGHT - 4 - index * LINE, shown, { anchor: 'middle' })
          : `<circle cx="${pen.at(x(place))}" cy="${round(y(value))}" r="3.5" fill="${fillOf(index)}"/>`,
      )
  }
  return { height: top + HEIGHT + LINE + 12, marks }
}

/** The names of the first and of the last period stay inside the picture. */
function anchorOf(place: number, many: number): 'start' | 'middle' | 'end' {
  if (many === 1) return 'middle'
  return place === 0 ? 'start' : place === many - 1 ? 'end' : 'middle'
}

function stroke(path: string, index: number): string {
  const dash = dashOf(index)
  return `<path d="${path}" fill="none" stroke="${fillOf(index)}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`
}

/** Bars in groups, each named and with its figure beside it, so that no colour has to be told from another. */
import { nice, ticks } from 'd3-array'
import { type Drawing, LINE, type Pen, WIDTH } from './svg.ts'

export interface Bar {
  readonly label: string
  readonly value: number | null
  /** What is written at its end: the number, its sign, or the sign alone. */
  readonly shown: string
}

export interface Group {
  readonly label: string
  readonly bars: readonly Bar[]
}

/** Room at the end of the longest bar for its figure. */
const FIGURE = 70

/** Groups one below the other. A group of one bar has no names within it. */
export function bars(groups: readonly Group[], pen: Pen, most = topOfGroups(groups)): Drawing {
  const marks: string[] = []
  let y = 0
  for (const { label, bars } of groups) {
    const heading = pen.block(0, y, label, { bold: true })
    marks.push(...heading.marks)
    y = heading.below + 2
    for (const [series, bar] of bars.entries()) {
      if (bars.length > 1) {
        const name = pen.block(0, y, bar.label)
        marks.push(...name.marks)
        y = name.below
      }
      const width = ((bar.value ?? 0) / most) * (WIDTH - FIGURE)
      if (bar.value !== null) marks.push(pen.bar(0, y, width, series))
      marks.push(pen.text(width + 4, y + LINE - 7, bar.shown))
      y += LINE
    }
    y += 8
  }
  return { height: y, marks }
}

/** Small charts: one a group, on one scale, each with its rules and their figures. */
export function multiples(groups: readonly Group[], pen: Pen, number: (value: number) => string): Drawing {
  const most = topOfGroups(groups)
  const marks: string[] = []
  let y = 0
  for (const group of groups) {
    const { height, marks: own } = bars([group], pen, most)
    for (const tick of ticks(0, most, 4)) {
      const x = (tick / most) * (WIDTH - FIGURE)
      marks.push(pen.rule(x, y + LINE + 4, x, y + height))
      marks.push(pen.text(x, y + height + LINE - 4, number(tick), { anchor: tick === 0 ? 'start' : 'middle' }))
    }
    marks.push(`<g transform="translate(0 ${y})">${own.join('')}</g>`)
    y += height + LINE + 12
  }
  return { height: y, marks }
}

function topOfGroups(groups: readonly Group[]): number {
  return topOf(groups.flatMap((group) => group.bars.map(({ value }) => value)))
}

/** The end of a scale from 0 on which all values lie. */
export function topOf(values: readonly (number | null)[]): number {
  const [, top] = nice(0, Math.max(1, ...values.map((value) => value ?? 0)), 4)
  return top
}

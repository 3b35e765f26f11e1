/** Two sides against each other on one scale, a row a category: women and men by age. */
import { type Bar, topOf } from './bars.ts'
import { type Drawing, LINE, type Pen, WIDTH } from './svg.ts'

export interface Pair {
  readonly label: string
  readonly first: Bar
  readonly second: Bar
}

const MIDDLE = WIDTH / 2
/** Room for the figure at the end of a bar. */
const FIGURE = 62

/** The first side grows towards where reading begins, the second away from it. */
export function pyramid(sides: readonly [string, string], pairs: readonly Pair[], pen: Pen): Drawing {
  const most = topOf(pairs.flatMap(({ first, second }) => [first.value, second.value]))
  const widthOf = ({ value }: Bar) => ((value ?? 0) / most) * (MIDDLE - FIGURE)
  const marks = [
    pen.text(MIDDLE - 6, LINE, sides[0], { anchor: 'end', bold: true }),
    pen.text(MIDDLE + 6, LINE, sides[1], { bold: true }),
  ]
  let y = LINE + 6
  for (const { label, first, second } of pairs) {
    const name = pen.block(MIDDLE, y, label, { anchor: 'middle' })
    marks.push(...name.marks)
    y = name.below
    const [left, right] = [widthOf(first), widthOf(second)]
    if (first.value !== null) marks.push(pen.bar(MIDDLE - left, y, left, 0))
    if (second.value !== null) marks.push(pen.bar(MIDDLE, y, right, 1))
    marks.push(pen.text(MIDDLE - left - 4, y + LINE - 7, first.shown, { anchor: 'end' }))
    marks.push(pen.text(MIDDLE + right + 4, y + LINE - 7, second.shown))
    y += LINE + 2
  }
  return { height: y + 8, marks }
}

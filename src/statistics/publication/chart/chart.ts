/**
 * Charts of a released table, drawn from the same cells as every file. An SVG without styles or scripts of its own: it
 * is read in both directions, printed in black, and stands above the table, which has all of its figures.
 */
import { type Axis, axesOf, codeAt, gridOf, type Line } from '../grid.ts'
import { type Cell, type ReleasedTable, TOTAL } from '../model.ts'
import { measureOf } from '../observation.ts'
import { periodText } from '../sims.ts'
import { type Wording, wordingIn } from '../wording/index.ts'
import { type Bar, bars, multiples } from './bars.ts'
import { lines } from './lines.ts'
import { pyramid } from './pyramid.ts'
import { squares } from './squares.ts'
import { type Drawing, type Pen, penFor, picture } from './svg.ts'

export const CHARTS = ['bars', 'lines', 'pyramid', 'multiples', 'map'] as const
export type ChartKind = (typeof CHARTS)[number]

export interface ChartView {
  readonly kind: ChartKind
  readonly language: string
  /** Unique on the page; the title's and the description's ids begin with it. */
  readonly id: string
  /** Ids of the axes along the columns, as the table beside it has them. */
  readonly columns?: readonly string[]
}

/** Whether a kind of chart says something of a table: lines need two periods, a pyramid a dimension with two sides. */
export function isPossible(table: ReleasedTable, kind: ChartKind): boolean {
  const axes = axesOf(withoutTotals(table), 'en')
  switch (kind) {
    case 'bars':
      return true
    case 'lines':
      return axes.some(({ id, categories }) => id === 'TIME_PERIOD' && categories.length > 1)
    case 'pyramid':
      return (
        sidesOf(axes) !== undefined &&
        axes.some(({ id, categories }) => id !== sidesOf(axes)?.id && categories.length > 1)
      )
    case 'map':
      return mappedAreas(table).length > 1
    case 'multiples':
      return axes.filter(({ categories }) => categories.length > 1).length > 1
    default:
      return kind satisfies never
  }
}

/** The picture. Totals are left out where the parts are drawn: the table has them. Refuses a kind that is not possible. */
export function chartOf(table: ReleasedTable, { kind, language, id, columns }: ChartView): string {
  if (!isPossible(table, kind)) throw new RangeError(`no ${kind} of ${table.table}`)
  const wording = wordingIn(language)
  const { of, say, direction } = wording
  const parts = withoutTotals(table)
  const pen = penFor(direction)
  const drawing =
    kind === 'map'
      ? map(table, { wording, pen, id })
      : drawn(parts, { kind, wording, pen, ...(columns && { columns }) })
  const title = say('table.title', {
    title: of(table.title),
    area: of(table.area.name),
    period: periodText(table, wording),
  })
  const description = say('chart.described', { kind: say(`chart.${kind}`), title: of(table.title) })
  return picture(drawing, { id, title, description, language, direction })
}

interface Drawn {
  readonly kind: Exclude<ChartKind, 'map'>
  readonly wording: Wording
  readonly pen: Pen
  readonly columns?: readonly string[]
}

function drawn(table: ReleasedTable, { kind, wording, pen, columns }: Drawn): Drawing {
  const { language, number } = wording
  const layout = (along: readonly string[] | undefined) => gridOf(table, { language, ...(along && { columns: along }) })
  const barOf = (label: string, cell: Cell | undefined) => ({ label, ...shownOf(table, cell, wording) })
  switch (kind) {
    case 'bars':
    case 'multiples': {
      const { rows, columns: across, cellAt } = layout(columns)
      const groups =
        kind === 'bars'
          ? rows.map((row) => ({ label: row.label, bars: across.map((one) => barOf(one.label, cellAt(row, one))) }))
          : across.map((one) => ({ label: one.label, bars: rows.map((row) => barOf(row.label, cellAt(row, one))) }))
      return kind === 'bars' ? bars(groups, pen) : multiples(groups, pen, number)
    }
    case 'lines': {
      const { rows, columns: periods, cellAt } = layout(['TIME_PERIOD'])
      const series = rows.map((row) => ({
        label: row.label,
        points: periods.map((period) => shownOf(table, cellAt(row, period), wording)),
      }))
      return lines(
        periods.map(({ label }) => label),
        series,
        { pen, number },
      )
    }
    case 'pyramid': {
      const sides = sidesOf(axesOf(table, language))
      const { rows, columns: both, cellAt } = layout(sides ? [sides.id] : [])
      const [first, second] = both.filter(({ categories: [one] }) =>
        sides?.categories.some(({ code }) => code === one?.code),
      )
      if (first === undefined || second === undefined) return { height: 0, marks: [] }
      const side = (row: Line, column: Line): Bar => barOf(column.label, cellAt(row, column))
      const pairs = rows.map((row) => ({ label: row.label, first: side(row, first), second: side(row, second) }))
      return pyramid([first.label, second.label], pairs, pen)
    }
    default:
      return kind satisfies never
  }
}

/** Areas that have a square and a figure. */
function mappedAreas(table: ReleasedTable) {
  const drawn = new Set(table.cells.map(({ area }) => area))
  return table.regions.flatMap((area) =>
    area.square !== undefined && drawn.has(area.code) ? [{ ...area, square: area.square }] : [],
  )
}

/** The newest figures of whole areas: of what follows from counts, where something does, since counts alone show where people live. */
function map(
  table: ReleasedTable,
  { wording, pen, id }: Pick<Drawn, 'wording' | 'pen'> & { readonly id: string },
): Drawing {
  const { of, say, number, period } = wording
  const measure = table.measures[1] ?? table.measures[0]
  const newest =
    table.cells
      .map((cell) => cell.period)
      .toSorted()
      .at(-1) ?? ''
  const whole = table.cells.filter(
    (cell) => cell.period === newest && cell.measure === measure?.id && table.by.every((by) => cell.at[by] === TOTAL),
  )
  const areas = mappedAreas(table).map(({ code, name, square: [column, row] }) => ({
    ...{ label: of(name), column, row },
    ...shownOf(
      table,
      whole.find(({ area }) => area === code),
      wording,
    ),
  }))
  return squares(areas, {
    ...{ pen, id },
    number: (value) => number(value, measure?.decimals),
    heading: `${of(measure?.name ?? table.title)}, ${period(newest)}`,
    hatched: say('chart.hatched'),
  })
}

/** A number as people read it with its sign; a sign alone where nothing is published. */
function shownOf(table: ReleasedTable, cell: Cell | undefined, { number }: Wording) {
  if (cell === undefined) return { value: null, shown: '' }
  const sign = cell.sign ? `[${cell.sign}]` : ''
  const shown = cell.value === null ? '' : number(cell.value, measureOf(table, cell).decimals)
  return { value: cell.value, shown: [shown, sign].filter((text) => text !== '').join(' ') }
}

/** The dimension with exactly two parts, sex before others. Who is in neither ("_U", "_O") is on no side: the table has them. */
function sidesOf(axes: readonly Axis[]): Axis | undefined {
  const two = axes
    .filter(({ id }) => id !== 'TIME_PERIOD')
    .map((axis) => ({ ...axis, categories: axis.categories.filter(({ code }) => !code.startsWith('_')) }))
    .filter(({ categories }) => categories.length === 2)
  return two.find(({ id }) => id === 'SEX') ?? two[0]
}

/** The table without its totals, in each dimension that has parts. */
function withoutTotals(table: ReleasedTable): ReleasedTable {
  const summed = table.by.filter((id) => table.cells.some((cell) => codeAt(cell, id) !== TOTAL))
  const hasParts = table.cells.some(({ area }) => area !== table.area.code)
  return {
    ...table,
    cells: table.cells.filter(
      (cell) => summed.every((id) => codeAt(cell, id) !== TOTAL) && !(hasParts && cell.area === table.area.code),
    ),
  }
}

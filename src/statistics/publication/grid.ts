/** A released table laid out in rows and columns for reading: headers complete in themselves, every released cell once. */
import type { Cell, ReleasedTable } from './model.ts'
import { wordingIn } from './wording/index.ts'

/** What stands along the rows or columns: a dimension, the area, the measure or time. */
export interface Axis {
  /** "SEX", "REF_AREA", "MEASURE", "TIME_PERIOD". */
  readonly id: string
  readonly name: string
  readonly categories: readonly Category[]
}

export interface Category {
  readonly code: string
  readonly label: string
}

/** A row or a column: one category of each of its axes. */
export interface Line {
  readonly categories: readonly Category[]
  /** "Women, 18–29". */
  readonly label: string
}

export interface Grid {
  readonly rowAxes: readonly Axis[]
  readonly columnAxes: readonly Axis[]
  readonly rows: readonly Line[]
  readonly columns: readonly Line[]
  /** What was released there, if anything. */
  readonly cellAt: (row: Line, column: Line) => Cell | undefined
}

export interface Layout {
  readonly language: string
  /** Ids of the axes that go along the columns; without them the last dimension and time, where they fit. */
  readonly columns?: readonly string[]
}

/** More columns than this are not read side by side. */
const MOST_COLUMNS = 24

/** Lays a table out. Axes with one category only, which the title names, are left out. Lines without a cell too. */
export function gridOf(table: ReleasedTable, { language, columns }: Layout): Grid {
  const axes = axesOf(table, language)
  const along = columns ?? usualColumns(axes)
  const columnAxes = axes.filter(({ id }) => along.includes(id))
  const rowAxes = axes.filter(({ id }) => !along.includes(id))
  const cells = new Map(table.cells.map((cell) => [axes.map(({ id }) => codeAt(cell, id)).join('\n'), cell]))
  const cellAt: Grid['cellAt'] = (row, column) => {
    const codes = new Map([
      ...rowAxes.map(({ id }, index) => [id, row.categories[index]?.code] as const),
      ...columnAxes.map(({ id }, index) => [id, column.categories[index]?.code] as const),
    ])
    return cells.get(axes.map(({ id }) => codes.get(id)).join('\n'))
  }
  const [rows, allColumns] = [linesOf(rowAxes, table, language), linesOf(columnAxes, table, language)]
  return {
    rowAxes,
    columnAxes,
    rows: rows.filter((row) => allColumns.some((column) => cellAt(row, column))),
    columns: allColumns.filter((column) => rows.some((row) => cellAt(row, column))),
    cellAt,
  }
}

/** The code of a cell on an axis. */
export function codeAt(cell: Cell, axis: string): string {
  if (axis === 'REF_AREA') return cell.area
  if (axis === 'MEASURE') return cell.measure
  if (axis === 'TIME_PERIOD') return cell.period
  return cell.at[axis] ?? ''
}

/** Axes along which the table varies: area, measure, its dimensions, time. Time is one always. */
export function axesOf(table: ReleasedTable, language: string): readonly Axis[] {
  const { of, say, period } = wordingIn(language)
  const named = (list: readonly { readonly code: string; readonly name: Readonly<Record<string, string>> }[]) =>
    list.map(({ code, name }) => ({ code, label: of(name) }))
  const all: readonly Axis[] = [
    { id: 'REF_AREA', name: say('concept.REF_AREA'), categories: named([table.area, ...table.regions]) },
    {
      id: 'MEASURE',
      name: say('concept.MEASURE'),
      categories: table.measures.map(({ id, name }) => ({ code: id, label: of(name) })),
    },
    ...table.dimensions
      .filter(({ id }) => table.by.includes(id))
      .map(({ id, name, codes }) => ({ id, name: of(name), categories: named(codes) })),
    {
      id: 'TIME_PERIOD',
      name: say('concept.TIME_PERIOD'),
      categories: [...new Set(table.cells.map((cell) => cell.period))]
        .toSorted()
        .map((code) => ({ code, label: period(code) })),
    },
  ]
  return all
    .map((axis) => {
      const used = new Set(table.cells.map((cell) => codeAt(cell, axis.id)))
      return { ...axis, categories: axis.categories.filter(({ code }) => used.has(code)) }
    })
    .filter(({ id, categories }) => id === 'TIME_PERIOD' || categories.length > 1)
}

/** Measures, the last dimension (never the area alone) and time go along the columns, as long as they can be read and a row axis is left. */
function usualColumns(axes: readonly Axis[]): readonly string[] {
  const own = axes.filter(({ id }) => id !== 'MEASURE' && id !== 'TIME_PERIOD')
  const wanted = axes.filter(
    ({ id }) => id === 'MEASURE' || id === 'TIME_PERIOD' || (own.length > 1 && id === own.at(-1)?.id),
  )
  while (wanted.length > 1 && wanted.reduce((many, { categories }) => many * categories.length, 1) > MOST_COLUMNS)
    wanted.pop()
  if (wanted.length === axes.length) return axes.filter(({ id }) => id !== 'TIME_PERIOD').map(({ id }) => id)
  return wanted.map(({ id }) => id)
}

/** Every combination of the categories of some axes, in their order; without axes one line, named after the title. */
function linesOf(axes: readonly Axis[], table: ReleasedTable, language: string): readonly Line[] {
  const combined = axes.reduce<readonly (readonly Category[])[]>(
    (lines, { categories }) => lines.flatMap((line) => categories.map((category) => [...line, category])),
    [[]],
  )
  const { of } = wordingIn(language)
  const [measure] = table.measures
  return combined.map((categories) => ({
    categories,
    label:
      categories.map(({ label }) => label).join(language === 'ar' ? '، ' : ', ') || of(measure?.name ?? table.title),
  }))
}

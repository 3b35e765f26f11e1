/** What indicators are of a released table: its published cells, at the codes that the country pack names, and nothing else. */
import type { Formula } from '../../countries/index.ts'
import { type ReleasedTable, TOTAL } from '../publication/index.ts'
import { tableNamed } from '../tables/catalogue.ts'

export interface IndicatorFigure {
  readonly indicator: string
  readonly period: string
  /** Null where nobody was counted. */
  readonly value: number | null
  /** By "dimension=code"; null where it is withheld. */
  readonly breakdown: Readonly<Record<string, number | null>>
  /** The published count that the figure is of. */
  readonly base: number | null
  readonly formula: number
  /** The cells that the figure is made of, by measure and place: "EVENTS IN_TIME=YES". */
  readonly cells: readonly string[]
  /** Published without noise of ours: what the State did, and what another body counted. */
  readonly isExact: boolean
}

/** The figures that follow from the table. One whose whole is withheld is left out: nothing is said in its place. */
export function indicatorValues(
  table: ReleasedTable,
  formulas: Readonly<Record<string, Formula>>,
): readonly IndicatorFigure[] {
  return Object.entries(formulas).flatMap(([indicator, formula]) => {
    if (formula.table !== table.table) return []
    // A table of ours has one period, one from outside may have several.
    const periods = [...new Set(table.cells.map(({ period }) => period))]
    return periods
      .flatMap((period) => valueIn({ ...table, cells: table.cells.filter((cell) => cell.period === period) }, formula))
      .map((figure) => ({ indicator, ...figure }))
  })
}

function valueIn(table: ReleasedTable, formula: Formula): readonly Omit<IndicatorFigure, 'indicator'>[] {
  const whole = cellAt(table, formula.measure, formula.at)
  const base = cellAt(table, table.measures[0]?.id ?? '', formula.at)?.value ?? null
  if (whole === undefined || (whole.value === null && base !== 0)) return []
  return [
    {
      period: whole.period,
      value: whole.value,
      breakdown: breakdownOf(table, formula),
      base,
      formula: formula.version,
      cells: cellsBehind(table, formula),
      isExact: table.measures.some(
        ({ id, method }) => id === formula.measure && (method === 'EXACT' || method === 'SOURCE'),
      ),
    },
  ]
}

/** The published counts under the figure: of a share its two, of a median its bands. */
function cellsBehind(table: ReleasedTable, { measure, at }: Formula): readonly string[] {
  const derived = tableNamed(table.table)?.derived.find(({ id }) => id === measure)
  const counted = table.measures[0]?.id ?? ''
  const named = (of: string, where: Readonly<Record<string, string>>) =>
    [of, ...Object.entries(where).map(([dimension, code]) => `${dimension}=${code}`)].join(' ')
  if (derived === undefined) return [named(measure, at)]
  const parts = derived.kind === 'share' ? [derived.code] : bandsOf(table, derived.dimension)
  return [...parts.map((code) => named(counted, { ...at, [derived.dimension]: code })), named(counted, at)]
}

function bandsOf({ dimensions }: ReleasedTable, dimension: string): readonly string[] {
  const codes = dimensions.find(({ id }) => id === dimension)?.codes ?? []
  return codes.map(({ code }) => code).filter((code) => code !== TOTAL)
}

function breakdownOf(table: ReleasedTable, { measure, at, by }: Formula): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    Object.entries(by).flatMap(([name, { dimension, codes }]) =>
      Object.entries(codes).flatMap(([value, code]) => {
        const cell = cellAt(table, measure, { ...at, [dimension]: code })
        return cell === undefined ? [] : [[`${name}=${value}`, cell.value]]
      }),
    ),
  )
}

function cellAt({ cells, by }: ReleasedTable, measure: string, at: Readonly<Record<string, string>>) {
  return cells.find((cell) => cell.measure === measure && by.every((id) => cell.at[id] === (at[id] ?? TOTAL)))
}

/** What indicators are of a released table: its published cells, at the codes that the country pack names, and nothing else. */
import type { Formula } from '../../countries/index.ts'
import { type ReleasedTable, TOTAL } from '../publication/index.ts'

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
}

/** The figures that follow from the table. One whose whole is withheld is left out: nothing is said in its place. */
export function indicatorValues(
  table: ReleasedTable,
  formulas: Readonly<Record<string, Formula>>,
): readonly IndicatorFigure[] {
  return Object.entries(formulas).flatMap(([indicator, formula]) => {
    if (formula.table !== table.table) return []
    const whole = cellAt(table, formula.measure, formula.at)
    const base = cellAt(table, table.measures[0]?.id ?? '', formula.at)?.value ?? null
    if (whole === undefined || (whole.value === null && base !== 0)) return []
    return [
      {
        indicator,
        period: whole.period,
        value: whole.value,
        breakdown: breakdownOf(table, formula),
        base,
        formula: formula.version,
      },
    ]
  })
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

/**
 * What indicators are of released tables: published cells, at the codes that the country pack names, and figures that were
 * imported with their source. Nothing else: what a table withholds, an indicator of it withholds.
 */
import type { Formula } from '../../countries/index.ts'
import { type Comparator, comparatorAt } from '../figures/comparator.ts'
import { type Figure, rate, ratio, share } from '../figures/derived.ts'
import { type ReleasedTable, TOTAL } from '../publication/index.ts'
import { tableNamed } from '../tables/catalogue.ts'
import { REF_AREA } from '../vocabulary/table.ts'

export interface IndicatorFigure {
  readonly indicator: string
  readonly period: string
  /** Null where nobody was counted. */
  readonly value: number | null
  /** By "dimension=code"; null where it is withheld. */
  readonly breakdown: Readonly<Record<string, number | null>>
  /** The published count that the figure is of, or of which it was looked for. */
  readonly base: number | null
  readonly formula: number
  /** Where it is from: the table and release of its own count, and the cells, with table and release where those are others. */
  readonly table: string
  readonly release: string
  readonly cells: readonly string[]
  /** Outside figures in it: "name, period: value (source)". */
  readonly outside: readonly string[]
  /** Published without noise of ours: what the State did, and what another body counted. */
  readonly isExact: boolean
}

/** What else there is to make figures of. */
export interface Around {
  /** The standing release of another table for the period, or null. */
  readonly released: (table: string, period: string) => ReleasedTable | null
  readonly comparators: readonly Comparator[]
}

const NOTHING: Around = { released: () => null, comparators: [] }

type CellName = NonNullable<Formula['of']>

/** The figures that follow now that the table is out. One whose whole is withheld is left out: nothing is said in its place. */
export function indicatorValues(
  table: ReleasedTable,
  formulas: Readonly<Record<string, Formula>>,
  around: Around = NOTHING,
): readonly IndicatorFigure[] {
  const following = Object.entries(formulas).filter(([, formula]) => tablesIn(formula).includes(table.table))
  // A table of ours has one period, one from outside may have several.
  return periodsOf(table).flatMap((period) => {
    const own = { ...table, cells: table.cells.filter((cell) => cell.period === period) }
    const find = (name: string) => (name === table.table ? own : around.released(name, period))
    return following.flatMap(([indicator, formula]) => {
      const main = find(formula.table)
      const made = main === null ? null : figureOf({ main, formula, find, comparators: around.comparators, period })
      return made === null ? [] : [{ indicator, period, formula: formula.version, ...made }]
    })
  })
}

export function periodsOf({ cells }: ReleasedTable): readonly string[] {
  return [...new Set(cells.map(({ period }) => period))]
}

/** Every table that the figure is made of. */
export function tablesIn({ table, of, base, by }: Formula): readonly string[] {
  const elsewhere = Object.values(by).flatMap((one) => (one.table === undefined ? [] : [one.table]))
  return [table, ...[of, base].flatMap((cell) => (cell === null ? [] : [cell.table])), ...elsewhere]
}

interface Making {
  readonly main: ReleasedTable
  readonly formula: Formula
  readonly find: (table: string) => ReleasedTable | null
  readonly comparators: readonly Comparator[]
  readonly period: string
}

function figureOf(making: Making): Omit<IndicatorFigure, 'indicator' | 'period' | 'formula'> | null {
  const { main, formula, find } = making
  const whole = cellAt(main, formula)
  const [own = null] = main.measures
  const counted = own === null ? null : (cellAt(main, { ...formula, measure: own.id })?.value ?? null)
  const of = publishedAt(formula.of, find)
  const looked = formula.base === null ? (formula.of === null ? counted : of) : publishedAt(formula.base, find)
  const isOwnCount = own?.id === formula.measure && formula.of === null && formula.per === null
  const value = whole === undefined ? null : valueAt(making, { whole: whole.value, base: counted, breakdown: '' })
  // Nobody was there to be counted, or the figure is withheld.
  if (whole === undefined || (value === null && (looked !== 0 || isOwnCount))) return null
  return {
    value,
    breakdown: breakdownOf(making),
    base: isOwnCount && formula.base === null ? null : looked,
    table: main.table,
    release: main.release,
    cells: [
      ...cellsBehind(main, formula),
      ...[formula.of, formula.base].flatMap((cell) => (cell === null ? [] : cellsElsewhere(cell, find))),
      ...brokenDownElsewhere(making),
    ],
    outside: outsideOf(making),
    isExact: main.measures.some(
      ({ id, method }) => id === formula.measure && (method === 'EXACT' || method === 'SOURCE'),
    ),
  }
}

interface Reading {
  readonly whole: number | null
  /** The published count under it. */
  readonly base: number | null
  readonly breakdown: string
}

/** The cell's own value, or what the formula makes of it (statistics.md 3). */
function valueAt(
  { main, formula, find, comparators, period }: Making,
  { whole, base, breakdown }: Reading,
): number | null {
  const outside = (name: string) => comparatorAt(comparators, { name, period, breakdown })
  let value = whole
  if (formula.of !== null) {
    const of = breakdown === '' ? publishedAt(formula.of, find) : null
    value = of === null || whole === null ? null : said(share(whole, of, main.protection?.variance ?? 0))
  }
  if (formula.per !== null) {
    const population = outside(formula.per.population)
    value =
      population === undefined || value === null
        ? null
        : said(rate(value, population.value, formula.per.times, RATE_DECIMALS))
  }
  if (formula.against !== null) {
    const nationals = outside(formula.against)
    const isLarge = said(ratio(base ?? 0, nationals?.base ?? 0)) !== null
    value =
      nationals === undefined || value === null || !isLarge || !(nationals.value > 0)
        ? null
        : round(value / nationals.value)
  }
  return value
}

const RATE_DECIMALS = 1
const round = (value: number) => Math.round(value * 100) / 100

function said(figure: Figure): number | null {
  return figure.kind === 'number' ? figure.value : null
}

function breakdownOf(making: Making): Readonly<Record<string, number | null>> {
  const { main, formula, find } = making
  return Object.fromEntries(
    Object.entries(formula.by).flatMap(([name, { table, dimension, codes }]) => {
      const of = table === undefined ? main : find(table)
      if (of === null) return []
      const counted = of.measures[0]?.id ?? ''
      return Object.entries(isByEveryArea(dimension, codes) ? areaCodes(of) : codes).flatMap(([value, code]) => {
        const at = { ...formula.at, [dimension]: code }
        const cell = cellAt(of, { ...formula, at })
        const base = cellAt(of, { ...formula, at, measure: counted })?.value ?? null
        const breakdown = `${name}=${value}`
        return cell === undefined
          ? []
          : [[breakdown, valueAt({ ...making, main: of }, { whole: cell.value, base, breakdown })] as const]
      })
    }),
  )
}

/** The cells of other tables by which it is broken down: withdrawn with those, it is made anew. */
function brokenDownElsewhere({ formula, find }: Making): readonly string[] {
  return Object.values(formula.by).flatMap(({ table, dimension, codes }) => {
    const of = table === undefined ? null : find(table)
    if (of === null) return []
    const some = isByEveryArea(dimension, codes) ? '*' : Object.values(codes).join('|')
    const at = { ...formula.at, [dimension]: some }
    return [`${of.table} ${of.release} ${placed(formula.measure, at)}`]
  })
}

function isByEveryArea(dimension: string, codes: Readonly<Record<string, string>>): boolean {
  return dimension === REF_AREA && Object.keys(codes).length === 0
}

/** Areas with figures of their own: not those that have gone into another, nor what is in none. */
function areaCodes({ regions, cells }: ReleasedTable): Readonly<Record<string, string>> {
  const gone = new Set(cells.flatMap(({ area, status }) => (status === 'K' ? [area] : [])))
  const own = regions.map(({ code }) => code).filter((code) => !code.startsWith('_') && !gone.has(code))
  return Object.fromEntries(own.map((code) => [code, code]))
}

/** The published counts under the figure: of a share its two, of a median its bands. */
function cellsBehind(table: ReleasedTable, { measure, at }: CellName): readonly string[] {
  const derived = tableNamed(table.table)?.derived.find(({ id }) => id === measure)
  const counted = table.measures[0]?.id ?? ''
  if (derived === undefined) return [placed(measure, at)]
  const parts = derived.kind === 'share' ? [derived.code] : bandsOf(table, derived.dimension)
  return [...parts.map((code) => placed(counted, { ...at, [derived.dimension]: code })), placed(counted, at)]
}

function cellsElsewhere(cell: CellName, find: Making['find']): readonly string[] {
  const table = find(cell.table)
  return table === null ? [] : cellsBehind(table, cell).map((one) => `${table.table} ${table.release} ${one}`)
}

function outsideOf({ formula, comparators, period }: Making): readonly string[] {
  return [formula.per?.population, formula.against].flatMap((name) => {
    const found = name == null ? undefined : comparatorAt(comparators, { name, period, breakdown: '' })
    return found === undefined ? [] : [`${found.name}, ${period}: ${found.value} (${found.source}, ${found.dated})`]
  })
}

function placed(measure: string, at: Readonly<Record<string, string>>): string {
  return [measure, ...Object.entries(at).map(([dimension, code]) => `${dimension}=${code}`)].join(' ')
}

function bandsOf({ dimensions }: ReleasedTable, dimension: string): readonly string[] {
  const codes = dimensions.find(({ id }) => id === dimension)?.codes ?? []
  return codes.map(({ code }) => code).filter((code) => code !== TOTAL)
}

function publishedAt(cell: CellName | null, find: Making['find']): number | null {
  const table = cell === null ? null : find(cell.table)
  return cell === null || table === null ? null : (cellAt(table, cell)?.value ?? null)
}

/** Where no area is named, the country's. */
function cellAt({ cells, by, area }: ReleasedTable, { measure, at }: Pick<CellName, 'measure' | 'at'>) {
  const place = at[REF_AREA] ?? area.code
  return cells.find(
    (cell) => cell.measure === measure && cell.area === place && by.every((id) => cell.at[id] === (at[id] ?? TOTAL)),
  )
}

/** Gives indicators the figures that follow from a released table, in the transaction of whatever made them follow. */
import type { CountryPack } from '../../countries/index.ts'
import { acceptComputedValue } from '../../obligations/index.ts'
import {
  type Around,
  type Comparator,
  type IndicatorFigure,
  indicatorValues,
  periodsOf,
  type ReleasedTable,
  readReleasedTable,
  tablesIn,
} from '../../statistics/index.ts'
import { Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'

interface Country {
  readonly pack: CountryPack
}

type Tell = (line: string) => void

/** A figure that an indicator does not take is told, and stops neither the others nor the release. */
export async function feedIndicators(tx: Tx, { pack }: Country, table: ReleasedTable, tell: Tell): Promise<void> {
  const formulas = Object.fromEntries(
    Object.entries(pack.publishing?.indicators ?? {}).filter(([, formula]) => tablesIn(formula).includes(table.table)),
  )
  const around = await aroundOf(tx, periodsOf(table), [...new Set(Object.values(formulas).flatMap(tablesIn))])
  for (const made of indicatorValues(table, formulas, around)) await take(tx, made, tell)
}

/** One figure made anew of what stands, where something does. */
export async function feedFigure(
  tx: Tx,
  { pack }: Country,
  { indicator, period }: { readonly indicator: string; readonly period: string },
  tell: Tell,
): Promise<void> {
  const formula = pack.publishing?.indicators[indicator]
  if (formula === undefined) return
  const around = await aroundOf(tx, [period], tablesIn(formula))
  const table = around.released(formula.table, period)
  if (table === null) return
  for (const made of indicatorValues(table, { [indicator]: formula }, around))
    if (made.period === period) await take(tx, made, tell)
}

async function take(tx: Tx, made: IndicatorFigure, tell: Tell): Promise<void> {
  const { indicator, formula, table: name, release, cells, outside, ...figure } = made
  const computedFrom = { table: name, release, formula, cells, ...(outside.length === 0 ? {} : { outside }) }
  try {
    await acceptComputedValue(tx, { indicator, ...figure, computedFrom, audience: 'public' })
  } catch (error) {
    if (!(error instanceof StepRefused || error instanceof Invalid || error instanceof NotFound)) throw error
    tell(`the indicator ${indicator} takes no figure from ${name} ${release}: ${error.message}`)
  }
}

/** The standing releases of the tables for the periods, and the figures that were imported for them. */
async function aroundOf(tx: Tx, periods: readonly string[], names: readonly string[]): Promise<Around> {
  const released = names.length === 0 ? [] : await standing(tx, names, periods)
  return {
    released: (name, period) => released.find((one) => one.table === name && periodsOf(one).includes(period)) ?? null,
    comparators: await comparatorsOf(tx, periods),
  }
}

/** Of a table of ours the newest of each period; of one from outside the newest, which has all its periods. */
async function standing(
  tx: Tx,
  names: readonly string[],
  periods: readonly string[],
): Promise<readonly ReleasedTable[]> {
  const rows = await tx
    .selectFrom('table_release')
    .select(['table_name', 'period', 'import', 'document'])
    .where('table_name', 'in', [...names])
    .where((where) => where.or([where('period', 'in', [...periods]), where('import', 'is not', null)]))
    .where('withdrawn_at', 'is', null)
    .orderBy('issued_at', 'desc')
    .execute()
  const newest = Map.groupBy(rows, (row) => (row.import === null ? `${row.table_name} ${row.period}` : row.table_name))
  return [...newest.values()].flatMap(([row]) => (row === undefined ? [] : [readReleasedTable(row.document)]))
}

async function comparatorsOf(tx: Tx, periods: readonly string[]): Promise<readonly Comparator[]> {
  const rows = await tx
    .selectFrom('comparator')
    .selectAll()
    .where('period', 'in', [...periods])
    .execute()
  return rows.map(({ name, period, breakdown, value, base, source, dated, licence }) => ({
    ...{ name, period, breakdown, base, source, dated, licence },
    value: Number(value),
  }))
}

/** The same for every standing release of those periods whose indicators are made with figures from outside. */
export async function feedFromStanding(
  tx: Tx,
  { pack }: { readonly pack: CountryPack },
  { periods, tell }: { readonly periods: readonly string[]; readonly tell: (line: string) => void },
): Promise<void> {
  const names = Object.values(pack.publishing?.indicators ?? {}).flatMap(({ table, per, against }) =>
    per === null && against === null ? [] : [table],
  )
  if (names.length === 0 || periods.length === 0) return
  for (const table of await standing(tx, [...new Set(names)], periods)) await feedIndicators(tx, { pack }, table, tell)
}

/** Gives indicators the figures that follow from a released table, in the transaction of whatever made them follow. */
import type { CountryPack } from '../../countries/index.ts'
import { acceptComputedValue } from '../../obligations/index.ts'
import {
  type Around,
  type Comparator,
  indicatorValues,
  periodsOf,
  type ReleasedTable,
  readReleasedTable,
  tablesIn,
} from '../../statistics/index.ts'
import { Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'

/** A figure that an indicator does not take is told, and stops neither the others nor the release. */
export async function feedIndicators(
  tx: Tx,
  { pack }: { readonly pack: CountryPack },
  table: ReleasedTable,
  tell: (line: string) => void,
): Promise<void> {
  const formulas = Object.fromEntries(
    Object.entries(pack.publishing?.indicators ?? {}).filter(([, formula]) => tablesIn(formula).includes(table.table)),
  )
  const around = await aroundOf(tx, table, [...new Set(Object.values(formulas).flatMap(tablesIn))])
  for (const made of indicatorValues(table, formulas, around)) {
    const { indicator, formula, table: name, release, cells, outside, ...figure } = made
    const computedFrom = { table: name, release, formula, cells, ...(outside.length === 0 ? {} : { outside }) }
    try {
      await acceptComputedValue(tx, { indicator, ...figure, computedFrom, audience: 'public' })
    } catch (error) {
      if (!(error instanceof StepRefused || error instanceof Invalid || error instanceof NotFound)) throw error
      tell(`the indicator ${indicator} takes no figure from ${name} ${release}: ${error.message}`)
    }
  }
}

/** The standing releases of the other tables for its periods, and the figures that were imported for them. */
async function aroundOf(tx: Tx, table: ReleasedTable, names: readonly string[]): Promise<Around> {
  const periods = periodsOf(table)
  const others = names.filter((name) => name !== table.table)
  const released = others.length === 0 ? [] : await standing(tx, others, periods)
  return {
    released: (name, period) => released.find((one) => one.table === name && one.cells[0]?.period === period) ?? null,
    comparators: await comparatorsOf(tx, periods),
  }
}

async function standing(
  tx: Tx,
  names: readonly string[],
  periods: readonly string[],
): Promise<readonly ReleasedTable[]> {
  const rows = await tx
    .selectFrom('table_release')
    .distinctOn(['table_name', 'period'])
    .select('document')
    .where('table_name', 'in', [...names])
    .where('period', 'in', [...periods])
    .where('withdrawn_at', 'is', null)
    .orderBy('table_name')
    .orderBy('period')
    .orderBy('issued_at', 'desc')
    .execute()
  return rows.map(({ document }) => readReleasedTable(document))
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

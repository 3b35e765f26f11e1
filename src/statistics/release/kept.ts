/**
 * What was released, as later tables are held against it; and over time (4.6): a cell that any table published is published
 * again as it was, until ten people of it have changed since its value was worked out.
 */
import { asReader } from '../../store/index.ts'
import { definitionOf } from '../compute/definition.ts'
import { type ProtectedCell, shown } from '../compute/protect.ts'
import {
  type Cell,
  type Counter,
  cellAt,
  cellsOf,
  type Differing,
  nameOf,
  spelt,
  type TableDefinition,
} from '../gates/definition.ts'
import { publishAgain } from '../gates/frozen.ts'
import { LEAST_DIFFERENCE } from '../gates/limits.ts'
import type { PTable } from '../perturbation/p-table.ts'
import type { Table } from '../vocabulary/table.ts'
import { STATISTICS_READER, type Statistics } from './statistics.ts'

/** What a run keeps of its table: enough to know its cells again, whatever the declaration becomes. */
export interface KeptDefinition {
  readonly table: Table
  readonly variance: number
}

export interface Released {
  readonly run: string
  readonly period: string
  readonly definition: KeptDefinition
  readonly cells: readonly ProtectedCell[]
  readonly pTable: string
  /** Published; not replaced and not withdrawn. */
  readonly isOut: boolean
}

/** Everything that was ever released, and what is about to be. */
export async function releasedRuns({ store }: Statistics): Promise<readonly Released[]> {
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select(['id', 'period', 'definition', 'cells', 'p_table', 'state'])
      .where('state', 'in', ['reviewed', 'released', 'replaced', 'withdrawn'])
      .orderBy('made_at', 'desc')
      .execute(),
  )
  return rows.map(({ id, period, definition, cells, p_table, state }) => ({
    run: id,
    period,
    definition: definition as unknown as KeptDefinition, // as computeTable wrote it
    cells: cells as unknown as readonly ProtectedCell[],
    pTable: p_table,
    isOut: state === 'released',
  }))
}

/** Its definition, each cell as of the records that its value is of. */
export function releasedDefinition({ run, period, definition, cells }: Released): TableDefinition {
  const kept = runsOf(new Map(cells.map((cell) => [nameOf(cell.at), cell])))
  return definitionOf(definition.table, { period, variance: definition.variance, asOf: run, kept })
}

export function runsOf(cells: ReadonlyMap<string, { readonly from?: string }>): ReadonlyMap<string, string> {
  return new Map([...cells].flatMap(([name, { from }]) => (from === undefined ? [] : [[name, from] as const])))
}

export interface Kept {
  readonly value: number
  readonly from: string
}

/** The cell as it stands published, where it does. */
export function again(table: Table, cell: ProtectedCell, kept: Kept | undefined): ProtectedCell {
  return kept === undefined ? cell : { at: cell.at, value: shown(table, kept.value), from: kept.from }
}

interface Keeping {
  readonly released: readonly Released[]
  readonly pTable: PTable
  readonly counter: Counter
}

/**
 * Cells that some table published, and that are published again as they were until ten people of them have changed since
 * their value was worked out: by name, with that value and the run it is from.
 */
export async function keptCells(
  definition: TableDefinition,
  { released, pTable, counter }: Keeping,
): Promise<ReadonlyMap<string, Kept>> {
  // What the State did is told as it is known (2.8): one more breach moves the figure, and is another release.
  if (definition.variance === 0) return new Map()
  const published = publishedCells(released, definition.variance)
  const pairs = cellsOf(definition).flatMap((cell) => {
    const before = published.get(spelt({ ...cell, asOf: '' }))
    return before === undefined ? [] : [{ cell, before }]
  })
  const differing = await counter.differing(pairs.map(({ cell, before }) => [cell, before.cell]))
  const kept = new Map<string, Kept>()
  for (const [place, { cell, before }] of pairs.entries()) {
    const changed = changedIn(cell, differing[place])
    const decided = publishAgain({ value: before.value, pTable: before.pTable }, changed, pTable.version)
    if (decided.kind === 'keep') kept.set(nameOf(cell.at), { value: decided.value, from: before.cell.asOf ?? '' })
  }
  return kept
}

/** Persons who came, went, or have another case in it: of both kinds it takes ten before a figure moves. */
function changedIn({ unit }: Cell, differing: Differing | undefined): number {
  const { persons, withUnit } = differing ?? { persons: 0, withUnit: 0 }
  return unit === 'persons' || (persons > 0 && persons < LEAST_DIFFERENCE) ? persons : withUnit
}

/** What was published of each set of conditions, the newest of it, whatever table showed it: what was withdrawn has been seen. */
function publishedCells(released: readonly Released[], variance: number) {
  const found = new Map<string, { cell: Cell; value: number; pTable: string }>()
  for (const one of released.filter(({ definition }) => !definition.table.countsNobody)) {
    const definition = releasedDefinition(one)
    if (definition.variance !== variance) continue
    for (const { at, value } of one.cells) {
      const cell = cellAt(definition, at)
      const name = spelt({ ...cell, asOf: '' })
      if (value !== null && !found.has(name)) found.set(name, { cell, value, pTable: one.pTable })
    }
  }
  return found
}

/**
 * What a count says of itself beside its value, or in its place (statistics.md 2.6, 4.6, 7.1): impossible, in another category; provisional, revised, after a break, with another category.
 */
import type { ProtectedCell } from '../compute/protect.ts'
import {
  type At,
  isImpossible,
  isPublished,
  keptBy,
  nameOf,
  places,
  type TableDefinition,
} from '../gates/definition.ts'
import type { Confidentiality, ObservationStatus, Sign } from '../publication/index.ts'
import type { Period } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'
import type { Released } from './kept.ts'

export interface Marking {
  readonly table: Table
  readonly definition: TableDefinition
  readonly period: Period
  readonly today: Temporal.PlainDate
  readonly pTable: { readonly version: string }
  readonly released: readonly Released[]
  /** Names of cells that are published again as they were. */
  readonly kept: { has(name: string): boolean }
}

/** The counts with their marks, and the places where nobody can be. */
export function markedCells(cells: readonly ProtectedCell[], marking: Marking): readonly ProtectedCell[] {
  const { table, period, today, definition } = marking
  const before = lastBefore(marking)
  const whole = isBreak(before, marking) ? 'b' : isProvisional(table, period, today) ? 'p' : null
  const earlier = new Map(releasedOf(marking)?.cells.map(({ at, value }) => [nameOf(at), value]))
  const marked = cells.map((cell): ProtectedCell => {
    const name = nameOf(cell.at)
    const isRevised = (earlier.get(name) ?? null) !== null && !marking.kept.has(name)
    const mark = whole ?? (isRevised ? 'r' : holdsAnother(cell.at, table) ? 'w' : null)
    return mark === null ? cell : { ...cell, mark }
  })
  const impossible = places(definition.dimensions).filter(
    (at) => isPublished(definition, keptBy(definition, at)) && isImpossible(definition, at),
  )
  const nobody = (at: At): ProtectedCell => ({ at, value: null, mark: isMerged(at, table) ? 'k' : 'z' })
  return [...marked, ...impossible.map(nobody)]
}

/** In a category that is merged into another. */
function isMerged(at: At, { by }: Table): boolean {
  return by.some(({ id, categories }) =>
    categories.some((one) => one.code === at[id] && 'within' in one && one.within !== undefined),
  )
}

/** In a category into which another is merged. */
function holdsAnother(at: At, { by }: Table): boolean {
  return by.some(({ id, categories }) => categories.some((one) => 'within' in one && one.within === at[id]))
}

/** Figures of a part of a year are provisional until the year is over; then they are released once more, as final. */
export function isProvisional(
  { frequency }: Pick<Table, 'frequency'>,
  { from }: Period,
  today: Temporal.PlainDate,
): boolean {
  return frequency !== 'A' && today.year === from.year
}

/** The release of the same table and period that stands. */
export function releasedOf({
  table,
  period,
  released,
}: Pick<Marking, 'table' | 'period' | 'released'>): Released | undefined {
  return released.find((one) => one.isOut && one.definition.table.name === table.name && one.period === period.name)
}

/** The newest period before it that is out. */
function lastBefore({ table, period, released }: Marking): Released | undefined {
  return released
    .filter((one) => one.isOut && one.definition.table.name === table.name && one.period < period.name)
    .toSorted((one, other) => (one.period < other.period ? 1 : -1))[0]
}

/** Another definition or another p-table: the figures go on from no earlier ones. */
function isBreak(before: Released | undefined, { table, pTable }: Marking): boolean {
  if (before === undefined) return false
  return before.definition.table.version !== table.version || before.pTable !== pTable.version
}

/** Value, status, confidentiality and sign of a count as it is published. */
export function saidOf({ value, mark }: ProtectedCell): {
  readonly value: number | null
  readonly status: ObservationStatus
  readonly confidentiality: Confidentiality
  readonly sign: Sign | null
} {
  if (mark === 'z') return { value: null, status: 'M', confidentiality: 'F', sign: 'z' }
  if (mark === 'k') return { value: null, status: 'K', confidentiality: 'F', sign: 'k' }
  if (value === null) return { value, status: 'Q', confidentiality: 'A', sign: 'low' }
  if (mark === 'b') return { value, status: 'B', confidentiality: 'F', sign: 'b' }
  if (mark === 'p') return { value, status: 'P', confidentiality: 'F', sign: 'p' }
  if (mark === 'w') return { value, status: 'W', confidentiality: 'F', sign: null }
  return { value, status: 'A', confidentiality: 'F', sign: mark ?? null }
}

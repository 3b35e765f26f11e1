/**
 * A series: tables of one kind that people handle as one. They are computed, described, approved, reviewed and announced
 * together, and those of one day appear together; each keeps its figures, gates, page and files. A table that belongs to
 * none is a series of its own.
 */
import type { Table } from './table.ts'

export interface Series {
  /** "detention-breaches"; the table's own name where it is alone. */
  readonly name: string
  /** Never empty; of one frequency. */
  readonly tables: readonly Table[]
}

export function seriesNameOf({ name, series }: Pick<Table, 'name' | 'series'>): string {
  return series ?? name
}

/** All series of the tables, in the order of their first. */
export function seriesIn(tables: readonly Table[]): readonly Series[] {
  return [...Map.groupBy(tables, seriesNameOf)].map(([name, own]) => ({ name, tables: own }))
}

/** The tables of a series, or the one that bears the name; none where there is neither. */
export function tablesNamed(tables: readonly Table[], name: string): readonly Table[] {
  return tables.filter((one) => one.name === name || one.series === name)
}

/**
 * What can be known of a cell, where there are too many cells for the normal equations: the form of each table that shows
 * it, and each way to put it together from disjoint cells, as the method has it. Their precisions are added as if none
 * shared a noise. What goes round over two tables and back is left out.
 */
import { type Cell, cellAt, type Dimension, isPublished, spelt, type TableDefinition } from './definition.ts'

/** What a table with all its margins leaves of the noise of each of its cells. A single category is its total, and says nothing twice. */
export function ownFactor({ dimensions }: TableDefinition): number {
  return dimensions.reduce((product, dimension) => {
    const { length } = filledOf(dimension)
    return length === 1 ? product : (product * length) / (length + 1)
  }, 1)
}

/** A category that is merged into another is no part of anything. */
function filledOf({ categories }: Pick<Dimension, 'categories'>) {
  return categories.filter(({ holds }) => holds.length > 0)
}

/** Bound of the variance of the best estimate. `empty` are the cells, as spelt, that count nobody. */
export function partitionBound(cell: Cell, tables: readonly TableDefinition[], empty: ReadonlySet<string>): number {
  const direct = 1 / cell.variance
  const sum = tables.reduce((precision, table) => precision + precisionFrom(table, cell, empty, direct), direct)
  return 1 / sum
}

function precisionFrom(table: TableDefinition, cell: Cell, empty: ReadonlySet<string>, direct: number): number {
  const splits = subsetsOf(table.dimensions)
    .filter((kept) =>
      isPublished(
        table,
        kept.map(({ id }) => id),
      ),
    )
    .map((kept) => partsOf(table, kept, cell))
    .filter((parts) => parts !== null)
  if (splits.length === 0) return 0
  // The cell itself is among them: all that the form of the table says of it.
  if (splits.some(({ length }) => length === 1)) return (1 / ownFactor(table) - 1) * direct
  const filled = splits.map((parts) => parts.filter((part) => !empty.has(spelt(part))).length)
  return 1 / (Math.max(1, Math.min(...filled)) * table.variance)
}

/** The cells that keep these dimensions and together are the cell; null where they are more or less than it. */
function partsOf(table: TableDefinition, kept: readonly Dimension[], cell: Cell): readonly Cell[] | null {
  const summed = cellAt(table, {}).where
  const ids = new Set([...Object.keys(cell.where), ...Object.keys(summed)])
  let parts: readonly Record<string, string>[] = [{}]
  for (const id of ids) {
    const dimension = kept.find((one) => one.id === id)
    if (dimension === undefined) {
      if (!isSame(cell.where[id], summed[id])) return null
      continue
    }
    const codes = cell.where[id] ?? dimension.finest
    const inside = filledOf(dimension).filter(({ holds }) => holds.every((code) => codes.includes(code)))
    if (inside.flatMap(({ holds }) => holds).length !== codes.length) return null
    parts = parts.flatMap((part) => inside.map(({ code }) => ({ ...part, [id]: code })))
  }
  const open = kept.filter(({ id }) => !ids.has(id))
  for (const { id, categories, finest } of open) {
    if (categories.flatMap(({ holds }) => holds).length !== finest.length) return null
    parts = parts.flatMap((part) => filledOf({ categories }).map(({ code }) => ({ ...part, [id]: code })))
  }
  return parts.map((at) => cellAt(table, at))
}

function isSame(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.length === other.length && one.every((code) => other.includes(code))
}

function subsetsOf(dimensions: readonly Dimension[]): readonly (readonly Dimension[])[] {
  return dimensions.reduce<readonly (readonly Dimension[])[]>(
    (found, dimension) => found.flatMap((some) => [some, [...some, dimension]]),
    [[]],
  )
}

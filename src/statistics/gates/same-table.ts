/** Whether what lies between two cells of one table is a union of cells that the table itself publishes. */
import { type At, type Dimension, type TableDefinition, TOTAL } from './definition.ts'

/**
 * It is, unless a margin counts what no category shows: then the margin less its categories is a figure of its own.
 * Both directions are looked at.
 */
export function differenceIsPublished(table: TableDefinition, one: At, other: At): boolean {
  return isCovered(table, one, other) && isCovered(table, other, one)
}

/** Whether everybody in `one` and not in `other` is in categories that the table shows, in every dimension. */
function isCovered({ dimensions, population }: TableDefinition, one: At, other: At): boolean {
  const codes = (dimension: Dimension, at: At) => codesOf(dimension, at, population[dimension.id])
  return dimensions.every((dimension) => {
    const shown = new Set(smallest(dimension).flatMap(({ holds }) => holds))
    const unseen = codes(dimension, one).filter((code) => !shown.has(code))
    if (unseen.length === 0) return true
    // They do no harm only if the other cell holds them too, all of them.
    return (
      isWithin(unseen, codes(dimension, other)) &&
      dimensions.every((another) => another === dimension || isWithin(codes(another, one), codes(another, other)))
    )
  })
}

/** Categories that hold no other: those that a crossing is made of. One that is merged into another is none. */
function smallest({ categories }: Dimension) {
  const filled = categories.filter(({ holds }) => holds.length > 0)
  return filled.filter(
    (one) =>
      !filled.some(
        (other) => other !== one && other.holds.length < one.holds.length && isWithin(other.holds, one.holds),
      ),
  )
}

function codesOf({ id, finest, categories }: Dimension, at: At, within: readonly string[] | undefined) {
  const code = at[id] ?? TOTAL
  const holds = code === TOTAL ? finest : (categories.find((category) => category.code === code)?.holds ?? [])
  return within === undefined ? holds : holds.filter((one) => within.includes(one))
}

function isWithin(codes: readonly string[], others: readonly string[]): boolean {
  return codes.every((code) => others.includes(code))
}

/**
 * Least squares over released cells: how much of its own noise each cell keeps when all others are used against it.
 *
 * Cells are linear functions of atoms that nobody publishes. The estimate of a cell is its projection on what such
 * functions can be, so only the space that they span matters; it is spanned by the overlaps of the cells.
 */

export interface System {
  /** Of each atom the cells that count it, as positions. */
  readonly atoms: readonly (readonly number[])[]
  /** Variance of the noise of each cell; 0 of an exact one. */
  readonly variances: readonly number[]
}

/** The variance of the least-squares estimate of each cell. */
export function estimateVariances({ atoms, variances }: System): readonly number[] {
  const basis = spanOf(overlapsOf(atoms, variances), variances)
  const inverse = choleskyOf(gram(basis))
  return variances.map((variance, cell) => (variance === 0 ? 0 : variance * lengthIn(inverse, basis[cell] ?? [])))
}

/** The least-squares estimate of each cell, of which none is exact, from what is published. */
export function estimatesOf({ atoms, variances }: System, published: readonly number[]): readonly number[] {
  const basis = spanOf(overlapsOf(atoms, variances), variances)
  const factor = choleskyOf(gram(basis))
  const measured = published.map((value, cell) => value / Math.sqrt(variances[cell] ?? 1))
  const wanted = factor.map((_, at) =>
    basis.reduce((sum, row, cell) => sum + (row[at] ?? 0) * (measured[cell] ?? 0), 0),
  )
  const weights = backwards(factor, forwards(factor, wanted))
  return basis.map(
    (row, cell) =>
      row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0) * Math.sqrt(variances[cell] ?? 1),
  )
}

/** Shared atoms of any two cells, each cell measured in its own noise. */
function overlapsOf(atoms: System['atoms'], variances: readonly number[]): Float64Array[] {
  const overlaps = variances.map(() => new Float64Array(variances.length))
  for (const cells of atoms)
    for (const one of cells) {
      const line = overlaps[one]
      if (line !== undefined) for (const other of cells) line[other] = (line[other] ?? 0) + 1
    }
  const scale = variances.map((variance) => (variance === 0 ? 1 : 1 / Math.sqrt(variance)))
  for (const [one, line] of overlaps.entries())
    for (const other of line.keys()) line[other] = (line[other] ?? 0) * (scale[one] ?? 1) * (scale[other] ?? 1)
  return overlaps
}

const NOTHING = 1e-9

/**
 * Cholesky with pivots: columns that span what the cells can be. Exact cells are taken first and their columns thrown
 * away: what they say is known, and only what is left of the others is in doubt.
 */
function spanOf(left: Float64Array[], variances: readonly number[]): number[][] {
  const columns: number[][] = variances.map(() => [])
  const whole = Math.max(...left.map((line, cell) => line[cell] ?? 0))
  for (const kind of ['exact', 'noisy'] as const)
    for (;;) {
      const pivot = largest(left, (cell) => (variances[cell] === 0) === (kind === 'exact'))
      const size = pivot === null ? 0 : (left[pivot]?.[pivot] ?? 0)
      if (pivot === null || size <= NOTHING * whole) break
      const column = left.map((line) => (line[pivot] ?? 0) / Math.sqrt(size))
      if (kind === 'noisy') for (const [cell, value] of column.entries()) columns[cell]?.push(value)
      takeAway(left, column)
    }
  return columns
}

function largest(left: readonly Float64Array[], may: (cell: number) => boolean): number | null {
  let [best, size] = [null as number | null, 0]
  for (const [cell, line] of left.entries())
    if (may(cell) && (line[cell] ?? 0) > size) [best, size] = [cell, line[cell] ?? 0]
  return best
}

function takeAway(left: readonly Float64Array[], column: readonly number[]): void {
  for (const [one, line] of left.entries()) {
    const factor = column[one] ?? 0
    if (factor !== 0) for (const other of line.keys()) line[other] = (line[other] ?? 0) - factor * (column[other] ?? 0)
  }
}

function gram(rows: readonly (readonly number[])[]): number[][] {
  const size = rows[0]?.length ?? 0
  const sums = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const row of rows)
    for (const [one, line] of sums.entries()) {
      const factor = row[one] ?? 0
      if (factor !== 0)
        for (let other = 0; other <= one; other++) line[other] = (line[other] ?? 0) + factor * (row[other] ?? 0)
    }
  return sums
}

/** The lower factor. */
function choleskyOf(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const factor: number[][] = []
  for (const [row, line] of matrix.entries()) {
    const made: number[] = []
    for (let column = 0; column <= row; column++) {
      let value = line[column] ?? 0
      const above = column === row ? made : (factor[column] ?? [])
      for (let at = 0; at < column; at++) value -= (made[at] ?? 0) * (above[at] ?? 0)
      made.push(column === row ? Math.sqrt(value) : value / (above[column] ?? 1))
    }
    factor.push(made)
  }
  return factor
}

/** rowᵀ (L Lᵀ)⁻¹ row: the squared length of what solves L x = row. */
function lengthIn(factor: readonly (readonly number[])[], row: readonly number[]): number {
  return forwards(factor, row).reduce((length, value) => length + value * value, 0)
}

/** Solves L x = right. */
function forwards(factor: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const solved: number[] = []
  for (const [at, line] of factor.entries()) {
    let value = right[at] ?? 0
    for (let before = 0; before < at; before++) value -= (line[before] ?? 0) * (solved[before] ?? 0)
    solved.push(value / (line[at] ?? 1))
  }
  return solved
}

/** Solves Lᵀ x = right. */
function backwards(factor: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const solved = [...right]
  for (let at = solved.length - 1; at >= 0; at--) {
    let value = solved[at] ?? 0
    for (let after = at + 1; after < solved.length; after++) value -= (factor[after]?.[at] ?? 0) * (solved[after] ?? 0)
    solved[at] = value / (factor[at]?.[at] ?? 1)
  }
  return solved
}

/**
 * One row of a p-table: of all distributions over the noises with mean 0 and a given variance, the one with most entropy.
 *
 * The dual has one unknown per moment (and one for the least probability to stay), whatever the length of the row:
 * p ∝ exp(-a·v - b·v² + m·[v = 0]). Monotony costs no unknown: for given a, b, m the best monotone distribution is known
 * exactly, by pooling neighbours that stand in the wrong order. Newton on a convex function; what it returns is checked.
 */

export interface RowProblem {
  /** Noises, ascending. */
  readonly support: readonly number[]
  readonly variance: number
  /** Least probability of noise 0. */
  readonly stay: number
  readonly monotone: boolean
}

export interface RowSolution {
  readonly probabilities: readonly number[]
  readonly variance: number
}

/** The row with mean 0 and as much entropy as there can be: the bound on the variance is left out. */
export function widestRow(problem: RowProblem): RowSolution | null {
  return solved({ ...problem, moments: [1] })
}

/** The row that reaches the variance. Null where no such distribution was found. */
export function rowOfVariance(problem: RowProblem): RowSolution | null {
  return solved({ ...problem, moments: [1, 2] })
}

interface Dual extends RowProblem {
  /** Powers of the noise whose means are fixed. */
  readonly moments: readonly number[]
}

/** Without the bound on staying first: where that stays by itself, it is the answer. */
function solved(dual: Dual): RowSolution | null {
  const free = newton(dual, false)
  if (free === null || dual.stay === 0) return free
  const zero = dual.support.indexOf(0)
  if (zero < 0 || (free.probabilities[zero] ?? 0) >= dual.stay) return free
  return newton(dual, true)
}

const STEPS = 2000
/** No exponent moves further in one step: beyond it the curvature is that of another place. */
const REACH = 4
const RESIDUAL = 1e-12

function newton(dual: Dual, bound: boolean): RowSolution | null {
  const scale = Math.max(...dual.support.map(Math.abs))
  const features = featuresOf(dual, bound, scale)
  const targets = targetsOf(dual, bound, scale)
  let unknowns = targets.map(() => 0)
  let here = pointAt(dual, features, targets, unknowns)
  for (let step = 0; step < STEPS; step++) {
    const size = Math.max(...here.gradient.map(Math.abs))
    if (size < RESIDUAL) return solution(dual, here.probabilities)
    const next = stepFrom(dual, features, targets, unknowns, here)
    if (next === null) return size < 1e-10 ? solution(dual, here.probabilities) : null
    unknowns = next.unknowns
    here = next.point
  }
  return null
}

/** What is multiplied by each unknown, per noise: powers of v (divided by D, so that none is large), and [v = 0]. */
function featuresOf({ support, moments }: Dual, bound: boolean, scale: number): number[][] {
  const powers = moments.map((power) => support.map((noise) => (noise / scale) ** power))
  return bound ? [...powers, support.map((noise) => (noise === 0 ? 1 : 0))] : powers
}

function targetsOf({ variance, stay, moments }: Dual, bound: boolean, scale: number): number[] {
  const means = moments.map((power) => (power === 1 ? 0 : variance / scale ** 2))
  return bound ? [...means, stay] : means
}

interface Point {
  readonly value: number
  readonly gradient: readonly number[]
  readonly hessian: readonly (readonly number[])[]
  readonly probabilities: readonly number[]
}

/** Value, gradient and curvature of log Σ exp(θ) - u·t, with θ pooled where the order asks for it. */
function pointAt(dual: Dual, features: number[][], targets: number[], unknowns: readonly number[]): Point {
  const theta = dual.support.map((_, at) => sum(unknowns.map((unknown, k) => unknown * (features[k]?.[at] ?? 0))))
  const blocks = dual.monotone ? pooled(theta, dual.support) : theta.map((_, at): Block => ({ from: at, to: at + 1 }))
  const level = blocks.map((block) => meanOver(theta, block))
  const top = Math.max(...level)
  const weights = blocks.map(({ from, to }, at) => (to - from) * Math.exp((level[at] ?? 0) - top))
  const total = sum(weights)
  const masses = weights.map((weight) => weight / total)
  const means = features.map((feature) => blocks.map((block) => meanOver(feature, block)))
  const moments = means.map((mean) => sum(mean.map((value, at) => value * (masses[at] ?? 0))))
  const centred = means.map((mean, k) => mean.map((value) => value - (moments[k] ?? 0)))
  return {
    value: top + Math.log(total) - sum(unknowns.map((unknown, k) => unknown * (targets[k] ?? 0))),
    gradient: moments.map((moment, k) => moment - (targets[k] ?? 0)),
    hessian: centred.map((left) =>
      centred.map((right) => sum(masses.map((mass, at) => mass * (left[at] ?? 0) * (right[at] ?? 0)))),
    ),
    probabilities: blocks.flatMap(({ from, to }, at) =>
      Array.from({ length: to - from }, () => (masses[at] ?? 0) / (to - from)),
    ),
  }
}

interface Block {
  readonly from: number
  readonly to: number
}

/** Neighbours up to noise 0 that fall where they must not, drawn together until none does. */
function pooled(theta: readonly number[], support: readonly number[]): readonly Block[] {
  const blocks: Block[] = []
  for (const [at, noise] of support.entries()) {
    let block: Block = { from: at, to: at + 1 }
    for (let last = blocks.at(-1); noise <= 0 && last !== undefined; last = blocks.at(-1)) {
      if (meanOver(theta, last) <= meanOver(theta, block)) break
      block = { from: last.from, to: block.to }
      blocks.pop()
    }
    blocks.push(block)
  }
  return blocks
}

function meanOver(values: readonly number[], { from, to }: Block): number {
  if (to - from === 1) return values[from] ?? 0
  return sum(values.slice(from, to)) / (to - from)
}

/** A Newton step, shortened until the value falls as it should; null where it cannot fall any more. */
function stepFrom(dual: Dual, features: number[][], targets: number[], unknowns: readonly number[], here: Point) {
  const newtons = solve(here.hessian, here.gradient)
  const reach = Math.max(
    ...dual.support.map((_, at) => Math.abs(sum(newtons.map((part, k) => part * (features[k]?.[at] ?? 0))))),
  )
  const direction = newtons.map((part) => part * Math.min(1, REACH / reach))
  const slope = sum(direction.map((part, k) => part * (here.gradient[k] ?? 0)))
  const size = (point: Point) => Math.max(...point.gradient.map(Math.abs))
  for (let length = 1; length > 1e-12; length /= 2) {
    const moved = unknowns.map((unknown, k) => unknown - length * (direction[k] ?? 0))
    const point = pointAt(dual, features, targets, moved)
    const falls = point.value <= here.value - 1e-4 * length * slope
    // Close to the end the value no longer tells one point from the next; the residual still does.
    if (
      falls && Number.isFinite(point.value)
        ? size(point) < size(here) || length * slope > 1e-13
        : size(point) < size(here) / 2
    )
      return { unknowns: moved, point }
  }
  return null
}

/** Gauss with pivots on at most three unknowns; a little is added to the diagonal, so that a flat direction is no fault. */
function solve(matrix: Point['hessian'], right: readonly number[]): readonly number[] {
  const ridge = 1e-15 * Math.max(...matrix.map((line, k) => line[k] ?? 0)) + 1e-300
  const lines = matrix.map((line, k) => [...line.map((value, at) => (at === k ? value + ridge : value)), right[k] ?? 0])
  for (let column = 0; column < lines.length; column++) {
    const pivot = lines.slice(column).toSorted((a, b) => Math.abs(b[column] ?? 0) - Math.abs(a[column] ?? 0))[0] ?? []
    lines.splice(lines.indexOf(pivot), 1)
    lines.splice(column, 0, pivot)
    for (const line of lines) {
      if (line === pivot) continue
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1)
      for (let at = column; at < line.length; at++) line[at] = (line[at] ?? 0) - factor * (pivot[at] ?? 0)
    }
  }
  return lines.map((line, k) => (line.at(-1) ?? 0) / (line[k] ?? 1))
}

function solution({ support }: Dual, probabilities: readonly number[]): RowSolution {
  const variance = sum(support.map((noise, at) => noise * noise * (probabilities[at] ?? 0)))
  return { probabilities, variance }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

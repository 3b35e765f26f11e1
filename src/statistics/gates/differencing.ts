/**
 * Differencing (4.3). Equal sets get equal noise, so two cells that differ show for certain that somebody is in between.
 * Refused where one to nine persons are in exactly one of two cells of all releases and the table asked for.
 *
 * Three pairs are no difference. Cells of one table, where the difference is a union of its own cells: what is small there,
 * the other gates look at. Cells that by their definitions have nothing in common, and in two releases in truth have not:
 * there is nothing to take away. And a pair of an exact and a protected cell: one has no noise that the other's could equal,
 * and what they tell together the averaging gate weighs. Two exact cells of the same records tell their difference for certain.
 */
import {
  type Cell,
  type Counted,
  type Counter,
  cellsOf,
  excludeEachOther,
  ofAnyRelease,
  spelt,
  type TableDefinition,
} from './definition.ts'
import { type Finding, refusal } from './finding.ts'
import { LEAST_DIFFERENCE } from './limits.ts'
import { differenceIsPublished } from './same-table.ts'

/** More than a person reads; the verdict does not change after the first. */
const MOST_FINDINGS = 50
const BATCH = 2000

/** Refuses the pairs of cells, the first of which is of the table asked for. No approximation: what decides is counted. */
export async function differencingGate(
  definition: TableDefinition,
  released: readonly TableDefinition[],
  counter: Counter,
): Promise<readonly Finding[]> {
  const sets = await setsOf([definition, ...released], counter)
  const found: Finding[] = []
  for (const batch of batches(candidates(sets, definition))) {
    const undecided = batch.filter(([one, other]) => certain(one, other) === null)
    const answers = await counter.differing(undecided.map(([one, other]) => [one.cell, other.cell]))
    const differing = new Map(undecided.map((pair, at) => [pair, answers[at]]))
    for (const pair of batch) {
      const [one, other] = pair
      if (excludes(one, other) && differing.get(pair)?.share === false) continue
      const persons = certain(one, other) ?? differing.get(pair)?.persons ?? 0
      const withUnit = countsUnits(one, other) ? (differing.get(pair)?.withUnit ?? persons) : persons
      if (!isTooFew(persons) && !isTooFew(withUnit)) continue
      found.push(
        refusal(definition, 'differencing', {
          at: one.cell.at,
          other: { table: other.cell.table, at: other.cell.at },
        }),
      )
      if (found.length === MOST_FINDINGS) return found
    }
  }
  return found
}

function isTooFew(persons: number): boolean {
  return persons >= 1 && persons < LEAST_DIFFERENCE
}

/**
 * A set of units under one spelling, with every cell that shows it. One that nobody is in is left out: what would be taken
 * away is nothing, and for the other cell its own table answers.
 */
interface CellSet {
  readonly cell: Cell
  readonly shownIn: readonly { readonly table: TableDefinition; readonly cell: Cell }[]
  readonly counted: Counted
}

async function setsOf(tables: readonly TableDefinition[], counter: Counter): Promise<readonly CellSet[]> {
  const byConditions = new Map<string, { table: TableDefinition; cell: Cell }[]>()
  for (const table of tables)
    for (const cell of cellsOf(table)) {
      const conditions = spelt(cell)
      const shown = byConditions.get(conditions)
      if (shown === undefined) byConditions.set(conditions, [{ table, cell }])
      else shown.push({ table, cell })
    }
  const shown = [...byConditions.values()].flatMap((shownIn) =>
    shownIn[0] === undefined ? [] : [{ cell: shownIn[0].cell, shownIn }],
  )
  const counted = await counter.count(shown.map(({ cell }) => cell))
  return shown
    .map((set, at) => ({ ...set, counted: counted[at] ?? { persons: 0, units: 0 } }))
    .filter((set) => set.counted.persons > 0)
}

type Pair = readonly [CellSet, CellSet]

/** Pairs whose sizes are less than ten apart: no others can fail. The first is shown in the table asked for. */
function* candidates(sets: readonly CellSet[], asked: TableDefinition): Generator<Pair> {
  const bySize = sets.toSorted((a, b) => a.counted.persons - b.counted.persons)
  const isAsked = bySize.map(({ shownIn }) => shownIn.some(({ table }) => table === asked))
  for (const [at, one] of bySize.entries()) {
    if (!isAsked[at]) continue
    for (const step of [-1, 1])
      for (let place = at + step; ; place += step) {
        const other = bySize[place]
        if (other === undefined || Math.abs(other.counted.persons - one.counted.persons) >= LEAST_DIFFERENCE) break
        // Two of the table itself meet once, upwards.
        if (!(step < 0 && isAsked[place]) && !isNoDifference(one, other)) yield [one, other]
      }
  }
}

/** By their definitions; records that were counted at two times may have been corrected from one into the other. */
function excludes(one: CellSet, other: CellSet): boolean {
  return excludeEachOther(one.cell.where, other.cell.where)
}

function isNoDifference(one: CellSet, other: CellSet): boolean {
  const exact = [one, other].filter(({ cell }) => cell.variance === 0).length
  if (exact === 1) return true
  // Of other records, or the same figure corrected: what the State did is told as it is known.
  if (exact === 2) return excludes(one, other) || ofAnyRelease(one.cell) === ofAnyRelease(other.cell)
  if (one.cell.asOf === other.cell.asOf && excludes(one, other)) return true
  return one.shownIn.some((mine) =>
    other.shownIn.some(
      (theirs) => mine.table === theirs.table && differenceIsPublished(mine.table, mine.cell.at, theirs.cell.at),
    ),
  )
}

/** Where sizes say for certain how it ends, nothing is counted. */
function certain(mine: CellSet, theirs: CellSet): number | null {
  if (excludes(mine, theirs)) return null
  const [one, other] = [mine.counted, theirs.counted]
  if (one.persons === 0 || other.persons === 0) return one.persons + other.persons
  const least = Math.abs(one.persons - other.persons)
  return least > 0 && one.persons + other.persons < LEAST_DIFFERENCE ? least : null
}

/** Two cells of cases may hold the same persons and other cases of theirs: then those show. */
function countsUnits(one: CellSet, other: CellSet): boolean {
  return one.cell.unit !== 'persons' && one.cell.unit === other.cell.unit
}

function* batches(pairs: Generator<Pair>): Generator<readonly Pair[]> {
  let batch: Pair[] = []
  for (const pair of pairs) {
    batch.push(pair)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

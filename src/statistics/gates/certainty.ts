/**
 * Certainty (P25), over the figures as they are about to be published: does all that a reader knows of a table leave one size
 * alone for a group of one to four? A reader knows each figure but for the noise that is announced, that empty cells stay
 * empty, and, without noise, what exact figures tell of the table: taken as known here even if those come out later, so that
 * what the State did can always be told.
 */
import {
  type At,
  type Cell,
  type Counter,
  cellsOf,
  interiorOf,
  isWithinTold,
  nameOf,
  type TableDefinition,
  TOTAL,
} from './definition.ts'
import { certaintyOf, type Range } from './exact-search.ts'
import { type Finding, refusal } from './finding.ts'

const MOST_SMALL = 4
/** Cells beyond which nothing is searched: there the mean of a cell and the share of small ones must do. */
const MOST_CELLS = 800

/** A figure as it will stand; null where it is withheld as fewer than the least count. */
export interface Figure {
  readonly at: At
  readonly value: number | null
}

export interface Announced {
  /** D of the p-table. */
  readonly max: number
  readonly leastCount: number
}

/**
 * Refuses a group of people of which one size alone is left; where nothing but what the State did sets it apart, a statistician
 * decides.
 */
export async function certaintyGate(
  definition: TableDefinition,
  figures: readonly Figure[],
  { announced, counter }: { readonly announced: Announced; readonly counter: Counter },
): Promise<readonly Finding[]> {
  const cells = cellsOf(definition)
  if (definition.variance === 0 || cells.length > MOST_CELLS) return []
  const counted = (await counter.count(cells)).map(({ units }) => units)
  const small = cells.filter((_, at) => isSmall(counted[at] ?? 0)).filter(({ at }) => !isTold(definition, at))
  if (small.length === 0) return []
  const interior = interiorOf(definition)
  const countOf = new Map(cells.map(({ at }, place) => [nameOf(at), counted[place] ?? 0]))
  const truth = interior.map(({ at }) => countOf.get(nameOf(at)) ?? 0)
  const published = new Map(figures.map(({ at, value }) => [nameOf(at), value]))
  const ranges = [
    ...cells.map(({ at }) => ({
      sum: partsOf(interior, at),
      ...readingOf(published.get(nameOf(at)) ?? null, announced),
    })),
    ...toldRanges(definition, interior, truth),
    // Somebody in two categories, or a figure that stands from before: what a reader concludes of it is wrong.
  ].filter((range) => holds(range, truth))
  return small
    .filter(({ at }) => certaintyOf(partsOf(interior, at), truth, ranges) === 'certain')
    .map(({ at }) => {
      const finding = refusal(definition, 'certain', { at })
      return isAboutPeople(definition, at) ? finding : { ...finding, verdict: 'ask' }
    })
}

function isSmall(count: number): boolean {
  return count >= 1 && count <= MOST_SMALL
}

/** What an exact figure tells is no secret; what stands inside it is. */
function isTold({ told = [] }: TableDefinition, at: At): boolean {
  return told.some((codes) =>
    Object.entries(at).every(([id, code]) => (codes[id] === undefined ? code === TOTAL : codes[id].includes(code))),
  )
}

function toldRanges({ told = [] }: TableDefinition, interior: readonly Cell[], truth: readonly number[]) {
  return told.map((codes): Range => {
    const sum = [...interior.keys()].filter((place) => isWithinTold(interior[place]?.at ?? {}, codes))
    const count = sum.reduce((total, place) => total + (truth[place] ?? 0), 0)
    return { sum, from: count, to: count }
  })
}

function partsOf(interior: readonly Cell[], at: At): readonly number[] {
  return [...interior.keys()].filter((place) =>
    Object.entries(at).every(([id, code]) => code === TOTAL || interior[place]?.at[id] === code),
  )
}

/** What a reader takes a figure to be. */
function readingOf(value: number | null, { max, leastCount }: Announced): { from: number; to: number } {
  if (value === null) return { from: 0, to: Math.max(0, leastCount - 1) + max }
  return { from: value === 0 ? 0 : Math.max(1, value - max), to: value + max }
}

function holds({ sum, from, to }: Range, truth: readonly number[]): boolean {
  const count = sum.reduce((total, place) => total + (truth[place] ?? 0), 0)
  return count >= from && count <= to
}

function isAboutPeople({ dimensions }: TableDefinition, at: At): boolean {
  return dimensions.some(({ id, kind }) => kind !== 'conduct' && (at[id] ?? TOTAL) !== TOTAL)
}

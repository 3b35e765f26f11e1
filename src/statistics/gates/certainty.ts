/**
 * Certainty (P25), over the figures as they are about to be published: does all that a reader knows leave one size alone for a
 * group of one to four? A reader knows each figure but for the noise that is announced; that empty cells stay empty; that two
 * figures of one set are the same, so that somebody is between two that differ; and what figures without noise tell of the table.
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
  type Where,
} from './definition.ts'
import { certaintyOf, type Range } from './exact-search.ts'
import { type Finding, refusal } from './finding.ts'

const MOST_SMALL = 4
/** Cells beyond which nothing is searched: there the mean of a cell and the share of small ones must do. */
const MOST_CELLS = 800

/** A figure as it stands; null where it is withheld as fewer than the least count. */
export interface Figure {
  readonly at: At
  readonly value: number | null
}

/** A protected table with its figures. */
export interface Shown {
  readonly definition: TableDefinition
  readonly figures: readonly Figure[]
  /** D of the p-table. */
  readonly max: number
  readonly leastCount: number
}

/**
 * Refuses a group of people of which one size alone is left, with what exact figures of the same year tell, whether those are out
 * or come later; where nothing but what the State did sets the group apart, a statistician decides.
 */
export async function certaintyGate(shown: Shown, counter: Counter): Promise<readonly Finding[]> {
  const { definition } = shown
  const known = await knownOf(shown, counter)
  if (known === null) return []
  const told = (definition.told ?? []).map((codes) => withinTold(known, codes))
  return certainIn(
    known,
    told.map((sum) => exactly(sum, known.truth)),
  )
    .filter(({ sum }) => !told.some((one) => isSame(one, sum)))
    .map(({ at }) => {
      const finding = refusal(definition, 'certain', { at })
      return isAboutPeople(definition, at) ? finding : { ...finding, verdict: 'ask' }
    })
}

/**
 * Asks, of an exact figure, about groups of people that it would make certain in protected tables that are out: what the State did
 * is told, and those who approve of it see what else it tells. `out`: the tables of which it tells something (`tells`).
 */
export async function exactCertaintyGate(
  definition: TableDefinition,
  out: readonly Shown[],
  counter: Counter,
): Promise<readonly Finding[]> {
  const [exact] = await counter.count(cellsOf(definition))
  const found: Finding[] = []
  for (const { unit, where } of definition.tells ?? []) {
    const about = out.filter((one) => one.definition.unit === unit && isOf(one.definition, where))
    const parts: Known[] = []
    let places = 0
    for (const one of about) {
      const known = await knownOf(one, counter, places)
      if (known === null) continue
      parts.push(known)
      places += known.truth.length
    }
    const truth = parts.flatMap((one) => one.truth)
    const told = parts.flatMap((one) => withinTold(one, where))
    const covered = about.flatMap((one) => one.definition.of?.PERIOD ?? [])
    const isWhole = (where.PERIOD ?? []).every((period) => covered.includes(period))
    const total = exact?.units ?? 0
    const range = { sum: told, from: isWhole ? total : 0, to: total }
    for (const [at, one] of parts.entries()) {
      const all = { ...one, truth, ranges: parts.flatMap(({ ranges }) => ranges) }
      const before = new Set(certainIn(all, []).map(({ sum }) => sum.join()))
      for (const group of certainIn(all, holds(range, truth) ? [range] : []))
        if (!before.has(group.sum.join()) && isAboutPeople(one.definition, group.at))
          found.push({
            ...refusal(definition, 'certain', {
              other: { table: about[at]?.definition.id ?? definition.id, at: group.at },
            }),
            verdict: 'ask',
          })
    }
  }
  return found
}

/** What a reader knows of one table, over its interior cells as unknowns, the first of which is `first`. */
interface Known {
  readonly definition: TableDefinition
  readonly interior: readonly Cell[]
  readonly first: number
  readonly truth: readonly number[]
  readonly ranges: readonly Range[]
  /** Cells of one to four. */
  readonly small: readonly { readonly at: At; readonly sum: readonly number[] }[]
}

/** Null where nobody can be found, or there is too much to search. */
async function knownOf(
  { definition, figures, max, leastCount }: Shown,
  counter: Counter,
  first = 0,
): Promise<Known | null> {
  const cells = cellsOf(definition)
  if (definition.variance === 0 || cells.length > MOST_CELLS) return null
  const counted = (await counter.count(cells)).map(({ units }) => units)
  const isSmall = (_: Cell, at: number) => (counted[at] ?? 0) >= 1 && (counted[at] ?? 0) <= MOST_SMALL
  if (!cells.some(isSmall)) return null
  const interior = interiorOf(definition)
  const countOf = new Map(cells.map(({ at }, place) => [nameOf(at), counted[place] ?? 0]))
  const truth = interior.map(({ at }) => countOf.get(nameOf(at)) ?? 0)
  const values = new Map(figures.map(({ at, value }) => [nameOf(at), value]))
  const within = (at: At) => partsOf(interior, at).map((place) => place + first)
  const ranges = [
    ...cells.map(({ at }) => ({ sum: within(at), ...readingOf(values.get(nameOf(at)) ?? null, { max, leastCount }) })),
    ...between(cells, values).map(([part, whole]) => {
      const inPart = new Set(within(part))
      return { sum: within(whole).filter((place) => !inPart.has(place)), from: 1, to: Number.MAX_SAFE_INTEGER }
    }),
  ]
  return {
    ...{ definition, interior, first, truth },
    // Somebody in two categories, or a figure that stands from before: what a reader concludes of it is wrong.
    ranges: ranges.filter((range) => holds(range, truth, first)),
    small: cells.filter(isSmall).map(({ at }) => ({ at, sum: within(at) })),
  }
}

/** Each cell with a whole of it, one dimension up, where the two figures differ. */
function between(cells: readonly Cell[], values: ReadonlyMap<string, number | null>): readonly (readonly [At, At])[] {
  const shown = new Set(cells.map(({ at }) => nameOf(at)))
  return cells.flatMap(({ at }) =>
    Object.keys(at)
      .filter((id) => at[id] !== TOTAL)
      .map((id) => ({ ...at, [id]: TOTAL }))
      .filter((whole) => shown.has(nameOf(whole)) && values.get(nameOf(whole)) !== values.get(nameOf(at)))
      .map((whole) => [at, whole] as const),
  )
}

function certainIn({ truth, ranges, small }: Known, more: readonly Range[]) {
  return small.filter(({ sum }) => certaintyOf(sum, truth, [...ranges, ...more]) === 'certain')
}

function withinTold({ interior, first }: Known, told: Where): readonly number[] {
  const dimensions = Object.keys(interior[0]?.at ?? {})
  const codes = Object.fromEntries(Object.entries(told).filter(([id]) => dimensions.includes(id)))
  return [...interior.keys()]
    .filter((place) => isWithinTold(interior[place]?.at ?? {}, codes))
    .map((place) => place + first)
}

/** Whether the table counts records of that kind in a part of that time, by the dimension that is told. */
function isOf({ of = {}, dimensions }: TableDefinition, where: Where): boolean {
  return Object.entries(where).every(([id, codes]) =>
    of[id] === undefined
      ? dimensions.some((dimension) => dimension.id === id)
      : of[id].every((code) => codes.includes(code)),
  )
}

function exactly(sum: readonly number[], truth: readonly number[]): Range {
  const count = sum.reduce((total, place) => total + (truth[place] ?? 0), 0)
  return { sum, from: count, to: count }
}

function partsOf(interior: readonly Cell[], at: At): readonly number[] {
  return [...interior.keys()].filter((place) =>
    Object.entries(at).every(([id, code]) => code === TOTAL || interior[place]?.at[id] === code),
  )
}

/** What a reader takes a figure to be. */
function readingOf(
  value: number | null,
  { max, leastCount }: Pick<Shown, 'max' | 'leastCount'>,
): { from: number; to: number } {
  if (value === null) return { from: 0, to: Math.max(0, leastCount - 1) + max }
  return { from: value === 0 ? 0 : Math.max(1, value - max), to: value + max }
}

function holds({ sum, from, to }: Range, truth: readonly number[], first = 0): boolean {
  const count = sum.reduce((total, place) => total + (truth[place - first] ?? 0), 0)
  return count >= from && count <= to
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((place) => other.includes(place))
}

function isAboutPeople({ dimensions }: TableDefinition, at: At): boolean {
  return dimensions.some(({ id, kind }) => kind !== 'conduct' && (at[id] ?? TOTAL) !== TOTAL)
}

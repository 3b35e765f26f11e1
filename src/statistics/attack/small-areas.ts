/** Exact search on small areas: is anybody there known for certain from all tables that show the area? */
import { TOTAL } from '../gates/definition.ts'
import { certaintyOf, type Range } from '../gates/exact-search.ts'
import type { PTable } from '../perturbation/p-table.ts'
import type { Microdata } from './microdata.ts'
import type { World, WorldCell } from './world.ts'

export interface AreaResult {
  readonly areas: number
  /** Areas whose crossing is too large to be searched. */
  readonly leftOut: number
  /** Cells of one to four persons, published or not, that were asked about. */
  readonly asked: number
  readonly certain: number
  readonly undecided: number
  readonly example: string | null
}

const MOST_ATOMS = 300
const MOST_SMALL = 4
/** Areas with more persons are not small. */
const MOST_PERSONS = 200
const MOST_QUESTIONS = 400

/** What a reader takes a count to be: exactly what stands there, or within the noise that is announced. */
export type Reading = (cell: WorldCell) => { readonly from: number; readonly to: number }

export const unprotected: Reading = ({ members }) => ({ from: members.length, to: members.length })

export function protectedBy({ parameters: { max } }: PTable): Reading {
  return ({ published }) => ({ from: published === 0 ? 0 : Math.max(1, published - max), to: published + max })
}

/** Asks of each small area, for each small cell of its finest crossing and of its tables, whether it is certain. */
export function searchAreas(data: Microdata, world: World, area: string, reading: Reading): AreaResult {
  const result = { areas: 0, leftOut: 0, asked: 0, certain: 0, undecided: 0, example: null as string | null }
  for (const code of new Set(data.records.map(({ codes }) => codes[area] ?? ''))) {
    const shown = world.cells.filter(({ cell }) => {
      const codes = cell.where[area]
      return codes !== undefined && codes.length === 1 && codes[0] === code
    })
    const atoms = atomsIn(data, area, code, shown)
    if (atoms === null) {
      result.leftOut++
      continue
    }
    if (atoms.truth.reduce((sum, count) => sum + count, 0) > MOST_PERSONS) continue
    const ranges = shown.map((cell): Range => ({ sum: atoms.within(cell), ...reading(cell) }))
    // Somebody with two records is one person of a total and in two of its parts: sums don't hold there.
    if (!ranges.every((range) => holds(range, atoms.truth))) {
      result.leftOut++
      continue
    }
    result.areas++
    for (const { sum, words } of questions(atoms, ranges)) {
      if (result.asked === MOST_QUESTIONS) return result
      result.asked++
      const answer = certaintyOf(sum, atoms.truth, ranges)
      if (answer === 'certain') {
        result.certain++
        result.example ??= [`${area} ${code}`, words].filter((part) => part !== '').join(', ')
      }
      if (answer === 'undecided') result.undecided++
    }
  }
  return result
}

function holds({ sum, from, to }: Range, truth: readonly number[]): boolean {
  const count = sum.reduce((total, at) => total + (truth[at] ?? 0), 0)
  return count >= from && count <= to
}

interface Atoms {
  readonly places: readonly Readonly<Record<string, string>>[]
  readonly truth: readonly number[]
  within(cell: WorldCell): readonly number[]
}

function atomsIn(data: Microdata, area: string, code: string, shown: readonly WorldCell[]): Atoms | null {
  const ids = [...new Set(shown.flatMap(({ cell }) => Object.keys(cell.where)))].filter((id) => id !== area)
  const codes = ids.map((id) => [...new Set(data.records.map((record) => record.codes[id] ?? ''))])
  if (codes.reduce((product, { length }) => product * length, 1) > MOST_ATOMS) return null
  const places = codes.reduce<readonly Readonly<Record<string, string>>[]>(
    (found, some, at) => found.flatMap((place) => some.map((one) => ({ ...place, [ids[at] ?? TOTAL]: one }))),
    [{}],
  )
  const seen = new Map<string, Set<string>>()
  for (const { person, codes: own } of data.records)
    if (own[area] === code) {
      const key = JSON.stringify(ids.map((id) => own[id]))
      seen.set(key, (seen.get(key) ?? new Set()).add(person))
    }
  return {
    places,
    truth: places.map((place) => seen.get(JSON.stringify(ids.map((id) => place[id])))?.size ?? 0),
    within: ({ cell: { where } }) =>
      [...places.keys()].filter((at) => ids.every((id) => where[id]?.includes(places[at]?.[id] ?? '') ?? true)),
  }
}

/** Small cells of the finest crossing, and small cells of the tables that are more than one of those. */
function questions({ places, truth }: Atoms, ranges: readonly Range[]) {
  const isSmall = (sum: readonly number[]) => {
    const count = sum.reduce((total, at) => total + (truth[at] ?? 0), 0)
    return count >= 1 && count <= MOST_SMALL
  }
  const finest = [...places.keys()]
    .filter((at) => isSmall([at]))
    .map((at) => ({
      sum: [at],
      words: Object.entries(places[at] ?? {})
        .map(([id, code]) => `${id} ${code}`)
        .join(', '),
    }))
  const margins = ranges.filter(({ sum }) => sum.length > 1 && isSmall(sum)).map(({ sum }) => ({ sum, words: '' }))
  return [...finest, ...margins]
}

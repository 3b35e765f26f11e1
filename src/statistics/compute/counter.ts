/** What the gates ask of true records: how many are in a cell, and how many people in exactly one of two. All in memory. */
import type { Counted, Counter, Counting, Differing } from '../gates/definition.ts'
import { type Contributor, codesAt } from './contributors.ts'

/** One table as it was, or is to be, released. */
export interface KeptRun {
  /** Of a released run its id; the one asked for has none. */
  readonly asOf: string | null
  /** Dimensions in the order of the atoms, each with its codes. */
  readonly dimensions: readonly { readonly id: string; readonly codes: readonly string[] }[]
  readonly contributors: readonly Contributor[]
}

export function counterOver(runs: readonly KeptRun[]): Counter {
  const byName = new Map(runs.map((run) => [run.asOf ?? '', indexed(run)]))
  const unitsIn = ({ where, asOf }: Counting): readonly Contributor[] => {
    const run = byName.get(asOf ?? '')
    if (run === undefined) throw new Error('internal error: a cell of a run that is not there')
    return [...run.atoms]
      .filter(([, at]) => Object.entries(where).every(([id, codes]) => codes.includes(at[id] ?? '')))
      .flatMap(([atom]) => run.units.get(atom) ?? [])
  }
  return {
    count: (cells) =>
      cells.map((cell): Counted => {
        const units = unitsIn(cell)
        const persons = personsOf(units).size
        return { persons, units: cell.unit === 'persons' ? persons : units.length }
      }),
    differing: (pairs) =>
      pairs.map(([one, other]): Differing => {
        const [here, there] = [unitsIn(one), unitsIn(other)]
        const [ours, theirs] = [new Set(here.map(({ unit }) => unit)), new Set(there.map(({ unit }) => unit))]
        const apart = [...here.filter(({ unit }) => !theirs.has(unit)), ...there.filter(({ unit }) => !ours.has(unit))]
        return { persons: personsOf(here).symmetricDifference(personsOf(there)).size, withUnit: personsOf(apart).size }
      }),
  }
}

/** Of records about nobody each counts for itself: the gates protect nobody in them. */
function personsOf(units: readonly Contributor[]): Set<string> {
  return new Set(units.map(({ person, unit }) => person ?? unit))
}

function indexed({ dimensions, contributors }: KeptRun) {
  const codes = dimensions.map((dimension) => dimension.codes)
  const units = new Map<number, Contributor[]>()
  for (const one of contributors) {
    const same = units.get(one.atom)
    if (same === undefined) units.set(one.atom, [one])
    else same.push(one)
  }
  const atoms = new Map(
    [...units.keys()].map((atom): [number, Readonly<Record<string, string>>] => {
      const at = codesAt(codes, atom)
      return [atom, Object.fromEntries(dimensions.map(({ id }, place) => [id, at[place] ?? '']))]
    }),
  )
  return { units, atoms }
}

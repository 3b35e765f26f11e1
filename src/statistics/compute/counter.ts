/** What the gates ask of true records: how many are in a cell, and how many people in exactly one of two. All in memory. */
import { type Counted, type Counter, type Counting, type Differing, spelt } from '../gates/definition.ts'
import { type Contributor, codesAt } from './contributors.ts'

/** One table as it was, or is to be, released. */
export interface KeptRun {
  /** Of a released run its id; the one asked for has none. */
  readonly asOf: string | null
  /** Dimensions in the order of the atoms, each with its codes, and the finest codes of each. */
  readonly dimensions: readonly {
    readonly id: string
    readonly codes: readonly string[]
    readonly holds: Readonly<Record<string, readonly string[]>>
  }[]
  readonly contributors: readonly Contributor[]
}

export function counterOver(runs: readonly KeptRun[]): Counter {
  const byName = new Map(runs.map((run) => [run.asOf ?? '', indexed(run)]))
  const known = new Map<string, Members>()
  const membersOf = (cell: Counting): Members => {
    const name = spelt(cell)
    const found = known.get(name) ?? counted(byName.get(cell.asOf ?? ''), cell)
    known.set(name, found)
    return found
  }
  return {
    count: (cells) =>
      cells.map((cell): Counted => {
        const { units, persons } = membersOf(cell)
        return { persons: persons.size, units: cell.unit === 'persons' ? persons.size : units.size }
      }),
    differing: (pairs) =>
      pairs.map(([one, other]): Differing => {
        const [here, there] = [membersOf(one), membersOf(other)]
        const apart = [...here.units.keys(), ...there.units.keys()].filter(
          (unit) => here.units.has(unit) !== there.units.has(unit),
        )
        const haveUnits = one.unit !== 'persons' && one.unit === other.unit
        return {
          persons: here.persons.symmetricDifference(there.persons).size,
          withUnit: new Set(apart.map((unit) => here.units.get(unit) ?? there.units.get(unit))).size,
          share: haveUnits
            ? here.units.keys().some((unit) => there.units.has(unit))
            : !here.persons.isDisjointFrom(there.persons),
        }
      }),
  }
}

interface Members {
  /** Unit → whom it is about; of records about nobody each counts for itself: the gates protect nobody in them. */
  readonly units: ReadonlyMap<string, string>
  readonly persons: ReadonlySet<string>
}

/** What a run does not break down by holds for all of its records: they are of one kind and period. */
function counted(run: ReturnType<typeof indexed> | undefined, { where }: Counting): Members {
  if (run === undefined) throw new Error('internal error: a cell of a run that is not there')
  const conditions = run.dimensions.flatMap(({ id, codes, holds }) => {
    const finest = where[id]
    if (finest === undefined) return []
    const inside = codes.filter((code) => holds[code]?.length && holds[code].every((one) => finest.includes(one)))
    return [[id, inside] as const]
  })
  const inside = [...run.atoms]
    .filter(([, at]) => conditions.every(([id, codes]) => codes.includes(at[id] ?? '')))
    .flatMap(([atom]) => run.units.get(atom) ?? [])
  const units = new Map(inside.map(({ unit, person }) => [unit, person ?? unit]))
  return { units, persons: new Set(units.values()) }
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
  return { dimensions, units, atoms }
}

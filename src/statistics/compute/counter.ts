/**
 * What the gates ask of true records: how many are in a cell, and how many people in exactly one of two. All in memory, and in
 * small pieces: between two of them the process answers whoever else asks something of it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
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

/** Questions answered in one turn: each is work of some tens of microseconds, or for people in pairs of some hundreds. */
const CELLS_A_TURN = 200
const PAIRS_A_TURN = 25

export function counterOver(runs: readonly KeptRun[]): Counter {
  const byName = new Map(runs.map((run) => [run.asOf ?? '', run]))
  const indexes = new Map<string, Indexed>()
  // Many releases are asked nothing of: each is indexed once it is.
  const runOf = ({ asOf }: Counting): Indexed => {
    const name = asOf ?? ''
    const run = byName.get(name)
    if (run === undefined) throw new Error('internal error: a cell of a run that is not there')
    const found = indexes.get(name) ?? indexed(run)
    indexes.set(name, found)
    return found
  }
  const known = new Map<string, Members>()
  const membersOf = (cell: Counting): Members => {
    const name = spelt(cell)
    const found = known.get(name) ?? counted(runOf(cell), cell)
    known.set(name, found)
    return found
  }
  return {
    // Of most cells nobody asks more than how many: who they are is looked up for the few pairs that sizes leave open.
    count: (cells) => inTurns(cells, CELLS_A_TURN, (cell): Counted => sizeOf(runOf(cell), cell)),
    differing: (pairs) =>
      inTurns(pairs, PAIRS_A_TURN, ([one, other]): Differing => {
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

/** Answers in the order of the questions, so many before whatever else waits has its turn. */
async function inTurns<Asked, Answer>(
  asked: readonly Asked[],
  many: number,
  answer: (one: Asked) => Answer,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const one of asked) {
    if (answers.length > 0 && answers.length % many === 0) await nextTurn()
    answers.push(answer(one))
  }
  return answers
}

interface Members {
  /** Unit → whom it is about; of records about nobody each counts for itself: the gates protect nobody in them. */
  readonly units: ReadonlyMap<string, string>
  readonly persons: ReadonlySet<string>
}

type Indexed = ReturnType<typeof indexed>

function counted(run: Indexed, cell: Counting): Members {
  const inside = atomsIn(run, cell).flatMap(({ units }) => units)
  const units = new Map(inside.map(({ unit, person }) => [unit, person ?? unit]))
  return { units, persons: new Set(units.values()) }
}

function sizeOf(run: Indexed, cell: Counting): Counted {
  const atoms = atomsIn(run, cell)
  const persons = run.distinct(atoms.map((atom) => atom.persons))
  return { persons, units: cell.unit === 'persons' ? persons : atoms.reduce((sum, { units }) => sum + units.length, 0) }
}

/** What a run does not break down by holds for all of its records: they are of one kind and period. */
function atomsIn(run: Indexed, { where }: Counting): Indexed['atoms'] {
  const conditions = run.dimensions.flatMap(({ id, codes, holds }) => {
    const finest = where[id]
    if (finest === undefined) return []
    const inside = codes.filter((code) => holds[code]?.length && holds[code].every((one) => finest.includes(one)))
    return [[id, inside] as const]
  })
  return run.atoms.filter(({ at }) => conditions.every(([id, codes]) => codes.includes(at[id] ?? '')))
}

function indexed({ dimensions, contributors }: KeptRun) {
  const codes = dimensions.map((dimension) => dimension.codes)
  const numbers = new Map<string, number>()
  const numberOf = (name: string): number => {
    const found = numbers.get(name) ?? numbers.size
    numbers.set(name, found)
    return found
  }
  const atoms = [...Map.groupBy(contributors, ({ atom }) => atom)].map(([atom, units]) => {
    const at = codesAt(codes, atom)
    return {
      at: Object.fromEntries(dimensions.map(({ id }, place): [string, string] => [id, at[place] ?? ''])),
      units,
      persons: Int32Array.from(units, ({ unit, person }) => numberOf(person ?? unit)),
    }
  })
  return { dimensions, atoms, distinct: distinctOf(numbers.size) }
}

/** How many different numbers below `many` stand in some lists; without a set for each question. */
function distinctOf(many: number): (lists: readonly Int32Array[]) => number {
  const seenIn = new Int32Array(many)
  let question = 0
  return (lists) => {
    question++
    let found = 0
    for (const list of lists)
      for (const one of list) {
        if (seenIn[one] === question) continue
        seenIn[one] = question
        found++
      }
    return found
  }
}

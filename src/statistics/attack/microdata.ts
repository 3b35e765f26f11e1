/** Microdata in memory: records of persons with their codes, and the gates' counter over them. For simulations; a State's records stay in the database. */
import { parse } from 'csv-parse/sync'
import type { Counted, Counter, Counting, Differing } from '../gates/definition.ts'
import { KEYS } from '../perturbation/p-table.ts'

export interface MicroRecord {
  readonly person: string
  readonly key: number
  /** Dimension → code. */
  readonly codes: Readonly<Record<string, string>>
}

export interface Microdata {
  readonly dimensions: readonly string[]
  readonly records: readonly MicroRecord[]
}

/** The file is no microdata; the message is a sentence for people. */
export class NotMicrodata extends Error {
  override readonly name = 'NotMicrodata'
}

/** Where a dimension has no code. */
const NOT_STATED = '(not stated)'
const OWN_COLUMNS = ['person', 'record_key']

/**
 * Reads CSV: a header, then one record a line; columns `person`, perhaps `record_key`, and dimensions. Keys that the
 * file does not give are drawn by `draw`. Refuses, naming the line, what is no such file.
 */
export function readMicrodata(text: string, draw: () => number): Microdata {
  const [header, ...lines] = linesOf(text)
  if (header === undefined || lines.length === 0)
    throw new NotMicrodata('The file has no records: it needs a line of column names and a line for each record.')
  const twice = header.find((name, at) => header.indexOf(name) !== at || name === '')
  if (twice !== undefined)
    throw new NotMicrodata(`The columns need a name each, and “${twice}” stands there twice or is empty.`)
  if (!header.includes('person'))
    throw new NotMicrodata('The file has no column “person”, which says who each record is about.')
  const dimensions = header.filter((name) => !OWN_COLUMNS.includes(name))
  if (dimensions.length === 0)
    throw new NotMicrodata('The file has no column besides “person” and “record_key”, so there is nothing to count by.')
  return { dimensions, records: lines.map((cells, at) => recordOf(header, cells, at + 2, draw)) }
}

function linesOf(text: string): readonly (readonly string[])[] {
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ','
  try {
    return parse(text, { bom: true, delimiter, trim: true, skip_empty_lines: true })
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` in line ${String(error.lines)}` : ''
    throw new NotMicrodata(
      `The file is no CSV: something is wrong${line}, such as an open quotation mark or a line with too many or too few columns.`,
    )
  }
}

function recordOf(header: readonly string[], cells: readonly string[], line: number, draw: () => number): MicroRecord {
  const [person, ...codes] = [header.indexOf('person'), ...header.keys()].map((at) => cells[at] ?? '')
  if (person === undefined || person === '') throw new NotMicrodata(`Line ${line} says no person.`)
  const typed = cells[header.indexOf('record_key')]
  const key = typed === undefined ? draw() : Number(typed)
  if (typed !== undefined && !(/^\d{1,10}$/.test(typed) && key < KEYS))
    throw new NotMicrodata(`The record key in line ${line} is no whole number from 0 to 4294967295.`)
  const named = header.flatMap((name, at) =>
    OWN_COLUMNS.includes(name) ? [] : [[name, codes[at] || NOT_STATED] as const],
  )
  return { person, key, codes: Object.fromEntries(named) }
}

/** The gates' counter over microdata. Records are the units of cases and events. */
export function counterOf({ records }: Microdata): Counter {
  const known = new Map<string, readonly MicroRecord[]>()
  const holding = (cell: Counting) => {
    const conditions = JSON.stringify(cell.where)
    const found = known.get(conditions) ?? within(cell)
    known.set(conditions, found)
    return found
  }
  const within = ({ where }: Counting) => {
    const conditions = Object.entries(where).map(([id, codes]) => [id, new Set(codes)] as const)
    return records.filter(({ codes }) => conditions.every(([id, some]) => some.has(codes[id] ?? NOT_STATED)))
  }
  const persons = (some: readonly MicroRecord[]) => new Set(some.map(({ person }) => person))
  return {
    count: (cells) =>
      cells.map((cell): Counted => {
        const some = holding(cell)
        const people = persons(some)
        return { persons: people.size, units: cell.unit === 'persons' ? people.size : some.length }
      }),
    differing: (pairs) =>
      pairs.map(([one, other]): Differing => {
        const [mine, theirs] = [new Set(holding(one)), new Set(holding(other))]
        const apart = [...mine.symmetricDifference(theirs)]
        return {
          persons: persons([...mine]).symmetricDifference(persons([...theirs])).size,
          withUnit: persons(apart).size,
          share:
            one.unit !== 'persons' && one.unit === other.unit
              ? !mine.isDisjointFrom(theirs)
              : !persons([...mine]).isDisjointFrom(persons([...theirs])),
        }
      }),
  }
}

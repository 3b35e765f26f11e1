/**
 * Where each fact of a case lies. What is a code, a yes or no, a number, a moment or a reference has a column of its own;
 * texts, files and lines lie together in one sealed value, encrypted by the application under the key of the case.
 */
import type { Fact, Procedure } from '../../procedures/index.ts'
import { onceFor } from '../once-for.ts'
import { columnName } from './names.ts'

export interface FactColumn {
  readonly fact: string
  readonly column: string
  readonly type: 'timestamptz' | 'date' | 'text' | 'text[]' | 'boolean' | 'integer' | 'uuid'
}

type Kind = Fact['is']['kind']

/** Null: sealed. A birth date may be a year alone, and tells who somebody is: sealed as well. */
const TYPE_OF: Readonly<Record<Exclude<Kind, 'derived'>, FactColumn['type'] | null>> = {
  instant: 'timestamptz',
  date: 'date',
  code: 'text',
  codes: 'text[]',
  'yes-no': 'boolean',
  number: 'integer',
  ref: 'uuid',
  'case-number': 'text',
  'date-or-year': null,
  short: null,
  long: null,
  file: null,
  lines: null,
}

const TYPE_OF_DERIVED = { 'age-band': 'text', 'treated-as-child': 'boolean', 'end-of-clock': 'timestamptz' } as const

/** The facts of the case itself that have columns, in the order of the declaration. */
export const plainColumns = onceFor((procedure: Procedure): readonly FactColumn[] =>
  Object.entries(procedure.facts).flatMap(([name, fact]) => {
    const type = fact.part === null ? typeOf(fact) : null
    return type === null ? [] : [{ fact: name, column: columnName(name), type }]
  }),
)

/** Whether the fact has a column; all others are sealed. */
export function isPlain(procedure: Procedure, fact: string): boolean {
  return namesOfPlain(procedure).has(fact)
}

const namesOfPlain = onceFor((procedure: Procedure) => new Set(plainColumns(procedure).map((column) => column.fact)))

/** Whether the fact is kept encrypted: a text, a file, lines, or a fact of a sub-record. */
export function isSealed(fact: Fact): boolean {
  return fact.part !== null || typeOf(fact) === null
}

function typeOf(fact: Fact): FactColumn['type'] | null {
  return fact.is.kind === 'derived' ? TYPE_OF_DERIVED[fact.is.rule] : TYPE_OF[fact.is.kind]
}

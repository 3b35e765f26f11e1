/**
 * Who stands where in a table: each record with its person and its atom, the finest crossing of the table's dimensions.
 * Kept for what was released, so that a later table is compared with the sets as they were then. It never leaves the
 * compartment but into the memory of the process that computes.
 */
import { sql } from 'kysely'
import type { Tx } from '../../store/index.ts'
import type { Period } from '../vocabulary/period.ts'
import { codesOf, type Table } from '../vocabulary/table.ts'
import { populationSql } from './sql.ts'

export interface Contributor {
  /** Id of the record. */
  readonly unit: string
  /** Pseudonym in hexadecimal; null of records about nobody. */
  readonly person: string | null
  /** Place of its codes among all crossings: a digit a dimension, the first the lowest. */
  readonly atom: number
}

/** Everybody in the table now. */
export async function contributorsNow(tx: Tx, table: Table, period: Period): Promise<readonly Contributor[]> {
  const codes = table.by.map(codesOf)
  const { rows } = await sql<Readonly<Record<string, string | null>>>`
    select record::text as unit, encode(person, 'hex') as person ${sql.raw(table.by.map((_, at) => `, d${at}`).join(''))}
    from (${sql.raw(populationSql(table, period))}) u`.execute(tx)
  return rows.map((row) => ({
    unit: row.unit ?? '',
    person: row.person ?? null,
    atom: atomOf(
      codes,
      table.by.map((_, at) => row[`d${at}`] ?? ''),
    ),
  }))
}

/** Everybody as they stood in a run that was kept. */
export async function contributorsThen(tx: Tx, run: string): Promise<readonly Contributor[]> {
  const { rows } = await sql<Contributor>`
    select unit::text as unit, encode(person, 'hex') as person, atom from statistics.contributor where run = ${run}`.execute(
    tx,
  )
  return rows
}

/** Keeps them under the run, once. */
export async function keepContributors(tx: Tx, run: string, contributors: readonly Contributor[]): Promise<void> {
  const units = contributors.map(({ unit }) => unit)
  const persons = contributors.map(({ person }) => (person === null ? null : Buffer.from(person, 'hex')))
  const atoms = contributors.map(({ atom }) => atom)
  await sql`select statistics.keep_contributors(${run}, ${units}::uuid[], ${persons}::bytea[], ${atoms}::integer[])`.execute(
    tx,
  )
}

function atomOf(codes: readonly (readonly string[])[], at: readonly string[]): number {
  return codes.reduceRight((atom, some, place) => {
    const digit = some.indexOf(at[place] ?? '')
    if (digit < 0) throw new RangeError('a record stands in no category of its table')
    return atom * some.length + digit
  }, 0)
}

/** The code of each dimension at an atom. */
export function codesAt(codes: readonly (readonly string[])[], atom: number): readonly string[] {
  const found: string[] = []
  let left = atom
  for (const some of codes) {
    found.push(some[left % some.length] ?? '')
    left = Math.floor(left / some.length)
  }
  return found
}

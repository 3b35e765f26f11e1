/**
 * Figures from outside that indicators are held against: a population, the rate of nationals. A row each, with its source, its
 * day and its licence. Every row is looked at by itself; what cannot be taken is named.
 */
import { z } from 'zod'
import type { Formula } from '../../../countries/index.ts'
import { type Comparator, comparatorAt } from '../../figures/comparator.ts'
import { periodNamed } from '../../vocabulary/period.ts'
import { csvRows } from '../csv-rows.ts'
import { FileRefused, type RefusedRow } from '../refused.ts'

const COLUMNS = ['comparator', 'period', 'breakdown', 'value', 'base', 'source', 'dated', 'licence'] as const
type Column = (typeof COLUMNS)[number]

export interface ComparatorRows {
  readonly rows: readonly Comparator[]
  readonly refused: readonly RefusedRow[]
}

/** What a comparator is for, by its name: how long its periods are, and by which "dimension=code" it may be broken down. */
export interface Wanted {
  readonly is: 'population' | 'rate'
  readonly frequency: 'A' | 'Q'
  readonly breakdowns: readonly string[]
}

/** The comparators that the country's formulas name. `frequencyOf`: of a table. */
export function wantedComparators(
  formulas: Readonly<Record<string, Formula>>,
  frequencyOf: (table: string) => 'A' | 'Q',
): ReadonlyMap<string, Wanted> {
  return new Map(
    Object.values(formulas).flatMap(({ table, per, against, by }): [string, Wanted][] => {
      const breakdowns = Object.entries(by).flatMap(([name, { codes }]) =>
        Object.keys(codes).map((code) => `${name}=${code}`),
      )
      const frequency = frequencyOf(table)
      return [
        ...(per === null ? [] : [[per.population, { is: 'population', frequency, breakdowns }] as [string, Wanted]]),
        ...(against === null ? [] : [[against, { is: 'rate', frequency, breakdowns }] as [string, Wanted]]),
      ]
    }),
  )
}

/** Refuses (FileRefused) a file that is no such table; each row that cannot be taken is named beside those that can. */
export function readComparators(
  text: string,
  wanted: ReadonlyMap<string, Wanted>,
  today: Temporal.PlainDate,
): ComparatorRows {
  const { header, rows, refused } = csvRows(text)
  const missing = COLUMNS.find((column) => !header.includes(column))
  if (missing !== undefined) throw new FileRefused('no-column', { column: missing })
  const taken: Comparator[] = []
  const lines: number[] = []
  const faults = rows.flatMap(({ line, cells }): RefusedRow[] => {
    const cell = (column: Column) => (cells[header.indexOf(column)] ?? '').trim()
    const fault = faultOf(cell, wanted, today) ?? twice(taken, lines, cell)
    if (fault !== null) return [{ line, ...fault }]
    lines.push(line)
    taken.push({
      ...{
        name: cell('comparator'),
        period: cell('period'),
        breakdown: cell('breakdown'),
        value: Number(cell('value')),
      },
      ...{ base: cell('base') === '' ? null : Number(cell('base')), source: cell('source') },
      ...{ dated: cell('dated'), licence: cell('licence') },
    })
    return []
  })
  return { rows: taken, refused: [...refused, ...faults].toSorted((one, other) => one.line - other.line) }
}

type Fault = Omit<RefusedRow, 'line'>

function faultOf(
  cell: (column: Column) => string,
  wanted: ReadonlyMap<string, Wanted>,
  today: Temporal.PlainDate,
): Fault | null {
  const refuse = (column: Column, reason: string, data: RefusedRow['data'] = {}): Fault => ({ column, reason, data })
  const [name, value, base] = [cell('comparator'), cell('value'), cell('base')]
  const asked = wanted.get(name)
  if (asked === undefined) return refuse('comparator', 'comparator', { value: name.slice(0, 80) })
  if (periodNamed(cell('period'), asked.frequency) === null)
    return refuse('period', asked.frequency === 'A' ? 'not-a-year' : 'not-a-quarter', {
      value: cell('period').slice(0, 20),
    })
  if (cell('breakdown') !== '' && !asked.breakdowns.includes(cell('breakdown')))
    return refuse('breakdown', 'breakdown', { value: cell('breakdown').slice(0, 80) })
  if (!NUMBER.test(value)) return refuse('value', 'not-a-figure', { value: value.slice(0, 40) })
  const isPopulation = asked.is === 'population'
  if (isPopulation && (!Number.isInteger(Number(value)) || Number(value) < 1)) return refuse('value', 'population')
  if (!isPopulation && Number(value) > 100) return refuse('value', 'above-100')
  if (isPopulation && base !== '') return refuse('base', 'base-of-population')
  if (!isPopulation && !/^\d{1,9}$/.test(base)) return refuse('base', 'base-of-rate')
  if (!isDay(cell('dated'), today)) return refuse('dated', 'not-a-day', { value: cell('dated').slice(0, 20) })
  for (const column of ['source', 'licence'] as const) if (cell(column) === '') return refuse(column, 'nothing')
  return null
}

const NUMBER = /^\d{1,12}(\.\d{1,6})?$/

function isDay(text: string, today: Temporal.PlainDate): boolean {
  return z.iso.date().safeParse(text).success && Temporal.PlainDate.compare(text, today) <= 0
}

function twice(taken: readonly Comparator[], lines: readonly number[], cell: (column: Column) => string): Fault | null {
  const first = comparatorAt(taken, { name: cell('comparator'), period: cell('period'), breakdown: cell('breakdown') })
  if (first === undefined) return null
  return { column: null, reason: 'twice', data: { line: lines[taken.indexOf(first)] ?? 0 } }
}

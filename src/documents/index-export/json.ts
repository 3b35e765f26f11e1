/** Reads the JSON form of an export: a list of records, or an object that holds one. */
import { Unreadable } from '../intake/index.ts'
import type { Cell, Field, IndexRecord } from './record.ts'
import { fieldOf, recordOf } from './record.ts'

/** A record, or the place of something in the list that is none. */
export type JsonRecord = IndexRecord | { readonly row: number; readonly cells: null }

/** The records in order. Refuses (`Unreadable`) what is not JSON or holds no list of records. */
export function recordsOfJson(text: string): JsonRecord[] {
  const list = listIn(parse(text))
  if (list === null) throw wrongType()
  const records = list.map((value, index): JsonRecord => {
    if (!isObject(value)) return { row: index + 1, cells: null }
    return recordOf(index + 1, cellsOf(value))
  })
  const known = records.some(({ cells }) => cells !== null && (cells.text !== null || cells.symbol !== null))
  if (records.length > 0 && !known) throw wrongType()
  return records
}

function wrongType(): Unreadable {
  return new Unreadable('wrong-type', { found: 'JSON that is not an export of the Universal Human Rights Index' })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new Unreadable('damaged', {}, { cause })
  }
}

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  return Object.values(value).find((one): one is unknown[] => Array.isArray(one)) ?? null
}

function cellsOf(record: Readonly<Record<string, unknown>>): Partial<Record<Field, Cell>> {
  const cells: Partial<Record<Field, Cell>> = {}
  for (const [key, value] of Object.entries(record)) {
    const field = fieldOf(key)
    if (field !== null) cells[field] ??= cellOf(value)
  }
  return cells
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(labelOf).filter((label) => label !== '')
  return isObject(value) ? labelOf(value) : null
}

/** A list holds labels, or objects that hold theirs. */
function labelOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (!isObject(value)) return ''
  const label = Object.entries(value).find(([key]) => /^(name|title|label|code|value)$/i.test(key))?.[1]
  return typeof label === 'string' ? label : ''
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

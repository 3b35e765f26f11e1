/** Every table that is declared; the rest of the room knows none of them by name. */
import type { Table } from '../vocabulary/table.ts'
import * as detention from './detention.ts'
import * as expulsion from './expulsion.ts'
import * as others from './others.ts'

export const TABLES: readonly Table[] = [
  ...Object.values(detention),
  ...Object.values(expulsion),
  ...Object.values(others),
]

/** The declared table of that name, or null. */
export function tableNamed(name: string): Table | null {
  return TABLES.find((one) => one.name === name) ?? null
}

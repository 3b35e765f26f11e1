/** Every table that is declared, or follows from a safeguard; the rest of the room knows none of them by name. */
import type { Table } from '../vocabulary/table.ts'
import { breachTableNamed } from './breaches.ts'
import * as detention from './detention.ts'
import * as expulsion from './expulsion.ts'
import * as others from './others.ts'
import * as school from './school.ts'

export const TABLES: readonly Table[] = [
  ...Object.values(detention),
  ...Object.values(expulsion),
  ...Object.values(others),
  ...Object.values(school),
]

/** The table of that name, or null. */
export function tableNamed(name: string): Table | null {
  return TABLES.find((one) => one.name === name) ?? breachTableNamed(name)
}

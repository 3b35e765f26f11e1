/** Kinds of statistical records, as the gates tell them apart: no record is of two. */
import type { Table } from '../vocabulary/table.ts'

/** "detention released", "detention D3.judge". */
export function kindsOf({ of, records }: Pick<Table, 'of' | 'records'>): readonly string[] {
  if ('stock' in records) return [`${of} stock`]
  if ('breaches' in records) return [`${of} breaches of ${records.breaches}`]
  return ('times' in records ? records.times : records.moments).map((kind) => `${of} ${kind}`)
}

/**
 * What a figure without noise tells of protected tables: the breaches of a safeguard are the times of its rules that were not
 * kept, and the cases in which it was not kept, in whatever table those stand. Taken as equal, which is what an attacker would
 * take them for: breaches are counted when found, and a safeguard may have rules that no table counts.
 */
import type { Told } from '../gates/definition.ts'
import { TABLES } from '../tables/catalogue.ts'
import type { Dimension, Table } from '../vocabulary/table.ts'
import { kindsOf } from './kinds.ts'

/** Of an exact table; none of any other. `period`: the quarters of its year. */
export function toldBy(table: Table, period: readonly string[]): readonly Told[] {
  const { exact } = table
  if (exact === undefined) return []
  const alike = Object.entries(exact.alike ?? {}).map(
    ([id, codes]): Told => ({ unit: table.unit, where: { PERIOD: period, RECORDS: kindsOf(table), [id]: codes } }),
  )
  if (!('breaches' in table.records)) return alike
  return TABLES.filter((other) => other.of === table.of && other.exact === undefined && !other.countsNobody).flatMap(
    (other) =>
      other.by.flatMap((dimension): readonly Told[] => {
        const codes = brokenCodes(other, dimension, exact.safeguard)
        if (codes.length === 0) return []
        return [{ unit: other.unit, where: { PERIOD: period, RECORDS: kindsOf(other), [dimension.id]: codes } }]
      }),
  )
}

/** Where those stand for whom the safeguard was not kept. */
function brokenCodes(
  { records }: Table,
  { column, keeps, categories }: Dimension,
  safeguard: string,
): readonly string[] {
  const isOfItsTimes = 'times' in records && records.times.some((rule) => rule.startsWith(`${safeguard}.`))
  if (keeps !== safeguard && !(isOfItsTimes && column === 'met')) return []
  return categories.flatMap((one) => ('values' in one && one.values.includes('0') ? [one.code] : []))
}

/**
 * What a figure without noise tells of protected tables: the breaches of a safeguard are the times of its rules that were not
 * kept, and the cases in which it was not kept, in whatever table those stand. Taken as equal, which is what an attacker would
 * take them for: breaches are counted when found, and a safeguard may have rules that no table counts.
 */
import type { Told, Where } from '../gates/definition.ts'
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

/**
 * Of a protected table of a year: what the exact figures of all safeguards tell of it. Each has one, or will: they follow from their
 * names. Of a quarter they tell nothing by themselves.
 */
export function toldOf(table: Table): readonly Where[] {
  if (table.exact !== undefined || table.countsNobody || table.frequency !== 'A') return []
  const broken = table.by.flatMap((dimension): readonly Where[] => {
    const codes = codesWhereBroken(dimension)
    const tells = dimension.keeps !== undefined || ('times' in table.records && dimension.column === 'met')
    return tells && codes.length > 0 ? [{ [dimension.id]: codes }] : []
  })
  const kinds = kindsOf(table).join()
  const alike = TABLES.filter((one) => one.unit === table.unit && kindsOf(one).join() === kinds).flatMap(
    ({ exact }): readonly Where[] =>
      Object.entries(exact?.alike ?? {}).flatMap(([id, codes]) =>
        table.by.some((dimension) => dimension.id === id) ? [{ [id]: codes }] : [],
      ),
  )
  return [...broken, ...alike]
}

/** Where those stand for whom the safeguard was not kept. */
function brokenCodes({ records }: Table, dimension: Dimension, safeguard: string): readonly string[] {
  const isOfItsTimes = 'times' in records && records.times.some((rule) => rule.startsWith(`${safeguard}.`))
  if (dimension.keeps !== safeguard && !(isOfItsTimes && dimension.column === 'met')) return []
  return codesWhereBroken(dimension)
}

function codesWhereBroken({ categories }: Dimension): readonly string[] {
  return categories.flatMap((one) => ('values' in one && one.values.includes('0') ? [one.code] : []))
}

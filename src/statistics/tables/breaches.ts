/**
 * How often each safeguard was broken: a table for each safeguard of each procedure, a yearly total of the country and nothing
 * finer, without noise (statistics.md 2.8). Their names say all of them, so that a new safeguard has its figure at once; those of one procedure are a series.
 */
import { type Table, table } from '../vocabulary/table.ts'

/** "detention-breaches-d3". */
export function breachTableName(procedure: string, safeguard: string): string {
  return `${breachSeriesName(procedure)}-${safeguard.toLowerCase()}`
}

/** Those of one procedure: "detention-breaches". */
function breachSeriesName(procedure: string): string {
  return `${procedure}-breaches`
}

const NAME = /^([a-z][a-z-]*)-breaches-([a-z]+[0-9]+)$/
const SERIES = /^([a-z][a-z-]*)-breaches$/

/** The procedure whose breaches are the series of that name; null where it is none of breaches. */
export function breachSeriesNamed(name: string): string | null {
  return SERIES.exec(name)?.[1] ?? null
}

/** The table of that name; null where it is none of breaches. */
export function breachTableNamed(name: string): Table | null {
  const [, procedure, safeguard] = NAME.exec(name) ?? []
  return procedure === undefined || safeguard === undefined ? null : breachTable(procedure, safeguard.toUpperCase())
}

/** The table of one safeguard. */
export function breachTable(procedure: string, safeguard: string): Table {
  return table({
    name: breachTableName(procedure, safeguard),
    of: procedure,
    series: breachSeriesName(procedure),
    records: { breaches: safeguard },
    unit: 'events',
    frequency: 'A',
    by: [],
    exact: { safeguard },
  })
}

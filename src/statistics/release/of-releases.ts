/**
 * What indicators are of the releases themselves: how many of the required tables are out for a year, how long that took, and
 * whether each came on its announced day. No person is counted in them, so that nothing is perturbed or withheld (SDC_METHOD NONE).
 */
import type { ReleaseFormula, StatisticsTable } from '../../countries/index.ts'
import { tableNamed } from '../tables/catalogue.ts'
import { type Period, periodNamed } from '../vocabulary/period.ts'
import { dueOn, isBefore } from './calendar.ts'

/** A release that stands. */
export interface OutRelease {
  readonly table: string
  readonly release: string
  /** One of a table of ours; whichever it has of one from outside. */
  readonly periods: readonly string[]
  readonly releasedOn: Temporal.PlainDate
  /** Ids of the required tables that it answers, where another body made it; null of ours. */
  readonly answers: readonly string[] | null
}

export interface Releases {
  readonly required: readonly StatisticsTable[]
  /** The first of a table and period first. */
  readonly out: readonly OutRelease[]
  /** The day announced first, by "table period", where somebody announced one. */
  readonly firstPlanned: ReadonlyMap<string, Temporal.PlainDate>
  /** Code of the institution that publishes. */
  readonly authority: string
}

export interface ReleaseFigure {
  readonly value: number | null
  readonly breakdown: Readonly<Record<string, number | null>>
  /** Of how many tables it is the share, of how many releases the median. */
  readonly base: number
  /** "detention-review 2026-04 2026-Q1 2026-04-30": every release that was counted, with the day on which it came out. */
  readonly cells: readonly string[]
}

/**
 * The figure of a year. Null as long as anything that it looks at may still come out in time: what is inside its limit counts neither as done
 * nor as not done.
 */
export function releaseFigure(
  formula: ReleaseFormula,
  year: number,
  known: Releases,
  today: Temporal.PlainDate,
): ReleaseFigure | null {
  const required = known.required.filter(({ id }) => formula.tables.length === 0 || formula.tables.includes(id))
  const looked = required
    .map((table) => ({ table, owed: owedOf(table, known).filter((one) => yearOf(formula, one) === year) }))
    .filter(({ owed }) => owed.length > 0)
  const all = looked.flatMap(({ owed }) => owed)
  if (all.length === 0 || !all.every(({ dayOn }) => isBefore(dayOn, today))) return null
  return formula.is === 'lag' ? lagOf(all, known) : shareOf(formula, looked)

  function owedOf(table: StatisticsTable, { out, firstPlanned }: Releases): readonly Owed[] {
    const names = table.computedBy.length === 0 ? [table.id] : table.computedBy
    return names.flatMap((name) =>
      periodsAround(year, tableNamed(name)?.frequency ?? 'A').map((period) => ({
        ...{ period, release: releaseOf(out, { name, id: table.id, period }) },
        dayOn:
          formula.is === 'on-schedule' ? (firstPlanned.get(`${name} ${period.name}`) ?? dueOn(period)) : dueOn(period),
      })),
    )
  }
}

/** A table of ours and a period, or a required table that none of ours is computed for. */
interface Owed {
  readonly period: Period
  /** What of it came out first, of what stands. */
  readonly release: OutRelease | null
  /** The day on which it was to be out. */
  readonly dayOn: Temporal.PlainDate
}

function yearOf({ is }: ReleaseFormula, { period, dayOn }: Owed): number {
  return is === 'on-schedule' ? dayOn.year : period.from.year
}

/** Those of the year and of the one before, some of which are due in it. */
function periodsAround(year: number, frequency: 'A' | 'Q'): readonly Period[] {
  const names = [year - 1, year].flatMap((one) => (frequency === 'A' ? [`${one}`] : quartersOf(one)))
  return names.flatMap((name) => periodNamed(name, frequency) ?? [])
}

function quartersOf(year: number | string): readonly string[] {
  return [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`)
}

function releaseOf(
  out: readonly OutRelease[],
  { name, id, period }: { readonly name: string; readonly id: string; readonly period: Period },
): OutRelease | null {
  const ours = out.find(
    ({ table, periods, answers }) => answers === null && table === name && periods.includes(period.name),
  )
  return ours ?? out.find((one) => one.answers?.includes(id) && covers(one, period)) ?? null
}

/** A year in quarters is the year. */
function covers({ periods }: OutRelease, { name }: Period): boolean {
  return periods.includes(name) || quartersOf(name).every((quarter) => periods.includes(quarter))
}

interface Looked {
  readonly table: StatisticsTable
  readonly owed: readonly Owed[]
}

/** A required table counts when everything of it counts: a part of it is not the table. */
function shareOf({ is, by }: ReleaseFormula, looked: readonly Looked[]): ReleaseFigure {
  const counts = ({ release, dayOn }: Owed) =>
    release !== null && (is === 'released' || !isBefore(dayOn, release.releasedOn))
  const done = looked.filter(({ owed }) => owed.every(counts))
  const groupOf = ({ table }: Looked) => (by === 'population' ? table.population : table.id)
  const groups = by === 'authority' ? [] : [...Map.groupBy(looked, groupOf)]
  return {
    value: perCent(done.length, looked.length),
    breakdown: Object.fromEntries(
      groups.map(([group, own]) => [
        `${by}=${group}`,
        perCent(own.filter((one) => done.includes(one)).length, own.length),
      ]),
    ),
    base: looked.length,
    cells: cellsOf(done.flatMap(({ owed }) => owed)),
  }
}

/** Of what is out; an outside body's own days are its own. */
function lagOf(all: readonly Owed[], { authority }: Releases): ReleaseFigure {
  const out = all.filter(({ release }) => release?.answers === null)
  const days = out.flatMap(({ period, release }) => (release === null ? [] : [daysAfter(period, release.releasedOn)]))
  const value = median(days)
  return {
    value,
    breakdown: value === null ? {} : { [`authority=${authority}`]: value },
    base: days.length,
    cells: cellsOf(out),
  }
}

/** Days since the last day of the period: on the thirtieth it is due. */
function daysAfter({ until }: Period, on: Temporal.PlainDate): number {
  return until.until(on, { largestUnit: 'days' }).days + 1
}

function cellsOf(owed: readonly Owed[]): readonly string[] {
  const cells = owed.flatMap(({ release, period }) =>
    release === null ? [] : [`${release.table} ${release.release} ${period.name} ${release.releasedOn}`],
  )
  return [...new Set(cells)].toSorted()
}

function perCent(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

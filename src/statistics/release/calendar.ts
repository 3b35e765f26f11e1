/**
 * The release calendar: on which day each table of each period is announced, what is out, and what is late. A day follows
 * from the period; a statistician announces another (`announce.ts`).
 */
import type { Tx } from '../../store/index.ts'
import { type Period, periodBefore, periodNamed, periodOn } from '../vocabulary/period.ts'
import type { Table } from '../vocabulary/table.ts'
import type { Statistics } from './statistics.ts'

/** An indicator is never staler than its period and so many days. */
const LATEST_DAYS = 30
/** How long what came out stays in the calendar. */
const SHOWN_FOR = { years: 1 } as const
/** All tables of a day appear at once, at an hour that everybody knows. */
export const RELEASE_HOUR = Temporal.PlainTime.from('09:00')

export interface CalendarEntry {
  readonly table: string
  readonly period: string
  /** The day announced; the hour is `RELEASE_HOUR`. */
  readonly plannedOn: Temporal.PlainDate
  /** The day announced first. */
  readonly firstPlannedOn: Temporal.PlainDate
  /** Thirty days after the end of the period. */
  readonly dueOn: Temporal.PlainDate
  /** Why the day was moved. */
  readonly reason: string | null
  /** The day on which it came out; null where no release of the period stands. */
  readonly releasedOn: Temporal.PlainDate | null
  /** Not out, and announced or due before today. */
  readonly isLate: boolean
}

/** What of the room the calendar needs. */
export type Planning = Pick<Statistics, 'tables' | 'pack'>

/** Thirty days after the last day of the period: "2025" → 2026-01-30. */
export function dueOn({ until }: Period): Temporal.PlainDate {
  return until.add({ days: LATEST_DAYS - 1 })
}

/** The hour at which everything of that day appears. */
export function releaseAt(day: Temporal.PlainDate, { pack }: Pick<Statistics, 'pack'>): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: pack.timeZone, plainTime: RELEASE_HOUR }).toInstant()
}

/** The announced day while its hour is to come; then the next day whose hour is. */
export function comingDay(
  on: Temporal.PlainDate,
  planning: Pick<Statistics, 'pack'>,
  now: Temporal.Instant,
): Temporal.PlainDate {
  const isPast = (day: Temporal.PlainDate) => Temporal.Instant.compare(releaseAt(day, planning), now) < 0
  if (!isPast(on)) return on
  const today = now.toZonedDateTimeISO(planning.pack.timeZone).toPlainDate()
  return isPast(today) ? today.add({ days: 1 }) : today
}

/**
 * Each declared table with its last period that is over, the one that runs, and whatever else is owed since its first
 * release or was announced; in the order of the days.
 */
export async function releaseCalendar(
  tx: Tx,
  planning: Planning,
  today: Temporal.PlainDate,
): Promise<readonly CalendarEntry[]> {
  const plans = await tx.selectFrom('release_plan').selectAll().execute()
  const releases = await tx
    .selectFrom('table_release')
    .select(['table_name', 'period', 'issued_at', 'withdrawn_at'])
    .execute()
  return planning.tables
    .flatMap((table) => {
      const own = releases.filter(({ table_name }) => table_name === table.name)
      const planned = plans.filter(({ table_name }) => table_name === table.name)
      return periodsOf(table, { known: [...own, ...planned].map(({ period }) => period), today }).map((period) => {
        const standing = own.filter((one) => one.period === period.name && one.withdrawn_at === null)
        const issued = standing.map(({ issued_at }) => issued_at).toSorted(Temporal.Instant.compare)[0]
        return entryOf(
          planned.find((one) => one.period === period.name),
          {
            ...{ table: table.name, period, today },
            releasedOn: issued?.toZonedDateTimeISO(planning.pack.timeZone).toPlainDate() ?? null,
          },
        )
      })
    })
    .filter(({ releasedOn }) => releasedOn === null || isBefore(today.subtract(SHOWN_FOR), releasedOn))
    .toSorted((one, other) => Temporal.PlainDate.compare(one.plannedOn, other.plannedOn))
}

/** The first that is owed of a table: what is late longest, or else the next to come. */
export function nextOf(entries: readonly CalendarEntry[], table: string): CalendarEntry | null {
  const owed = entries.filter((one) => one.table === table && one.releasedOn === null)
  return owed.toSorted((one, other) => Temporal.PlainDate.compare(one.dueOn, other.dueOn))[0] ?? null
}

/** From the first period that is known of, or the last that is over, to the one that runs. */
function periodsOf(
  { frequency }: Table,
  { known, today }: { readonly known: readonly string[]; readonly today: Temporal.PlainDate },
): readonly Period[] {
  const running = periodOn(today, frequency)
  const named = known.flatMap((name) => periodNamed(name, frequency) ?? [])
  const all = [periodBefore(running, frequency), running, ...named].toSorted((one, other) =>
    Temporal.PlainDate.compare(one.from, other.from),
  )
  const found: Period[] = []
  const last = all.at(-1) ?? running
  for (let next = all[0] ?? running; !isBefore(last.from, next.from); next = periodOn(next.until, frequency))
    found.push(next)
  return found
}

interface Standing {
  readonly table: string
  readonly period: Period
  readonly releasedOn: Temporal.PlainDate | null
  readonly today: Temporal.PlainDate
}

interface Plan {
  readonly planned_on: string
  readonly first_planned_on: string
  readonly reason: string | null
}

function entryOf(plan: Plan | undefined, { table, period, releasedOn, today }: Standing): CalendarEntry {
  const due = dueOn(period)
  const planned = plan === undefined ? due : Temporal.PlainDate.from(plan.planned_on)
  return {
    ...{ table, period: period.name, releasedOn, dueOn: due, plannedOn: planned, reason: plan?.reason ?? null },
    firstPlannedOn: plan === undefined ? due : Temporal.PlainDate.from(plan.first_planned_on),
    isLate: releasedOn === null && (isBefore(planned, today) || isBefore(due, today)),
  }
}

/** The days announced of one table and period: the one that holds, and the first. */
export async function announcedOf(
  tx: Tx,
  table: string,
  period: Period,
): Promise<{ readonly on: Temporal.PlainDate; readonly first: Temporal.PlainDate; readonly isDerived: boolean }> {
  const plan = await tx
    .selectFrom('release_plan')
    .select(['planned_on', 'first_planned_on'])
    .where('table_name', '=', table)
    .where('period', '=', period.name)
    .executeTakeFirst()
  if (plan === undefined) return { on: dueOn(period), first: dueOn(period), isDerived: true }
  const { planned_on, first_planned_on } = plan
  return { on: Temporal.PlainDate.from(planned_on), first: Temporal.PlainDate.from(first_planned_on), isDerived: false }
}

/** Whether a release of the period stands. */
export async function isOut(tx: Tx, table: string, period: string): Promise<boolean> {
  const found = await tx
    .selectFrom('table_release')
    .select('release')
    .where('table_name', '=', table)
    .where('period', '=', period)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

export function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0
}

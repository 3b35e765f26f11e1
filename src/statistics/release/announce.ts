/** Announcing the day of a table: earlier than it is due, or another than was announced, then with a reason. */
import { z } from 'zod'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { type Period, periodNamed } from '../vocabulary/period.ts'
import { tablesNamed } from '../vocabulary/series.ts'
import type { Table } from '../vocabulary/table.ts'
import { announcedOf, dueOn, isBefore, isOut, releaseAt } from './calendar.ts'
import { refuseUnlessStatistician, type Statistics } from './statistics.ts'

/** A day for a table of a period, as a statistician announces it. */
export const Announcement = z.object({
  /** Its name, or that of a series for all of its tables. */
  table: z.string().max(80),
  period: z.string().max(10),
  /** The day that the writer saw announced; of a series the first of what is not out. */
  from: z.iso.date(),
  planned_on: z.iso.date(),
  /** Needed where an announced day moves, or the day is later than due. */
  reason: z.string().trim().max(2000).optional(),
})
export type Announcement = z.output<typeof Announcement>

/**
 * Announces a day. Refuses whoever is no statistician (NotFound), a day whose hour is past or that lies within the period, a move without a
 * reason (Invalid), what is out already and a day that somebody else moved meanwhile (StepRefused). A table that waits for
 * its day moves with it; of a series, every table that is not out.
 */
export async function announceRelease(
  statistics: Statistics,
  viewer: Viewer,
  announced: Announcement,
  now: Temporal.Instant,
): Promise<void> {
  refuseUnlessStatistician(viewer)
  const tables = tablesNamed(statistics.tables, announced.table)
  const period = tables[0] === undefined ? null : periodNamed(announced.period, tables[0].frequency)
  if (period === null) throw new NotFound()
  const day = Temporal.PlainDate.from(announced.planned_on)
  if (Temporal.Instant.compare(releaseAt(day, statistics), now) < 0)
    throw new Invalid([{ field: 'planned_on', rule: 'in-the-past' }])
  if (isBefore(day, period.until)) throw new Invalid([{ field: 'planned_on', rule: 'not-over' }])
  const reason = announced.reason ?? ''
  await asActor(statistics.store.web, readerOf(viewer), 'release.announce', async (tx) => {
    const owed = await owedNow(tx, tables, period)
    if (owed.length === 0) throw new StepRefused('already-released')
    const seen = owed.map(({ on }) => on).toSorted(Temporal.PlainDate.compare)[0]
    if (seen?.toString() !== announced.from) throw new StepRefused('table-has-moved')
    const isMove = owed.some(({ isDerived }) => !isDerived) || isBefore(dueOn(period), day)
    if (isMove && reason === '') throw new Invalid([{ field: 'reason', rule: 'required' }])
    for (const { name } of owed) await planFor(tx, viewer, { table: name, period, day, reason })
    await tx
      .updateTable('table_run')
      .set(({ eb }) => ({ release_on: releaseAt(day, statistics).toString(), version: eb('version', '+', 1) }))
      .where(
        'table_name',
        'in',
        owed.map(({ name }) => name),
      )
      .where('period', '=', period.name)
      .where('state', '=', 'reviewed')
      .execute()
  })
}

/** Those that are not out, with the day announced of each. A review of them waits, or is waited for: what it names is the day that then stands. */
async function owedNow(tx: Tx, tables: readonly Table[], period: Period) {
  const names = tables.map(({ name }) => name)
  await tx
    .selectFrom('table_run')
    .select('id')
    .where('table_name', 'in', names)
    .where('period', '=', period.name)
    .where('state', 'in', ['gated', 'reviewed'])
    .orderBy('id')
    .forUpdate()
    .execute()
  const owed: ({ readonly name: string } & Awaited<ReturnType<typeof announcedOf>>)[] = []
  for (const name of names)
    if (!(await isOut(tx, name, period.name))) owed.push({ name, ...(await announcedOf(tx, name, period)) })
  return owed
}

interface Planned {
  readonly table: string
  readonly period: Period
  readonly day: Temporal.PlainDate
  readonly reason: string
}

/** Writes the day into the calendar; that announced first stays known. */
export async function planFor(tx: Tx, viewer: Viewer, { table, period, day, reason }: Planned): Promise<void> {
  const said = { planned_on: day.toString(), reason: reason === '' ? null : reason, planned_by: viewer.account ?? '' }
  const first = isBefore(dueOn(period), day) ? dueOn(period) : day
  await tx
    .insertInto('release_plan')
    .values({ table_name: table, period: period.name, first_planned_on: first.toString(), ...said })
    .onConflict((conflict) => conflict.columns(['table_name', 'period']).doUpdateSet(said))
    .execute()
}

/**
 * The second statistician looks: at the definition, what the gates found, the protected figures beside the last period's, and
 * at the three questions, whose answers are kept. Nobody reviews their own; then the table waits for its day.
 */
import { z } from 'zod'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import type { Finding } from '../gates/finding.ts'
import { periodNamed } from '../vocabulary/period.ts'
import { seriesNameOf } from '../vocabulary/series.ts'
import type { Table } from '../vocabulary/table.ts'
import { planFor } from './announce.ts'
import { announcedOf, comingDay, isOut, releaseAt } from './calendar.ts'
import type { KeptDefinition } from './kept.ts'
import { metadataOf, refuseLacking, writtenItems } from './metadata.ts'
import { refuseUnlessStatistician, type Statistics } from './statistics.ts'

/** Who could be hurt; could one recognise another; would a coarser table serve: each answered in words. */
const ANSWERS = {
  harm: z.string().trim().min(1).max(2000),
  recognition: z.string().trim().min(1).max(2000),
  coarser: z.string().trim().min(1).max(2000),
  /** All three answers say that no harm is seen. */
  no_harm: z.literal('yes'),
  /** Why what the gates asked about may stand; needed where they asked. */
  reason: z.string().trim().max(2000).optional(),
  /** The day on which it is released: the one that the calendar announces, or a coming one where that is past. */
  release_on: z.iso.date(),
}

export const Review = z.object({ run: z.uuid(), version: z.coerce.number().int(), ...ANSWERS })
export type Review = z.output<typeof Review>

/** One answer to all of them; each run as "ID VERSION". */
export const SeriesReview = z.object({
  runs: z.array(z.string().regex(/^[0-9a-f-]{36} [0-9]{1,9}$/)).min(1),
  ...ANSWERS,
})
export type SeriesReview = z.output<typeof SeriesReview>

interface Reviewed {
  readonly run: string
  readonly version: number
}

type Answers = Omit<Review, keyof Reviewed>

/**
 * Reviews a table that passed its gates. Refuses its maker (StepRefused `own-table`), a table that lacks metadata (StepRefused
 * `metadata-missing`), a day whose hour is past or that is not the announced one, and a question of the gates without a reason
 * (Invalid).
 */
export async function reviewTable(
  statistics: Statistics,
  viewer: Viewer,
  { run, version, ...answers }: Review,
  now: Temporal.Instant,
): Promise<void> {
  await reviewAll(statistics, viewer, { reviewed: [{ run, version }], answers, now })
}

/** Reviews runs of a series with one answer, which each of them keeps: all, or as soon as one is refused none. */
export async function reviewSeries(
  statistics: Statistics,
  viewer: Viewer,
  { runs, ...answers }: SeriesReview,
  now: Temporal.Instant,
): Promise<void> {
  const reviewed = runs.map((one) => {
    const [run = '', version] = one.split(' ')
    return { run, version: Number(version) }
  })
  await reviewAll(statistics, viewer, { reviewed, answers, now })
}

interface Reviewing {
  readonly reviewed: readonly Reviewed[]
  readonly answers: Answers
  readonly now: Temporal.Instant
}

async function reviewAll(statistics: Statistics, viewer: Viewer, { reviewed, answers, now }: Reviewing): Promise<void> {
  refuseUnlessStatistician(viewer)
  const day = Temporal.PlainDate.from(answers.release_on)
  if (Temporal.Instant.compare(releaseAt(day, statistics), now) < 0)
    throw new Invalid([{ field: 'release_on', rule: 'in-the-past' }])
  await asActor(statistics.store.web, readerOf(viewer), 'table.review', async (tx) => {
    // In one order, so that two who review the same wait for each other.
    for (const one of reviewed.toSorted((a, b) => (a.run < b.run ? -1 : 1)))
      await reviewOne(tx, statistics, { viewer, ...one, answers, day, now })
  })
}

interface ReviewingOne extends Reviewed {
  readonly viewer: Viewer
  readonly answers: Answers
  readonly day: Temporal.PlainDate
  readonly now: Temporal.Instant
}

async function reviewOne(
  tx: Tx,
  statistics: Statistics,
  { viewer, run: id, version, answers, day, now }: ReviewingOne,
): Promise<void> {
  const run = await lockedRun(tx, id)
  if (run.state !== 'gated' || run.version !== version) throw new StepRefused('table-has-moved')
  if (run.made_by === viewer.account) throw new StepRefused('own-table')
  const { harm, recognition, coarser, reason = '' } = answers
  const findings = run.findings as unknown as readonly Finding[] // as computeTable wrote them
  if ((findings.length > 0 || run.loosened.length > 0) && reason === '')
    throw new Invalid([{ field: 'reason', rule: 'required' }])
  const { table } = run.definition as unknown as KeptDefinition // as computeTable wrote it
  const metadata = metadataOf(await writtenItems(tx, seriesNameOf(table)))
  refuseLacking(statistics, metadata, viewer)
  await keepToCalendar(tx, statistics, { viewer, run, table, day, reason, now })
  await tx
    .updateTable('table_run')
    .set({
      state: 'reviewed',
      reviewed_by: viewer.account,
      reviewed_at: Temporal.Now.instant().toString(),
      review: JSON.stringify({ harm, recognition, coarser, reason: reason === '' ? null : reason }),
      metadata: JSON.stringify(metadata),
      release_on: releaseAt(day, statistics).toString(),
      version: run.version + 1,
    })
    .where('id', '=', run.id)
    .execute()
}

interface Naming {
  readonly viewer: Viewer
  readonly run: { readonly table_name: string; readonly period: string }
  readonly table: Table
  readonly day: Temporal.PlainDate
  readonly reason: string
  readonly now: Temporal.Instant
}

/** The announced day, while its hour is to come. Where it is past, or the release corrects one, the new day is announced. */
async function keepToCalendar(
  tx: Tx,
  statistics: Statistics,
  { viewer, run, table, day, reason, now }: Naming,
): Promise<void> {
  const period = periodNamed(run.period, table.frequency)
  if (period === null) throw new Error(`internal error: a run of no period, ${run.period}`)
  const { on } = await announcedOf(tx, run.table_name, period)
  const isCorrection = await isOut(tx, run.table_name, run.period)
  const isToCome = comingDay(on, statistics, now).equals(on)
  if (!isCorrection && isToCome && !on.equals(day))
    throw new Invalid([{ field: 'release_on', rule: 'not-announced', data: { on: on.toString() } }])
  if (!on.equals(day)) await planFor(tx, viewer, { table: run.table_name, period, day, reason })
}

/** Sends a table back: it stays as it was computed, unreleased. */
export async function refuseTable(
  { store }: Statistics,
  viewer: Viewer,
  { run: id, reason }: { run: string; reason: string },
): Promise<void> {
  refuseUnlessStatistician(viewer)
  await asActor(store.web, readerOf(viewer), 'table.refuse', async (tx) => {
    const run = await lockedRun(tx, id)
    if (run.state !== 'gated') throw new StepRefused('table-has-moved')
    await tx
      .updateTable('table_run')
      .set({ state: 'refused', review: JSON.stringify({ reason }), version: run.version + 1 })
      .where('id', '=', id)
      .execute()
  })
}

/** A table as whoever approves of it saw it. */
export interface SeenTable {
  readonly name: string
  readonly version: string
}

/**
 * A figure without noise needs the statistician and the human rights institution to say yes to its definition: each table of
 * a series has a yes of its own. Refuses (NotFound) whoever is neither, and a table that is not, or no longer, as it was seen.
 */
export async function approveExact(
  { store, tables }: Statistics,
  viewer: Viewer,
  seen: readonly SeenTable[],
): Promise<void> {
  const as = viewer.duty?.role === 'statistician' ? 'statistician' : viewer.role === 'nhri' ? 'ombudsperson' : null
  const isThere = ({ name, version }: SeenTable) =>
    tables.some((one) => one.name === name && one.version === version && one.exact !== undefined)
  const { account } = viewer
  if (as === null || account === null || seen.length === 0 || !seen.every(isThere)) throw new NotFound()
  await asActor(store.web, readerOf(viewer), 'table.approve-exact', (tx) =>
    tx
      .insertInto('exact_approval')
      .values(seen.map(({ name, version }) => ({ table_name: name, table_version: version, given_as: as, account })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

async function lockedRun(tx: Tx, id: string) {
  const run = await tx.selectFrom('table_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (run === undefined) throw new NotFound()
  return { ...run, loosened: run.loosened as unknown as readonly unknown[] } // as computeTable wrote it
}

/**
 * The second statistician looks: at the definition, what the gates found, the protected figures beside the last period's, and
 * at the three questions, whose answers are kept. Nobody reviews their own; then the table waits for its day.
 */
import { z } from 'zod'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import type { Finding } from '../gates/finding.ts'
import { periodNamed } from '../vocabulary/period.ts'
import { planFor } from './announce.ts'
import { announcedOf, comingDay, isOut, releaseAt } from './calendar.ts'
import type { KeptDefinition } from './kept.ts'
import { metadataOf, refuseLacking, writtenItems } from './metadata.ts'
import { refuseUnlessStatistician, type Statistics } from './statistics.ts'

/** Who could be hurt; could one recognise another; would a coarser table serve: each answered in words. */
export const Review = z.object({
  run: z.uuid(),
  version: z.coerce.number().int(),
  harm: z.string().trim().min(1).max(2000),
  recognition: z.string().trim().min(1).max(2000),
  coarser: z.string().trim().min(1).max(2000),
  /** All three answers say that no harm is seen. */
  no_harm: z.literal('yes'),
  /** Why what the gates asked about may stand; needed where they asked. */
  reason: z.string().trim().max(2000).optional(),
  /** The day on which it is released: the one that the calendar announces, or a coming one where that is past. */
  release_on: z.iso.date(),
})
export type Review = z.output<typeof Review>

/**
 * Reviews a table that passed its gates. Refuses its maker (StepRefused `own-table`), a table that lacks metadata (StepRefused
 * `metadata-missing`), a day whose hour is past or that is not the announced one, and a question of the gates without a reason
 * (Invalid).
 */
export async function reviewTable(
  statistics: Statistics,
  viewer: Viewer,
  review: Review,
  now: Temporal.Instant,
): Promise<void> {
  refuseUnlessStatistician(viewer)
  const day = Temporal.PlainDate.from(review.release_on)
  if (Temporal.Instant.compare(releaseAt(day, statistics), now) < 0)
    throw new Invalid([{ field: 'release_on', rule: 'in-the-past' }])
  await asActor(statistics.store.web, readerOf(viewer), 'table.review', async (tx) => {
    const run = await lockedRun(tx, review.run)
    if (run.state !== 'gated' || run.version !== review.version) throw new StepRefused('table-has-moved')
    if (run.made_by === viewer.account) throw new StepRefused('own-table')
    const findings = run.findings as unknown as readonly Finding[] // as computeTable wrote them
    if ((findings.length > 0 || run.loosened.length > 0) && (review.reason ?? '') === '')
      throw new Invalid([{ field: 'reason', rule: 'required' }])
    const metadata = metadataOf(await writtenItems(tx, run.table_name))
    refuseLacking(statistics, metadata, viewer)
    await keepToCalendar(tx, statistics, { viewer, run, day, reason: review.reason ?? '', now })
    const { harm, recognition, coarser, reason } = review
    await tx
      .updateTable('table_run')
      .set({
        state: 'reviewed',
        reviewed_by: viewer.account,
        reviewed_at: Temporal.Now.instant().toString(),
        review: JSON.stringify({ harm, recognition, coarser, reason: reason ?? null }),
        metadata: JSON.stringify(metadata),
        release_on: releaseAt(day, statistics).toString(),
        version: run.version + 1,
      })
      .where('id', '=', run.id)
      .execute()
  })
}

interface Naming {
  readonly viewer: Viewer
  readonly run: { readonly table_name: string; readonly period: string; readonly definition: unknown }
  readonly day: Temporal.PlainDate
  readonly reason: string
  readonly now: Temporal.Instant
}

/** The announced day, while its hour is to come. Where it is past, or the release corrects one, the new day is announced. */
async function keepToCalendar(
  tx: Tx,
  statistics: Statistics,
  { viewer, run, day, reason, now }: Naming,
): Promise<void> {
  const { table } = run.definition as KeptDefinition // as computeTable wrote it
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

/** A figure without noise needs the statistician and the human rights institution to say yes to its definition. */
export async function approveExact({ store, tables }: Statistics, viewer: Viewer, name: string): Promise<void> {
  const as = viewer.duty?.role === 'statistician' ? 'statistician' : viewer.role === 'nhri' ? 'ombudsperson' : null
  const table = tables.find((one) => one.name === name && one.exact !== undefined)
  if (as === null || viewer.account === null || table === undefined) throw new NotFound()
  const row = { table_name: name, table_version: table.version, given_as: as, account: viewer.account }
  await asActor(store.web, readerOf(viewer), 'table.approve-exact', (tx) =>
    tx
      .insertInto('exact_approval')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

async function lockedRun(tx: Tx, id: string) {
  const run = await tx.selectFrom('table_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (run === undefined) throw new NotFound()
  return { ...run, loosened: run.loosened as unknown as readonly unknown[] } // as computeTable wrote it
}

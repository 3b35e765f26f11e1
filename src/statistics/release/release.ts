/**
 * Release: on its day a reviewed table becomes one frozen object with its files, hashed into the ledger, in one transaction with
 * the others of its series and day; a later release of the same period replaces it and names it. Taking an error off the page keeps its hashes.
 */

import { type Selectable, sql } from 'kysely'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { canonicalJson, type Json, ownEntry } from '../../ledger/index.ts'
import { asActor, asReader, inTheNameOf, NotFound, StepRefused, type Tables, type Tx } from '../../store/index.ts'
import { filesOf, type PublishedFile, type ReleasedTable } from '../publication/index.ts'
import { sha256 } from '../sha256.ts'
import { seriesNameOf } from '../vocabulary/series.ts'
import { assemble, type ReviewedRun } from './assemble.ts'
import { isBefore, releaseCalendar } from './calendar.ts'
import type { KeptDefinition } from './kept.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from './statistics.ts'

/** What is done with a table once it is out, in the same transaction: indicators follow from its cells. */
export type OnRelease = (tx: Tx, table: ReleasedTable) => Promise<void>

interface Releasing {
  readonly now: Temporal.Instant
  readonly onRelease: OnRelease
  /** The same once all of a transaction are out. */
  readonly onAll?: (tx: Tx, tables: readonly ReleasedTable[]) => Promise<void>
}

/** Releases what is due, all of a series and moment in one; gives how many tables. Of several processes one releases each, once. */
export async function releaseDue(statistics: Statistics, { now, onRelease, onAll }: Releasing): Promise<number> {
  const due = await asReader(statistics.store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select(['id', 'definition', 'period', 'release_on'])
      .where('state', '=', 'reviewed')
      .where('release_on', '<=', sql<Temporal.Instant>`${now.toString()}::timestamptz`)
      .orderBy('release_on')
      .execute(),
  )
  // Two periods of one table are two releases, the second named after the first.
  const together = Map.groupBy(
    due,
    ({ definition, period, release_on }) =>
      `${release_on} ${period} ${seriesNameOf((definition as unknown as KeptDefinition).table)}`, // as computeTable wrote it
  )
  let released = 0
  for (const runs of together.values())
    released += await releaseTogether(
      statistics,
      runs.map(({ id }) => id),
      { now, onRelease, ...(onAll === undefined ? {} : { onAll }) },
    )
  return released
}

/** All of them or, where one is no longer due or another process is at it, none. */
async function releaseTogether(
  statistics: Statistics,
  ids: readonly string[],
  { now, onRelease, onAll }: Releasing,
): Promise<number> {
  return asActor(statistics.store.web, STATISTICS_READER, 'table.release', async (tx) => {
    const runs = await tx
      .selectFrom('table_run')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('table_name')
      .forUpdate()
      .skipLocked()
      .execute()
    const isDue = ({ state, release_on }: RunRow) =>
      state === 'reviewed' && release_on !== null && Temporal.Instant.compare(release_on, now) <= 0
    if (runs.length < ids.length || !runs.every(isDue)) return 0
    const made: Made[] = []
    for (const run of runs) made.push(await filesMade(tx, statistics, { run, now }))
    // Whoever enters a leaf holds the log until the end: the files are there before the first.
    for (const one of made) await putOut(tx, one, { now, onRelease })
    await onAll?.(
      tx,
      made.map(({ table }) => table),
    )
    return made.length
  })
}

type RunRow = Selectable<Tables['table_run']>

interface Made {
  readonly run: RunRow
  readonly table: ReleasedTable
  readonly files: readonly PublishedFile[]
  readonly pTable: string
  readonly earlier: { readonly release: string; readonly run: string } | null
}

async function filesMade(
  tx: Tx,
  statistics: Statistics,
  { run, now }: { readonly run: RunRow; readonly now: Temporal.Instant },
): Promise<Made> {
  const earlier = await standing(tx, run)
  const release = await releaseName(tx, run.table_name, now, statistics.pack.timeZone)
  const pTable = await tx
    .selectFrom('p_table')
    .select(['version', 'sha256', 'canonical'])
    .where('version', '=', run.p_table)
    .executeTakeFirstOrThrow()
  const table = assemble(statistics, run as unknown as ReviewedRun, {
    ...{ release, now, pTable, replaces: earlier?.release ?? null },
    ...(await daysOf(tx, statistics, { run, now, isCorrection: earlier !== null })),
  })
  return { run, table, files: await filesOf(table), pTable: pTable.sha256, earlier }
}

async function putOut(
  tx: Tx,
  { run, table, files, pTable, earlier }: Made,
  { now, onRelease }: Releasing,
): Promise<void> {
  const { release } = table
  const document = canonicalJson(table as unknown as Json) // a released table is JSON
  const record = {
    release,
    table: run.table_name,
    period: run.period,
    document: sha256(document),
    files: Object.fromEntries(files.map((file) => [file.name, file.sha256])),
    definition: sha256(canonicalJson(run.definition as Json)),
    pTable,
    reviewed: [run.made_by, run.reviewed_by],
  }
  const entry = await enter(tx, record)
  await tx
    .insertInto('table_release')
    .values({
      ...{ release, table_name: run.table_name, period: run.period, run: run.id, document, sha256: record.document },
      ...{ entry, replaces: earlier?.release ?? null, demonstration: run.demonstration, issued_at: now.toString() },
    })
    .execute()
  await keepFiles(tx, table, files)
  await tx
    .updateTable('table_run')
    .set({ state: 'released', released_at: now.toString() })
    .where('id', '=', run.id)
    .execute()
  if (earlier !== null)
    await tx.updateTable('table_run').set({ state: 'replaced' }).where('id', '=', earlier.run).execute()
  await onRelease(tx, table)
}

interface Dating {
  readonly run: { readonly table_name: string; readonly period: string }
  readonly now: Temporal.Instant
  readonly isCorrection: boolean
}

/** The day that was announced first for it, and the next of its table. Nobody announced a correction long before. */
async function daysOf(tx: Tx, statistics: Statistics, { run, now, isCorrection }: Dating) {
  const today = now.toZonedDateTimeISO(statistics.pack.timeZone).toPlainDate()
  const owed = (await releaseCalendar(tx, statistics, today)).filter(({ table }) => table === run.table_name)
  const planned = isCorrection ? undefined : owed.find(({ period }) => period === run.period)
  const next = owed.find(
    (one) => one.period !== run.period && one.releasedOn === null && isBefore(today, one.plannedOn),
  )
  return { plannedOn: planned?.firstPlannedOn.toString() ?? null, next: next?.plannedOn.toString() ?? null }
}

/** The files of a release, in its transaction. */
export async function keepFiles(
  tx: Tx,
  { release, table }: ReleasedTable,
  files: readonly PublishedFile[],
): Promise<void> {
  for (const { name, mediaType, bytes, sha256 } of files)
    await tx
      .insertInto('release_file')
      .values({ release, table_name: table, name, media_type: mediaType, bytes: Buffer.from(bytes), sha256 })
      .execute()
}

/** The leaf, and what it commits to, in the ledger's own records. */
export async function enter(
  tx: Tx,
  record: Json,
  what: 'table.release' | 'table.import' = 'table.release',
): Promise<string> {
  const { act, record: canonical, salt } = ownEntry('register', what, record)
  const { rows } = await sql<{
    entry: string
  }>`select followup.enter_release(${act}, ${canonical}::jsonb, ${salt}) as entry`.execute(tx)
  const entry = rows[0]?.entry
  if (entry === undefined) throw new Error('internal error: a release was entered and has no entry')
  return entry
}

async function standing(tx: Tx, { table_name, period }: { readonly table_name: string; readonly period: string }) {
  const found = await tx
    .selectFrom('table_run as r')
    .innerJoin('table_release as t', 't.run', 'r.id')
    .select(['t.release', 'r.id as run'])
    .where('r.table_name', '=', table_name)
    .where('r.period', '=', period)
    .where('r.state', '=', 'released')
    .executeTakeFirst()
  return found ?? null
}

/** The month, and for a later one of the same table in it a number: "2026-05", "2026-05.2". */
export async function releaseName(tx: Tx, table: string, now: Temporal.Instant, timeZone: string): Promise<string> {
  const month = now.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth().toString()
  const { many } = await tx
    .selectFrom('table_release')
    .select(({ fn }) => fn.countAll<string>().as('many'))
    .where('table_name', '=', table)
    .where('release', 'like', `${month}%`)
    .executeTakeFirstOrThrow()
  return Number(many) === 0 ? month : `${month}.${Number(many) + 1}`
}

/**
 * Withdraws a release that was wrong: the page stays with this notice, the hashes stay. What is done with what rested on it
 * is done by the system, in the same transaction.
 */
export async function withdrawRelease(
  { store }: Statistics,
  viewer: Viewer,
  { release, table, reason }: { readonly release: string; readonly table: string; readonly reason: string },
  onWithdrawal: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<void> {
  refuseUnlessStatistician(viewer)
  await asActor(store.web, readerOf(viewer), 'table.withdraw', async (tx) => {
    const row = await tx
      .updateTable('table_release')
      .set({ withdrawn_at: Temporal.Now.instant().toString(), withdrawn_why: reason })
      .where('release', '=', release)
      .where('table_name', '=', table)
      .where('withdrawn_at', 'is', null)
      .returning(['run', 'replaces'])
      .executeTakeFirst()
    if (row === undefined) throw new NotFound()
    // Of a table from outside there is no run.
    if (row.run !== null) await withdrawRun(tx, row.run)
    if (row.replaces !== null) await standsAgain(tx, { table, release: row.replaces })
    await inTheNameOf(tx, STATISTICS_READER, onWithdrawal)
  })
}

async function withdrawRun(tx: Tx, id: string): Promise<void> {
  const run = await tx
    .updateTable('table_run')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('state', '=', 'released')
    .returning('id')
    .executeTakeFirst()
  if (run === undefined) throw new StepRefused('table-has-moved')
}

/** The one that it had replaced is the table's again, and the next replaces it. */
async function standsAgain(tx: Tx, { table, release }: { readonly table: string; readonly release: string }) {
  await tx
    .updateTable('table_run')
    .set({ state: 'released' })
    .where('state', '=', 'replaced')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('table_release')
        .select('run')
        .where('table_name', '=', table)
        .where('release', '=', release)
        .where('withdrawn_at', 'is', null),
    )
    .execute()
}

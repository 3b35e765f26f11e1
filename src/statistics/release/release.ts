/**
 * Release: on its day a reviewed table becomes one frozen object with its files, hashed into the ledger, in one transaction; a
 * later release of the same period replaces it and names it. Taking an error off the page keeps its hashes.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { canonicalJson, type Json, ownEntry } from '../../ledger/index.ts'
import { asActor, asReader, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { filesOf, type PublishedFile, type ReleasedTable } from '../publication/index.ts'
import { assemble, type ReviewedRun } from './assemble.ts'
import { isBefore, releaseCalendar } from './calendar.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from './statistics.ts'

/** What is done with a table once it is out, in the same transaction: indicators follow from its cells. */
export type OnRelease = (tx: Tx, table: ReleasedTable) => Promise<void>

/** Releases what is due; gives how many tables. Of several processes one releases each, once. */
export async function releaseDue(
  statistics: Statistics,
  { now, onRelease }: { now: Temporal.Instant; onRelease: OnRelease },
): Promise<number> {
  const due = await asReader(statistics.store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select('id')
      .where('state', '=', 'reviewed')
      .where('release_on', '<=', sql<Temporal.Instant>`${now.toString()}::timestamptz`)
      .orderBy('release_on')
      .execute(),
  )
  let released = 0
  for (const { id } of due) if (await releaseOne(statistics, id, { now, onRelease })) released += 1
  return released
}

async function releaseOne(
  statistics: Statistics,
  id: string,
  { now, onRelease }: Parameters<typeof releaseDue>[1],
): Promise<boolean> {
  return asActor(statistics.store.web, STATISTICS_READER, 'table.release', async (tx) => {
    const run = await tx
      .selectFrom('table_run')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (run === undefined || run.state !== 'reviewed') return false
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
    const files = await filesOf(table)
    const document = canonicalJson(table as unknown as Json) // a released table is JSON
    const record = {
      release,
      table: run.table_name,
      period: run.period,
      document: createHash('sha256').update(document).digest('hex'),
      files: Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256])),
      definition: createHash('sha256')
        .update(canonicalJson(run.definition as Json))
        .digest('hex'),
      pTable: pTable.sha256,
      reviewed: [run.made_by, run.reviewed_by],
    }
    const entry = await enter(tx, record)
    await tx
      .insertInto('table_release')
      .values({
        ...{ release, table_name: run.table_name, period: run.period, run: id, document, sha256: record.document },
        ...{ entry, replaces: earlier?.release ?? null, demonstration: run.demonstration, issued_at: now.toString() },
      })
      .execute()
    await keepFiles(tx, table, files)
    await tx
      .updateTable('table_run')
      .set({ state: 'released', released_at: now.toString() })
      .where('id', '=', id)
      .execute()
    if (earlier !== null)
      await tx.updateTable('table_run').set({ state: 'replaced' }).where('id', '=', earlier.run).execute()
    await onRelease(tx, table)
    return true
  })
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

/** Withdraws a release that was wrong: the page stays with this notice, the hashes stay. */
export async function withdrawRelease(
  { store }: Statistics,
  viewer: Viewer,
  { release, table, reason }: { readonly release: string; readonly table: string; readonly reason: string },
): Promise<void> {
  refuseUnlessStatistician(viewer)
  await asActor(store.web, readerOf(viewer), 'table.withdraw', async (tx) => {
    const row = await tx
      .updateTable('table_release')
      .set({ withdrawn_at: Temporal.Now.instant().toString(), withdrawn_why: reason })
      .where('release', '=', release)
      .where('table_name', '=', table)
      .where('withdrawn_at', 'is', null)
      .returning('run')
      .executeTakeFirst()
    if (row === undefined) throw new NotFound()
    // Of a table from outside there is no run.
    if (row.run === null) return
    const run = await tx
      .updateTable('table_run')
      .set({ state: 'withdrawn' })
      .where('id', '=', row.run)
      .where('state', '=', 'released')
      .returning('id')
      .executeTakeFirst()
    if (run === undefined) throw new StepRefused('table-has-moved')
  })
}

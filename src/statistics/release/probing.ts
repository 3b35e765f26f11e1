/**
 * The gates' own leaks (statistics.md 4.7): whoever asks again and again is looking for the limit. After so many refused
 * tables over one population in a day nothing more is computed, until another statistician has looked at them.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, asReader, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { mayRunAgain } from '../gates/finding.ts'
import type { Table } from '../vocabulary/table.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from './statistics.ts'

export interface RefusedRun {
  readonly id: string
  readonly table: string
  readonly period: string
  readonly madeAt: Temporal.Instant
  readonly madeBy: string
}

/** What the gates refused over a population in the last day and nobody but its maker has looked at; the newest first. */
export async function refusedRuns(
  tx: Tx,
  { tables }: Pick<Statistics, 'tables'>,
  procedure: string,
): Promise<readonly RefusedRun[]> {
  const names = tables.filter(({ of }) => of === procedure).map(({ name }) => name)
  if (names.length === 0) return []
  const rows = await tx
    .selectFrom('table_run as r')
    .innerJoin('account as a', 'a.id', 'r.made_by')
    .select(['r.id', 'r.table_name', 'r.period', 'r.made_at', 'a.name'])
    .where('r.table_name', 'in', names)
    .where('r.state', '=', 'refused')
    // What a reviewer sent back was refused by no gate; what only waits for approval told nothing of anybody.
    .where('r.review', 'is', null)
    .where(sql<boolean>`exists (select from jsonb_array_elements(r.findings) f where f->>'rule' <> 'exact')`)
    .where('r.made_at', '>', sql<Temporal.Instant>`now() - interval '24 hours'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('refusals_seen as s')
            .select('s.id')
            .where('s.procedure', '=', procedure)
            .whereRef('s.seen_at', '>', 'r.made_at')
            .whereRef('s.seen_by', '<>', 'r.made_by'),
        ),
      ),
    )
    .orderBy('r.made_at', 'desc')
    .execute()
  return rows.map(({ id, table_name, period, made_at, name }) => ({
    ...{ id, table: table_name, period, madeAt: made_at, madeBy: name },
  }))
}

/** Procedures over whose records nothing more is computed until somebody has looked. */
export async function stoppedOver(tx: Tx, statistics: Pick<Statistics, 'tables'>): Promise<readonly string[]> {
  const stopped: string[] = []
  for (const procedure of new Set(statistics.tables.map(({ of }) => of)))
    if (!mayRunAgain((await refusedRuns(tx, statistics, procedure)).length)) stopped.push(procedure)
  return stopped
}

/** Refuses (StepRefused `probing`) where nothing more is computed over the table's population. */
export async function refuseProbing(statistics: Statistics, { of }: Table): Promise<void> {
  const refused = await asReader(statistics.store.web, STATISTICS_READER, (tx) => refusedRuns(tx, statistics, of))
  if (!mayRunAgain(refused.length)) throw new StepRefused('probing')
}

export const RefusalsSeen = z.object({
  procedure: z.string().max(80),
  /** What was found. */
  said: z.string().trim().min(1).max(2000),
})

/** Another statistician has looked: what others had refused counts no more. Whoever looks at their own frees nothing. */
export async function seeRefusals(
  statistics: Statistics,
  viewer: Viewer,
  { procedure, said }: z.output<typeof RefusalsSeen>,
): Promise<void> {
  refuseUnlessStatistician(viewer)
  if (!statistics.tables.some(({ of }) => of === procedure)) throw new NotFound()
  await asActor(statistics.store.web, readerOf(viewer), 'table.refusals-seen', async (tx) => {
    const before = await refusedRuns(tx, statistics, procedure)
    await tx
      .insertInto('refusals_seen')
      .values({ procedure, said, seen_by: viewer.account ?? '', seen_at: sql<string>`clock_timestamp()` })
      .execute()
    const after = await refusedRuns(tx, statistics, procedure)
    if (before.length > 0 && after.length === before.length) throw new StepRefused('own-table')
  })
}

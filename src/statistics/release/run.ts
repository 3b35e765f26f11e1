/**
 * Computing a table: counts, gates, noise. What the gates refuse is kept with their findings and no figure; what they pass
 * waits for a second statistician. True counts stay in this function.
 */
import { sql } from 'kysely'
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, asReader, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { type Contributor, contributorsNow, contributorsThen, keepContributors } from '../compute/contributors.ts'
import { counterOver, type KeptRun } from '../compute/counter.ts'
import { declaredOf, definitionOf } from '../compute/definition.ts'
import { type ProtectedCell, protect } from '../compute/protect.ts'
import { nameOf, trueCells } from '../compute/true-cells.ts'
import { type Counter, cellAt } from '../gates/definition.ts'
import type { Finding } from '../gates/finding.ts'
import { mayRunAgain } from '../gates/finding.ts'
import { publishAgain } from '../gates/frozen.ts'
import { type GateReport, runGates } from '../gates/index.ts'
import type { Limits } from '../gates/limits.ts'
import type { PTable } from '../perturbation/p-table.ts'
import { type Period, periodNamed } from '../vocabulary/period.ts'
import { codesOf, type Table } from '../vocabulary/table.ts'
import { pTableInUse } from './p-table-in-use.ts'
import { STATISTICS_READER, type Statistics } from './statistics.ts'

export interface Asked {
  /** Name of a declared table. */
  readonly table: string
  /** "2025", "2025-Q3". */
  readonly period: string
  /** Limits that are loosened, each with the reason in words; the reviewer must agree. */
  readonly loosened?: { readonly limits: Partial<Limits>; readonly reason: string }
}

export interface Run {
  readonly id: string
  readonly state: 'refused' | 'gated'
  readonly findings: readonly Finding[]
}

/** What a run keeps of its table: enough to know its cells again, whatever the declaration becomes. */
export interface KeptDefinition {
  readonly table: Table
  readonly variance: number
}

/**
 * Computes a table of a period that is over. Refuses: whoever is no statistician, or asks for an unknown table (NotFound); a
 * period that is none or not over (Invalid); more refused tables over one population today than a second statistician looks
 * at (StepRefused `probing`).
 */
export async function computeTable(
  statistics: Statistics,
  viewer: Viewer,
  asked: Asked,
  today: Temporal.PlainDate,
): Promise<Run> {
  refuseUnlessStatistician(viewer)
  const table = statistics.tables.find(({ name }) => name === asked.table)
  if (table === undefined || viewer.account === null) throw new NotFound()
  const period = overPeriod(table, asked.period, today)
  await refuseProbing(statistics, table)
  const pTable = await pTableInUse(statistics)
  const released = await releasedRuns(statistics)
  const approvedBy = await approvals(statistics, table)
  const id = crypto.randomUUID()
  const computed = await statistics.firewall.asStatistics(async (tx) => {
    const contributors = await contributorsNow(tx, table, period)
    if (table.countsNobody && contributors.some(({ person }) => person !== null))
      throw new Error(`the table ${table.name} says that it counts nobody, and its records are about people`)
    const sets = await setsOf(tx, released)
    const counter = counterOver([keptRun(table, null, contributors), ...sets])
    const report = await judged(statistics, { table, pTable, released, counter, approvedBy, asked })
    if (report.verdict === 'refuse') return { report, cells: [] }
    const cells = protect(table, await trueCells(tx, table, period), pTable)
    const earlier = released.find(
      (one) => one.isStanding && one.definition.table.name === table.name && one.period === period.name,
    )
    await keepContributors(tx, id, contributors)
    return { report, cells: earlier === undefined ? cells : await again(cells, { earlier, table, pTable, counter }) }
  })
  const { report, cells } = computed
  const state = report.verdict === 'refuse' ? 'refused' : 'gated'
  const definition: KeptDefinition = { table, variance: pTable.parameters.variance }
  await asActor(statistics.store.web, readerOf(viewer), 'table.compute', (tx) =>
    tx
      .insertInto('table_run')
      .values({
        id,
        table_name: table.name,
        period: period.name,
        state,
        definition: JSON.stringify(definition),
        p_table: pTable.version,
        cells: JSON.stringify(cells),
        findings: JSON.stringify(report.findings),
        known_on: today.toString(),
        loosened: JSON.stringify(asked.loosened === undefined ? [] : [asked.loosened]),
        made_by: viewer.account ?? '',
        // What is on the embedded database is a demonstration.
        demonstration: statistics.store.embedded,
      })
      .execute(),
  )
  return { id, state, findings: report.findings }
}

/** To everybody else there is no such thing. */
export function refuseUnlessStatistician(viewer: Viewer): void {
  if (viewer.duty?.role !== 'statistician' || viewer.account === null) throw new NotFound()
}

function overPeriod(table: Table, name: string, today: Temporal.PlainDate): Period {
  const period = periodNamed(name, table.frequency)
  if (period === null)
    throw new Invalid([{ field: 'period', rule: table.frequency === 'A' ? 'not-a-year' : 'not-a-quarter' }])
  if (Temporal.PlainDate.compare(period.until, today) > 0) throw new Invalid([{ field: 'period', rule: 'not-over' }])
  return period
}

/** Whoever asks again and again is looking for the limit. */
async function refuseProbing({ store, tables }: Statistics, { of }: Table): Promise<void> {
  const alike = tables.filter((one) => one.of === of).map(({ name }) => name)
  const refused = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select(({ fn }) => fn.countAll<string>().as('many'))
      .where('table_name', 'in', alike)
      .where('state', '=', 'refused')
      .where('reviewed_by', 'is', null)
      .where('made_at', '>', sql<Temporal.Instant>`now() - interval '24 hours'`)
      .executeTakeFirst(),
  )
  if (!mayRunAgain(Number(refused?.many ?? 0))) throw new StepRefused('probing')
}

interface Released {
  readonly run: string
  readonly period: string
  readonly definition: KeptDefinition
  readonly cells: readonly ProtectedCell[]
  readonly pTable: string
  /** Not replaced and not withdrawn. */
  readonly isStanding: boolean
}

/** Everything that was ever released, and what is about to be. */
async function releasedRuns({ store }: Statistics): Promise<readonly Released[]> {
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select(['id', 'period', 'definition', 'cells', 'p_table', 'state'])
      .where('state', 'in', ['reviewed', 'released', 'replaced', 'withdrawn'])
      .orderBy('made_at', 'desc')
      .execute(),
  )
  return rows.map(({ id, period, definition, cells, p_table, state }) => ({
    run: id,
    period,
    definition: definition as unknown as KeptDefinition, // as computeTable wrote it
    cells: cells as unknown as readonly ProtectedCell[],
    pTable: p_table,
    isStanding: state === 'released',
  }))
}

async function setsOf(tx: Tx, released: readonly Released[]): Promise<readonly KeptRun[]> {
  const sets: KeptRun[] = []
  for (const { run, definition } of released) sets.push(keptRun(definition.table, run, await contributorsThen(tx, run)))
  return sets
}

function keptRun({ by }: Table, asOf: string | null, contributors: readonly Contributor[]): KeptRun {
  return { asOf, dimensions: by.map((one) => ({ id: one.id, codes: codesOf(one) })), contributors }
}

async function approvals(
  { store }: Statistics,
  { name, version, exact }: Table,
): Promise<readonly ('statistician' | 'ombudsperson')[]> {
  if (exact === undefined) return []
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('exact_approval')
      .select('given_as')
      .where('table_name', '=', name)
      .where('table_version', '=', version)
      .execute(),
  )
  return rows.map(({ given_as }) => (given_as === 'ombudsperson' ? 'ombudsperson' : 'statistician'))
}

interface Judging {
  readonly table: Table
  readonly pTable: PTable
  readonly released: readonly Released[]
  readonly counter: Counter
  readonly approvedBy: readonly ('statistician' | 'ombudsperson')[]
  readonly asked: Asked
}

function judged(
  { sourceOf }: Statistics,
  { table, pTable, released, counter, approvedBy, asked }: Judging,
): Promise<GateReport> {
  if (table.countsNobody) return Promise.resolve({ verdict: 'pass', findings: [] })
  const { variance, smallest } = pTable.parameters
  const sameTable = (one: Released) => one.definition.table.name === table.name && one.period === asked.period
  return runGates({
    definition: definitionOf(table, variance),
    declared: declaredOf(table, sourceOf),
    // Its own earlier self is compared cell by cell: each is kept, or has changed by enough.
    released: released
      .filter((one) => !sameTable(one))
      .map(({ run, definition }) => definitionOf(definition.table, definition.variance, run)),
    counter,
    smallest,
    ...(asked.loosened === undefined ? {} : { limits: asked.loosened.limits }),
    ...(table.exact === undefined
      ? {}
      : {
          exact: {
            safeguard: table.exact.safeguard,
            hiddenInNumber: table.hiddenGroup === true,
            namedGroup: null,
            approvedBy,
          },
        }),
  })
}

/** A cell that was published is published again as it was, until ten people of it have changed. */
async function again(
  cells: readonly ProtectedCell[],
  { earlier, table, pTable, counter }: { earlier: Released; table: Table; pTable: PTable; counter: Counter },
): Promise<readonly ProtectedCell[]> {
  const published = new Map(earlier.cells.map(({ at, value }) => [nameOf(at), value]))
  const [now, then] = [definitionOf(table, 0), definitionOf(earlier.definition.table, 0, earlier.run)]
  const differing = await counter.differing(cells.map(({ at }) => [cellAt(now, at), cellAt(then, at)]))
  return cells.map((cell, place) => {
    const value = published.get(nameOf(cell.at)) ?? null
    const changed = differing[place]?.persons
    if (value === null || changed === undefined) return cell
    const decided = publishAgain({ value, pTable: earlier.pTable }, changed, pTable.version)
    return decided.kind === 'keep' ? { ...cell, value: decided.value } : cell
  })
}

/**
 * Computing a table: counts, gates, noise. What the gates refuse is kept with their findings and no figure; what they pass
 * waits for a second statistician. True counts stay in this function.
 */
import { readerOf, type Viewer } from '../../firewall/index.ts'
import { asActor, asReader, Invalid, NotFound, StepRefused, type Tx } from '../../store/index.ts'
import { type Contributor, contributorsNow, contributorsThen, keepContributors } from '../compute/contributors.ts'
import { counterOver, type KeptRun } from '../compute/counter.ts'
import { declaredOf, definitionOf, heldBy } from '../compute/definition.ts'
import { type ProtectedCell, protect } from '../compute/protect.ts'
import { sourcesOf } from '../compute/sources.ts'
import { trueCells } from '../compute/true-cells.ts'
import { certaintyGate, exactCertaintyGate } from '../gates/certainty.ts'
import { type Counter, nameOf, type TableDefinition } from '../gates/definition.ts'
import { type Finding, verdictOf } from '../gates/finding.ts'
import { type GateReport, runGates, structuralZeros } from '../gates/index.ts'
import type { PTable } from '../perturbation/p-table.ts'
import { type Period, periodNamed } from '../vocabulary/period.ts'
import { codesOf, methodOf, type Table } from '../vocabulary/table.ts'
import {
  again,
  type KeptDefinition,
  keptCells,
  type Released,
  releasedDefinition,
  releasedRuns,
  runsOf,
} from './kept.ts'
import { type Loosened, refuseTooLoose } from './loosened.ts'
import { isProvisional, markedCells, releasedOf } from './marks.ts'
import { outsideFindings } from './outside-tables.ts'
import { pTableFor } from './p-table-in-use.ts'
import { refuseProbing } from './probing.ts'
import { refuseUnlessStatistician, STATISTICS_READER, type Statistics } from './statistics.ts'

export interface Asked {
  /** Name of a declared table. */
  readonly table: string
  /** "2025", "2025-Q3". */
  readonly period: string
  /** Limits that are loosened, with the reason in words; the reviewer must agree. */
  readonly loosened?: Loosened
}

export interface Run {
  readonly id: string
  readonly state: 'refused' | 'gated'
  readonly findings: readonly Finding[]
}

/**
 * Computes a table of a period that is over. Refuses: whoever is no statistician, or asks for an unknown table (NotFound); a
 * period that is none or not over, a limit that is loosened too far or without a reason (Invalid); figures that are out and
 * provisional until their year is over (StepRefused `still-provisional`); more refused tables over one population today than a second statistician looks
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
  refuseTooLoose(asked.loosened)
  await refuseProbing(statistics, table)
  const pTable = await pTableFor(statistics, period)
  const released = await releasedRuns(statistics)
  if (isProvisional(table, period, today) && releasedOf({ table, period, released }) !== undefined)
    throw new StepRefused('still-provisional')
  const approvedBy = await approvals(statistics, table)
  const outside = table.countsNobody ? [] : await outsideFindings(statistics, table, period)
  const id = crypto.randomUUID()
  const computed = await statistics.firewall.asStatistics(async (tx) => {
    const contributors = await contributorsNow(tx, table, period)
    if (table.countsNobody && contributors.some(({ person }) => person !== null))
      throw new Error(`the table ${table.name} says that it counts nobody, and its records are about people`)
    const sets = await setsOf(tx, released)
    const counter = counterOver([keptRun(table, null, contributors), ...sets])
    const held = { period: period.name, variance: pTable.parameters.variance }
    const kept = await keptCells(definitionOf(table, held), { released, pTable, counter })
    const definition = definitionOf(table, { ...held, kept: runsOf(kept) })
    const judging = { table, definition, pTable, released, counter, approvedBy, asked }
    const report = withQuestions(await judged(statistics, judging), outside)
    if (report.verdict === 'refuse') return { report, cells: [], sources: [] }
    const cells = protect(table, await trueCells(tx, table, period), pTable)
    const standing = cells.map((cell) => again(table, cell, kept.get(nameOf(cell.at))))
    const looked = withFindings(report, await certain(judging, standing))
    if (looked.verdict === 'refuse') return { report: looked, cells: [], sources: [] }
    await keepContributors(tx, id, contributors)
    const sources = await sourcesOf(tx, table, period, pTable)
    return {
      report: looked,
      sources,
      cells: markedCells(standing, { table, definition, period, today, pTable, released, kept }),
    }
  })
  const { report, cells, sources } = computed
  const state = report.verdict === 'refuse' ? 'refused' : 'gated'
  const kept: KeptDefinition = { table, variance: pTable.parameters.variance }
  await asActor(statistics.store.web, readerOf(viewer), 'table.compute', (tx) =>
    tx
      .insertInto('table_run')
      .values({
        id,
        table_name: table.name,
        period: period.name,
        state,
        definition: JSON.stringify(kept),
        p_table: pTable.version,
        cells: JSON.stringify(cells),
        findings: JSON.stringify(report.findings),
        known_on: today.toString(),
        sources: JSON.stringify(sources),
        loosened: JSON.stringify(asked.loosened === undefined ? [] : [asked.loosened]),
        made_by: viewer.account ?? '',
        // What is on the embedded database is a demonstration.
        demonstration: statistics.store.embedded,
      })
      .execute(),
  )
  return { id, state, findings: report.findings }
}

function overPeriod(table: Table, name: string, today: Temporal.PlainDate): Period {
  const period = periodNamed(name, table.frequency)
  if (period === null)
    throw new Invalid([{ field: 'period', rule: table.frequency === 'A' ? 'not-a-year' : 'not-a-quarter' }])
  if (Temporal.PlainDate.compare(period.until, today) > 0) throw new Invalid([{ field: 'period', rule: 'not-over' }])
  return period
}

async function setsOf(tx: Tx, released: readonly Released[]): Promise<readonly KeptRun[]> {
  const sets: KeptRun[] = []
  for (const { run, definition } of released) sets.push(keptRun(definition.table, run, await contributorsThen(tx, run)))
  return sets
}

function keptRun({ by }: Table, asOf: string | null, contributors: readonly Contributor[]): KeptRun {
  return { asOf, dimensions: by.map((one) => ({ id: one.id, codes: codesOf(one), holds: heldBy(one) })), contributors }
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
  readonly definition: TableDefinition
  readonly pTable: PTable
  readonly released: readonly Released[]
  readonly counter: Counter
  readonly approvedBy: readonly ('statistician' | 'ombudsperson')[]
  readonly asked: Asked
}

/** What the figures as they would stand leave certain; of an exact figure, what it leaves certain in those that are out. */
async function certain(
  {
    table,
    definition,
    pTable,
    released,
    counter,
  }: Pick<Judging, 'table' | 'definition' | 'pTable' | 'released' | 'counter'>,
  figures: readonly ProtectedCell[],
): Promise<readonly Finding[]> {
  if (table.countsNobody) return []
  const { max } = pTable.parameters
  if (table.exact === undefined)
    return certaintyGate({ definition, figures, max, leastCount: table.leastCount ?? 0 }, counter)
  const out = released.filter((one) => one.isOut && methodOf(one.definition.table) === 'CKM')
  const shown = out.map((one) => ({
    ...{ definition: releasedDefinition(one), figures: one.cells, max },
    leastCount: one.definition.table.leastCount ?? 0,
  }))
  return exactCertaintyGate(definition, shown, counter)
}

function withFindings({ findings }: GateReport, more: readonly Finding[]): GateReport {
  const all = [...findings, ...more]
  return { verdict: verdictOf(all), findings: all }
}

/** Of what is refused nothing more is asked. */
function withQuestions({ verdict, findings }: GateReport, questions: readonly Finding[]): GateReport {
  if (verdict === 'refuse' || questions.length === 0) return { verdict, findings }
  return { verdict: 'ask', findings: [...findings, ...questions] }
}

function judged(
  statistics: Statistics,
  { table, definition, pTable, released, counter, approvedBy, asked }: Judging,
): Promise<GateReport> {
  if (table.countsNobody) return structuralZeros(definition, counter)
  const { smallest } = pTable.parameters
  const isItself = (one: Released) => one.definition.table.name === table.name && one.period === asked.period
  const aboutPeople = released.filter((one) => !one.definition.table.countsNobody)
  const heldAgainst = (some: readonly Released[]) => some.map(releasedDefinition)
  return runGates({
    definition,
    declared: declaredOf(table, statistics),
    released: heldAgainst(aboutPeople.filter((one) => !isItself(one))),
    earlier: heldAgainst(aboutPeople.filter(isItself)),
    counter,
    smallest,
    ...(asked.loosened === undefined ? {} : { limits: asked.loosened.limits }),
    ...(table.exact === undefined
      ? {}
      : {
          exact: {
            safeguard: table.exact.safeguard,
            hiddenInNumber: table.hiddenGroup === true,
            approvedBy,
          },
        }),
  })
}

/**
 * Invented statistical records and the tables made of them, so that a visitor sees what released tables are: on the embedded
 * database, once, by the two invented statisticians and through the same gates as any other. Of each table two periods, so that
 * there is something to compare. What a stop or a crash left is made at the next start.
 */
import type pg from 'pg'
import type { Areas } from '../../countries/index.ts'
import type { Viewer } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import {
  announceRelease,
  approveExact,
  calendarLines,
  comingDay,
  computeTable,
  dueOn,
  type Finding,
  lastPeriodBefore,
  type Period,
  periodBefore,
  putInvented,
  releaseCalendar,
  reviewSeries,
  type Series,
  STATISTICS_READER,
  type Statistics,
  seriesIn,
  takeReadyTexts,
} from '../../statistics/index.ts'
import { asReader } from '../../store/index.ts'
import { releaseNow } from './releasing.ts'
import { hasBreachTables } from './room.ts'

const MADE = 'Demonstration: published when it was installed.'
const NOT_MADE = 'Demonstration: none is made of this period.'
/** When the rest is announced for. */
const LATER = { months: 3 } as const

interface Playing {
  readonly today: Temporal.PlainDate
  readonly procedures: readonly Procedure[]
  readonly until: AbortSignal
  readonly tell: (line: string) => void
}

/** Puts the records there and releases what the gates pass, beginning where an earlier call ended; gives what they refused. */
export async function playTables(
  statistics: Statistics,
  owner: pg.Client,
  { today, procedures, until, tell }: Playing,
): Promise<readonly string[]> {
  await putRecords(owner, { today, procedures }, statistics.pack.areas)
  const [first, second, ombudsperson] = await approvers(statistics)
  if (first === undefined || second === undefined || ombudsperson === undefined)
    throw new Error('the demonstration lacks two statisticians or the human rights institution')
  const exact = statistics.tables.filter((one) => one.exact !== undefined)
  for (const one of [first, ombudsperson]) await approveExact(statistics, one, exact)
  const refused: string[] = []
  // What is without noise is judged beside few others first, and so in a third of the time.
  for (const series of seriesIn([...exact, ...statistics.tables.filter((one) => one.exact === undefined)])) {
    await takeReadyTexts(statistics, first, series.name)
    for (const period of twoPeriods(series, today)) {
      if (until.aborted) return refused
      refused.push(...(await playSeries(statistics, owner, { series, period, first, second, today, until })))
      await releaseNow(statistics, Temporal.Now.instant(), tell)
    }
  }
  if (!until.aborted) await sayWhyLate(statistics, first, today)
  return refused
}

/** The last period that is over, after the one before it. */
function twoPeriods({ tables }: Series, today: Temporal.PlainDate): readonly Period[] {
  const frequency = tables[0]?.frequency ?? 'A'
  const last = lastPeriodBefore(today, frequency)
  return [periodBefore(last, frequency), last]
}

async function putRecords(
  owner: pg.Client,
  { today, procedures }: Pick<Playing, 'today' | 'procedures'>,
  areas: Areas | null,
): Promise<void> {
  const recorded = procedures.map((one) => ({
    procedure: one.name,
    period: one.statistics.period,
    breakable: hasBreachTables(one) ? rulesOf(one.safeguards) : [],
  }))
  await owner.query('begin')
  try {
    await putInvented(owner, today, { recorded, areas })
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

function rulesOf(safeguards: Procedure['safeguards']): readonly string[] {
  return Object.entries(safeguards).flatMap(([safeguard, { rules }]) =>
    Object.keys(rules).map((rule) => `${safeguard}.${rule}`),
  )
}

interface Made {
  readonly series: Series
  readonly period: Period
  readonly first: Viewer
  readonly second: Viewer
  readonly today: Temporal.PlainDate
  readonly until: AbortSignal
}

/** Each table of it computed, reviewed and due now, whatever of that was done before. */
async function playSeries(
  statistics: Statistics,
  owner: pg.Client,
  { series, period, first, second, today, until }: Made,
): Promise<readonly string[]> {
  const known = new Set((await runsOf(statistics, series, period)).map(({ table_name }) => table_name))
  for (const { name } of series.tables) {
    if (until.aborted) return []
    if (!known.has(name)) await computeTable(statistics, first, { table: name, period: period.name }, today)
  }
  const gated = (await runsOf(statistics, series, period)).filter(({ state }) => state === 'gated')
  const answers = { harm: MADE, recognition: MADE, coarser: MADE, no_harm: 'yes', reason: MADE } as const
  const now = Temporal.Now.instant()
  const release_on = comingDay(dueOn(period), statistics, now).toString()
  const runs = gated.map(({ id, version }) => `${id} ${version}`)
  if (runs.length > 0) await reviewSeries(statistics, second, { runs, ...answers, release_on }, now)
  const all = await runsOf(statistics, series, period)
  // Whoever looks at a demonstration does not wait until nine o'clock.
  await owner.query("set observance.actor = 'system:demonstration'")
  await owner.query("update followup.table_run set release_on = now() where id = any ($1) and state = 'reviewed'", [
    all.map(({ id }) => id),
  ])
  return all.filter(({ state }) => state === 'refused').map((run) => refusedBy(run))
}

/** What was computed of it so far. */
function runsOf({ store }: Statistics, { tables }: Series, { name }: Period) {
  const names = tables.map((one) => one.name)
  return asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('table_run')
      .select(['id', 'table_name', 'period', 'state', 'version', 'findings'])
      .where('table_name', 'in', names)
      .where('period', '=', name)
      .execute(),
  )
}

function refusedBy({ table_name, period, findings }: Awaited<ReturnType<typeof runsOf>>[number]): string {
  const found = findings as unknown as readonly Finding[] // as computeTable wrote them
  return `${table_name} ${period}: ${[...new Set(found.map(({ rule }) => rule))].join(', ')}`
}

async function sayWhyLate(statistics: Statistics, viewer: Viewer, today: Temporal.PlainDate): Promise<void> {
  const entries = await asReader(statistics.store.web, STATISTICS_READER, (tx) =>
    releaseCalendar(tx, statistics, today),
  )
  for (const { series, period, owed, isLate } of calendarLines(entries, statistics)) {
    const [next] = owed
    if (!isLate || next === undefined || next.reason === NOT_MADE) continue
    const days = { from: next.plannedOn.toString(), planned_on: today.add(LATER).toString() }
    const announced = { table: series, period, ...days, reason: NOT_MADE }
    await announceRelease(statistics, viewer, announced, Temporal.Now.instant())
  }
}

/** Two statisticians, then the human rights institution. */
async function approvers({ store }: Statistics): Promise<readonly Viewer[]> {
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('account')
      .select(['id', 'name', 'role', 'agency_role', 'office', 'institution', 'language'])
      .where('demonstration', '=', true)
      .where((where) => where.or([where('agency_role', '=', 'statistician'), where('role', '=', 'nhri')]))
      .orderBy('email')
      .execute(),
  )
  const viewers = rows.map(({ id, name, role, agency_role, office, institution, language }): Viewer => {
    const one = { account: id, name, organization: null, language }
    return role === 'nhri'
      ? { ...one, role, institution }
      : { ...one, role: 'officer', institution: null, duty: { role: agency_role ?? '', office: office ?? '' } }
  })
  const [statisticians, institution] = [viewers.filter(({ duty }) => duty), viewers.filter(({ duty }) => !duty)]
  return [...statisticians.slice(0, 2), ...institution.slice(0, 1)]
}

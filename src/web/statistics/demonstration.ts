/**
 * Invented statistical records and the tables made of them, so that a visitor sees what a released table is: on the embedded
 * database, once, by the two invented statisticians and through the same gates as any other. What is not made says why in the
 * calendar.
 */
import type pg from 'pg'
import type { Viewer } from '../../firewall/index.ts'
import type { Procedure } from '../../procedures/index.ts'
import {
  announceRelease,
  approveExact,
  calendarLines,
  comingDay,
  computeSeries,
  dueOn,
  lastPeriodBefore,
  putInvented,
  releaseCalendar,
  reviewSeries,
  STATISTICS_READER,
  type Statistics,
  seriesIn,
  tablesNamed,
  takeReadyTexts,
} from '../../statistics/index.ts'
import { asReader } from '../../store/index.ts'
import { releaseNow } from './releasing.ts'
import { hasBreachTables } from './room.ts'

/** Beside all exact ones. */
const TABLES: readonly string[] = [
  'detention-review',
  'detention-persons',
  'detention-decision',
  'detention-length',
  'complaint-subject',
  'school-enrolment-level',
  'school-enrolment-days',
  'school-enrolment-area',
  'school-enrolment-area-level',
  'school-enrolment-area-days',
]

const MADE = 'Demonstration: published when it was installed.'
const NOT_MADE = 'Demonstration: no records are invented for it.'
/** When the rest is announced for. */
const LATER = { months: 3 } as const

interface Playing {
  readonly today: Temporal.PlainDate
  readonly procedures: readonly Procedure[]
  readonly until: AbortSignal
  readonly tell: (line: string) => void
}

/** Puts the records there and releases what the gates pass; gives the tables that they refused. */
export async function playTables(
  statistics: Statistics,
  owner: pg.Client,
  { today, procedures, until, tell }: Playing,
): Promise<readonly string[]> {
  await putInvented(owner, today, {
    areas: statistics.pack.areas,
    breakable: procedures
      .filter(hasBreachTables)
      .map(({ name, safeguards }) => ({ procedure: name, rules: rulesOf(safeguards) })),
  })
  const [first, second, ombudsperson] = await approvers(statistics)
  if (first === undefined || second === undefined || ombudsperson === undefined)
    throw new Error('the demonstration lacks two statisticians or the human rights institution')
  const exact = statistics.tables.filter((one) => one.exact !== undefined)
  for (const one of [first, ombudsperson]) await approveExact(statistics, one, exact)
  const refused: string[] = []
  for (const { name } of seriesIn([...TABLES.flatMap((one) => tablesNamed(statistics.tables, one)), ...exact])) {
    if (until.aborted) return refused
    refused.push(...(await playSeries(statistics, owner, { name, first, second, today })))
    await releaseNow(statistics, Temporal.Now.instant(), tell)
  }
  await sayWhyLate(statistics, first, today)
  return refused
}

function rulesOf(safeguards: Procedure['safeguards']): readonly string[] {
  return Object.entries(safeguards).flatMap(([safeguard, { rules }]) =>
    Object.keys(rules).map((rule) => `${safeguard}.${rule}`),
  )
}

interface Made {
  readonly name: string
  readonly first: Viewer
  readonly second: Viewer
  readonly today: Temporal.PlainDate
}

async function playSeries(
  statistics: Statistics,
  owner: pg.Client,
  { name, first, second, today }: Made,
): Promise<readonly string[]> {
  const tables = tablesNamed(statistics.tables, name)
  const last = lastPeriodBefore(today, tables[0]?.frequency ?? 'A')
  await takeReadyTexts(statistics, first, name)
  const runs = await computeSeries(statistics, first, { series: name, period: last.name }, today)
  const gated = runs.filter(({ state }) => state === 'gated').map(({ id }) => id)
  const answers = { harm: MADE, recognition: MADE, coarser: MADE, no_harm: 'yes', reason: MADE } as const
  const now = Temporal.Now.instant()
  const release_on = comingDay(dueOn(last), statistics, now).toString()
  if (gated.length > 0)
    await reviewSeries(statistics, second, { runs: gated.map((id) => `${id} 1`), ...answers, release_on }, now)
  // Whoever looks at a demonstration does not wait until nine o'clock.
  await owner.query("set observance.actor = 'system:demonstration'")
  await owner.query('update followup.table_run set release_on = now() where id = any ($1)', [gated])
  return runs
    .filter(({ state }) => state === 'refused')
    .map(({ findings }) => `${name}: ${[...new Set(findings.map(({ rule }) => rule))].join(', ')}`)
}

async function sayWhyLate(statistics: Statistics, viewer: Viewer, today: Temporal.PlainDate): Promise<void> {
  const entries = await asReader(statistics.store.web, STATISTICS_READER, (tx) =>
    releaseCalendar(tx, statistics, today),
  )
  for (const { series, period, owed, isLate } of calendarLines(entries, statistics)) {
    if (!isLate || owed[0] === undefined) continue
    const days = { from: owed[0].plannedOn.toString(), planned_on: today.add(LATER).toString() }
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

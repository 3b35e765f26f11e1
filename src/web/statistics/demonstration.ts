/**
 * Invented statistical records and the tables made of them, so that a visitor sees what a released table is: on the embedded
 * database, once, by the two invented statisticians and through the same gates as any other.
 */
import type pg from 'pg'
import type { Viewer } from '../../firewall/index.ts'
import {
  comingDay,
  computeTable,
  dueOn,
  lastPeriodBefore,
  putInvented,
  reviewTable,
  STATISTICS_READER,
  type Statistics,
  tableNamed,
  takeReadyTexts,
} from '../../statistics/index.ts'
import { asReader } from '../../store/index.ts'
import { releaseNow } from './releasing.ts'

const TABLES = [
  'detention-review',
  'detention-persons',
  'detention-decision',
  'detention-length',
  'complaint-subject',
  'school-enrolment-level',
] as const

/** Puts the records there and releases what the gates pass; gives the tables that they refused. */
export async function playTables(
  statistics: Statistics,
  owner: pg.Client,
  { today, until, tell }: { today: Temporal.PlainDate; until: AbortSignal; tell: (line: string) => void },
): Promise<readonly string[]> {
  await putInvented(owner, today)
  const [first, second] = await statisticians(statistics)
  if (first === undefined || second === undefined) throw new Error('the demonstration has no two statisticians')
  const refused: string[] = []
  for (const name of TABLES) {
    if (until.aborted) break
    const last = lastPeriodBefore(today, tableNamed(name)?.frequency ?? 'A')
    await takeReadyTexts(statistics, first, name)
    const run = await computeTable(statistics, first, { table: name, period: last.name }, today)
    if (run.state === 'refused') {
      refused.push(`${name}: ${[...new Set(run.findings.map(({ rule }) => rule))].join(', ')}`)
      continue
    }
    const review = {
      harm: 'Invented people.',
      recognition: 'Invented people.',
      coarser: 'It shows what a table is.',
      no_harm: 'yes',
    } as const
    const now = Temporal.Now.instant()
    const release_on = comingDay(dueOn(last), statistics, now).toString()
    await reviewTable(statistics, second, { run: run.id, version: 1, ...review, reason: 'Invented.', release_on }, now)
    // Whoever looks at a demonstration does not wait until nine o'clock.
    await owner.query("set observance.actor = 'system:demonstration'")
    await owner.query('update followup.table_run set release_on = now() where id = $1', [run.id])
  }
  await releaseNow(statistics, Temporal.Now.instant(), tell)
  return refused
}

async function statisticians({ store }: Statistics): Promise<readonly Viewer[]> {
  const rows = await asReader(store.web, STATISTICS_READER, (tx) =>
    tx
      .selectFrom('account')
      .select(['id', 'name', 'office', 'language'])
      .where('agency_role', '=', 'statistician')
      .where('demonstration', '=', true)
      .orderBy('email')
      .execute(),
  )
  return rows.map(({ id, name, office, language }) => ({
    ...{ account: id, name, role: 'officer', institution: null, organization: null, language },
    duty: { role: 'statistician', office: office ?? '' },
  }))
}

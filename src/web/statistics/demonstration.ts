/**
 * Invented statistical records and the tables made of them, so that a visitor sees what a released table is: on the embedded
 * database, once, by the two invented statisticians and through the same gates as any other.
 */
import type pg from 'pg'
import type { Viewer } from '../../firewall/index.ts'
import {
  computeTable,
  lastPeriodBefore,
  reviewTable,
  STATISTICS_READER,
  type Statistics,
  tableNamed,
} from '../../statistics/index.ts'
import { asReader } from '../../store/index.ts'
import { releaseNow } from './releasing.ts'

/** A number from 0 to 99 that follows from the record's own and a word: the same at every installation. */
const die = (word: string) => `abs(hashtext(n || '${word}')) % 100`
const SEX = `case when ${die('sex')} < 69 then 'male' else 'female' end`
const AGE = `case when ${die('age')} < 12 then '15-17' when ${die('age')} < 55 then '25-34' else '35-44' end`

interface Invented {
  readonly table: string
  readonly many: number
  /** Column → expression over `n`; `start` is the first day of the period. */
  readonly columns: Readonly<Record<string, string>>
  readonly frequency: 'A' | 'Q'
}

const RECORDS: readonly Invented[] = [
  {
    ...{ table: 'detention', many: 520, frequency: 'A' },
    columns: {
      ...{
        moment: "'released'",
        sex: SEX,
        age_band: AGE,
        hours_held: `${die('hours')} * 4`,
        nationality: "'central-asia'",
      },
      decision: `case when ${die('decision')} < 45 then 'release' when ${die('decision')} < 70 then 'alternative' else 'authorize' end`,
    },
  },
  {
    ...{ table: 'detention_clock', many: 410, frequency: 'Q' },
    columns: {
      ...{ moment: "'due'", rule: "'D3.judge'", run: '1', mode: "'record'", sex: SEX },
      met: `${die('met')} < 82`,
    },
  },
  {
    ...{ table: 'complaint', many: 340, frequency: 'A' },
    columns: {
      moment: "'received'",
      subject: `(array['wages', 'detention', 'health', 'discrimination', 'working-conditions'])[1 + abs(hashtext(n || 'subject')) % 5]`,
    },
  },
  {
    ...{ table: 'school_enrolment', many: 640, frequency: 'A' },
    columns: {
      ...{ moment: "'enrolled'", sex: `case when ${die('sex')} < 51 then 'male' else 'female' end` },
      level: `(array['preschool', 'primary', 'primary', 'lower-secondary', 'upper-secondary'])[1 + abs(hashtext(n || 'level')) % 5]`,
    },
  },
]

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
  for (const invented of RECORDS) await putThere(owner, invented, today)
  const [first, second] = await statisticians(statistics)
  if (first === undefined || second === undefined) throw new Error('the demonstration has no two statisticians')
  const refused: string[] = []
  for (const name of TABLES) {
    if (until.aborted) break
    const period = lastPeriodBefore(today, tableNamed(name)?.frequency ?? 'A').name
    const run = await computeTable(statistics, first, { table: name, period }, today)
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
    await reviewTable(
      statistics,
      second,
      { run: run.id, version: 1, ...review, reason: 'Invented.', release_on: today.toString() },
      today,
    )
    // Whoever looks at a demonstration does not wait until nine o'clock.
    await owner.query("set observance.actor = 'system:demonstration'")
    await owner.query('update followup.table_run set release_on = now() where id = $1', [run.id])
  }
  await releaseNow(statistics, Temporal.Now.instant(), tell)
  return refused
}

async function putThere(
  owner: pg.Client,
  { table, many, columns, frequency }: Invented,
  today: Temporal.PlainDate,
): Promise<void> {
  const { from } = lastPeriodBefore(today, frequency)
  const names = Object.keys(columns)
  const person = `substring(sha256(convert_to('invented ${table} ' || n, 'UTF8')) for 20)`
  await owner.query(
    `with people as (insert into statistics.person (pseudonym) select ${person} from generate_series(1, ${many}) n on conflict do nothing)
      select`,
  )
  await owner.query(
    `insert into statistics.${table} (case_pseudonym, person, period_start, ${names.join(', ')})
      select sha256_20.of, ${person}, $1::date, ${names.map((name) => columns[name]).join(', ')}
      from generate_series(1, ${many}) n, lateral (select substring(sha256(convert_to('invented case ${table} ' || n, 'UTF8')) for 20) as of) sha256_20`,
    [from.toString()],
  )
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

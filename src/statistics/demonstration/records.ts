/** Invented statistical records for the demonstration, put where the register would have put them: the same at every installation. */
import type pg from 'pg'
import type { Areas } from '../../countries/index.ts'
import { lastPeriodBefore } from '../vocabulary/period.ts'

/** A number from 0 to 99 that follows from the record's own and a word. */
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

const recordsWith = (areas: readonly Slot[]): readonly Invented[] => [
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
    ...{ table: 'school_enrolment', many: 2800, frequency: 'A' },
    columns: {
      ...{ moment: "'enrolled'", sex: `case when ${die('sex')} < 51 then 'male' else 'female' end` },
      ...{
        home_district: byArea(
          areas.map(({ unit }) => `'${unit}'`),
          'null',
        ),
        days_to_first_day: daysBy(areas),
      },
      level: `(array['preschool', 'primary', 'primary', 'lower-secondary', 'upper-secondary'])[1 + abs(hashtext(n || 'level')) % 5]`,
    },
  },
]

/** One of a hundred places among which invented people are spread. */
interface Slot {
  readonly unit: string
  /** Which area it is in: that makes how long things take there. */
  readonly area: number
}

const SLOTS = 100
/** In the area into which all would go in the end, most live; in one that has gone into another, few. */
const SHARE = { root: 28, gone: 2 } as const

/** Spreads them over the areas of the country, evenly but for the largest and those that are shown in another. */
function slotsOf(areas: Areas | null): readonly Slot[] {
  const all = (areas?.areas ?? []).map(({ units, into, merged }, area) => ({
    ...{ units, area },
    share: into === null ? SHARE.root : merged ? SHARE.gone : null,
  }))
  const fixed = all.reduce((sum, { share }) => sum + (share ?? 0), 0)
  const even = all.filter(({ share }) => share === null).length
  return all.flatMap(({ units, area, share }) =>
    Array.from({ length: share ?? Math.floor((SLOTS - fixed) / even) }, (_, at) => ({
      unit: units[at % units.length] ?? '',
      area,
    })),
  )
}

/** The value of the slot in which the record falls. */
function byArea(values: readonly string[], otherwise: string): string {
  return values.length === 0
    ? otherwise
    : `(array[${values.join(', ')}])[1 + abs(hashtext(n || 'home')) % ${values.length}]`
}

/** Up to so many days; another bound in each area. */
const DAYS = [14, 18, 13, 20, 16] as const

function daysBy(areas: readonly Slot[]): string {
  const most = areas.map(({ area }) => String(DAYS[area % DAYS.length]))
  return `abs(hashtext(n || 'days')) % ${byArea(most, String(DAYS[0]))}`
}

/** Rules of a procedure, by name: "D3.judge". */
export interface RulesOf {
  readonly procedure: string
  readonly rules: readonly string[]
}

/** Adds them for the last periods that are over; and last year's breaches, a few of some rules and none of most. */
export async function putInvented(
  owner: pg.Client,
  today: Temporal.PlainDate,
  { breakable, areas }: { readonly breakable: readonly RulesOf[]; readonly areas: Areas | null },
): Promise<void> {
  for (const invented of recordsWith(slotsOf(areas))) await putThere(owner, invented, today)
  for (const one of breakable) await putBreaches(owner, one, today)
}

/** The `n`th breach of a `rule`: none of most, three at most. */
const BROKEN =
  "from unnest($1::text[]) rule, generate_series(1, greatest(0, abs(hashtext('broken ' || rule)) % 7 - 3)) n"

async function putBreaches(owner: pg.Client, { procedure, rules }: RulesOf, today: Temporal.PlainDate): Promise<void> {
  const { from } = lastPeriodBefore(today, 'A')
  const pseudonym = (what: string) =>
    `substring(sha256(convert_to('invented ${what} broken ' || rule || ' ' || n, 'UTF8')) for 20)`
  const [person, ofCase] = [pseudonym('person'), pseudonym('case')]
  await owner.query(`insert into statistics.person (pseudonym) select ${person} ${BROKEN} on conflict do nothing`, [
    rules,
  ])
  await owner.query(
    `insert into statistics.${breachesName(procedure)} (case_pseudonym, person, moment, period_start, rule, mode)
      select ${ofCase}, ${person}, 'breach', $2::date, rule, 'record' ${BROKEN}`,
    [rules, from.toString()],
  )
}

function breachesName(procedure: string): string {
  return `${procedure.replaceAll('-', '_')}_breach`
}

async function putThere(
  owner: pg.Client,
  { table, many, columns, frequency }: Invented,
  today: Temporal.PlainDate,
): Promise<void> {
  const { from } = lastPeriodBefore(today, frequency)
  const names = Object.keys(columns)
  const filled = names.map((name) => columns[name])
  const pseudonym = (what: string) => `substring(sha256(convert_to('invented ${what} ${table} ' || n, 'UTF8')) for 20)`
  const [person, ofCase] = [pseudonym('person'), pseudonym('case')]
  await owner.query(
    `insert into statistics.person (pseudonym) select ${person} from generate_series(1, $1::integer) n on conflict do nothing`,
    [many],
  )
  await owner.query(
    `insert into statistics.${table} (case_pseudonym, person, period_start, ${names.join(', ')})
      select ${ofCase}, ${person}, $2::date, ${filled.join(', ')} from generate_series(1, $1::integer) n`,
    [many, from.toString()],
  )
}

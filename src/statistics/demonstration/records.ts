/**
 * Invented statistical records for the demonstration, put where the register would have put them: the same at every
 * installation of a day. Of the two years before this one, and of the quarters of this one that are over.
 */
import type pg from 'pg'
import type { Areas } from '../../countries/index.ts'
import { lastPeriodBefore, periodBefore } from '../vocabulary/period.ts'
import { type Cast, castIn, type InventedRecord } from './cast.ts'

/** A register that runs, as its declaration names its records. */
export interface Recorded {
  readonly procedure: string
  /** What it counts by: the finest that a record tells of its time. */
  readonly period: 'month' | 'quarter' | 'half-year' | 'year' | 'school-year'
  /** Those whose breaches are told, by name: "D3.judge". */
  readonly breakable: readonly string[]
}

/**
 * Adds them, and breaches of the last two years: a few of some rules and none of most. Nothing where they are there: from an earlier
 * start, or with what was restored. In one transaction, which the caller holds.
 */
export async function putInvented(
  owner: pg.Client,
  today: Temporal.PlainDate,
  { recorded, areas }: { readonly recorded: readonly Recorded[]; readonly areas: Areas | null },
): Promise<void> {
  const all = castIn(areas).flatMap((cast) => {
    const register = recorded.find(({ procedure }) => procedure === cast.of)
    return register === undefined ? [] : [{ cast, given: givenTo(cast, { today, register }), register }]
  })
  for (const { cast, given } of all) if (!cast.countsNobody && (await areThere(owner, cast, given))) return
  for (const { cast, given, register } of all) await putCast(owner, cast, { given, register })
  for (const one of recorded) await putBreaches(owner, one, today)
}

interface Putting {
  readonly today: Temporal.PlainDate
  readonly register: Recorded
}

/** The first month, the first that is no more among them, and how many cases a month has. */
function givenTo(cast: Cast, { today, register }: Putting): readonly [string, string, number] {
  const last = lastPeriodBefore(today, 'A')
  const from = periodBefore(last, 'A').from
  // What is counted by the year alone is not there before the year is over.
  const isByYear = register.period === 'year' || register.period === 'school-year'
  const until = isByYear ? last.until : lastPeriodBefore(today, 'Q').until
  return [from.toString(), until.toString(), cast.monthly]
}

type Given = ReturnType<typeof givenTo>

/** Whether somebody of those months is known. */
async function areThere(owner: pg.Client, cast: Cast, given: Given): Promise<boolean> {
  const { rows } = await owner.query<{ known: boolean }>(
    `select exists (select from statistics.person p where p.pseudonym in (select ${pseudonym('person', cast)} from (${casesSql(cast)}) c)) as known`,
    [...given],
  )
  return rows[0]?.known === true
}

async function putCast(
  owner: pg.Client,
  cast: Cast,
  { given, register }: { readonly given: Given; readonly register: Recorded },
): Promise<void> {
  if (!cast.countsNobody)
    await owner.query(
      `insert into statistics.person (pseudonym) select ${pseudonym('person', cast)} from (${casesSql(cast)}) c on conflict do nothing`,
      [...given],
    )
  for (const record of cast.records) await owner.query(recordsSql(cast, record, register), [...given])
}

/** A row a case: its name, month and year, and its facts. */
function casesSql({ of, name, trend, facts }: Cast): string {
  const own = Object.entries(facts).map(([fact, value]) => `, ${value} as ${fact}`)
  return `select c.*${own.join('')} from (
      select month::date as month, '${of} ${name} ' || to_char(month, 'YYYY-MM') || ' ' || i as n, later
        from generate_series($1::timestamp, $2::timestamp - interval '1 month', '1 month') month,
          lateral (select extract(year from month)::integer - extract(year from $1::timestamp)::integer as later) y,
          lateral generate_series(1, ($3::integer * (20 + later * ${trend}) / 20) + extract(month from month)::integer % 4) i) c`
}

function recordsSql(cast: Cast, { kind, when = 'true', columns = {} }: InventedRecord, register: Recorded): string {
  const isTime = 'rule' in kind
  const head: Readonly<Record<string, string>> = isTime
    ? { moment: "'due'", rule: `'${kind.rule}'`, run: '1', mode: "'record'", met: kind.met }
    : { moment: kind.moment }
  const told = Object.fromEntries((cast.told ?? []).map((fact) => [fact, fact]))
  const all = {
    case_pseudonym: pseudonym('case', cast),
    ...(cast.countsNobody ? {} : { person: pseudonym('person', cast) }),
    period_start: periodStart(isTime ? 'month' : register.period),
    ...head,
    ...told,
    ...columns,
  }
  const table = `${cast.of.replaceAll('-', '_')}${isTime ? '_clock' : ''}`
  return `insert into statistics.${table} (${Object.keys(all).join(', ')})
      select ${Object.values(all).join(', ')} from (${casesSql(cast)}) c where ${when}`
}

/** Of a school year the children who begin in it, whatever the month. */
function periodStart(period: Recorded['period']): string {
  if (period === 'school-year') return 'make_date(extract(year from month)::integer, 9, 1)'
  if (period === 'half-year')
    return 'make_date(extract(year from month)::integer, case when extract(month from month) < 7 then 1 else 7 end, 1)'
  return `date_trunc('${period}', month)::date`
}

function pseudonym(what: 'person' | 'case', { of }: Pick<Cast, 'of'>): string {
  return `substring(sha256(convert_to('invented ${what} of ${of} ' || n, 'UTF8')) for 20)`
}

/** The `n`th breach of a `rule` in a year: none of most, three at most. */
const BROKEN = `from unnest($1::text[]) rule, unnest($2::date[]) started,
  lateral (select rule || ' ' || started || ' ' || i as n
    from generate_series(1, greatest(0, (hashtext('broken ' || rule || started) & 2147483647) % 7 - 3)) i) b`

async function putBreaches(
  owner: pg.Client,
  { procedure, breakable }: Recorded,
  today: Temporal.PlainDate,
): Promise<void> {
  const last = lastPeriodBefore(today, 'A')
  const given = [breakable, [periodBefore(last, 'A'), last].map(({ from }) => from.toString())]
  const [person, ofCase] = [pseudonym('person', { of: procedure }), pseudonym('case', { of: procedure })]
  await owner.query(
    `insert into statistics.person (pseudonym) select ${person} ${BROKEN} on conflict do nothing`,
    given,
  )
  await owner.query(
    `insert into statistics.${procedure.replaceAll('-', '_')}_breach (case_pseudonym, person, moment, period_start, rule, mode)
      select ${ofCase}, ${person}, 'breach', started, rule, 'record' ${BROKEN}`,
    given,
  )
}

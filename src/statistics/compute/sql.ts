/**
 * From a declared table to the statement that counts it over its statistical records. Each margin is counted on its own
 * contributors; where persons are counted, one who is in two categories is in both and in the whole once.
 */
import pg from 'pg'
import type { Period } from '../vocabulary/period.ts'
import type { Category, Dimension, Table } from '../vocabulary/table.ts'

const { escapeIdentifier: id, escapeLiteral: literal } = pg

/** Where the records lie: "statistics.detention", and its times. */
function recordsOf({ of, records }: Table): string {
  const name = of.replaceAll('-', '_')
  return `statistics.${id('times' in records ? `${name}_clock` : 'breaches' in records ? `${name}_breach` : name)}`
}

/** Rows of the population: `record`, `person`, `k` (key of the unit), and a code a dimension (`d0`, `d1`…). */
export function populationSql(table: Table, period: Period): string {
  const ofPerson = table.unit === 'persons'
  const columns = [
    'r.record_id as record',
    'r.person',
    `${ofPerson ? 'p.person_key' : 'r.record_key'} as k`,
    ...table.by.map((dimension, at) => `${codeSql(dimension)} as d${at}`),
  ]
  return `select ${columns.join(', ')} from ${recordsOf(table)} r${ofPerson ? ' join statistics.person p on p.pseudonym = r.person' : ''}
    where ${conditionSql(table, period)}`
}

/** Rows `{ body, title, n, k }`: the records of each source of the procedure, and without a name all of them. */
export function sourcesSql(table: Table, period: Period): string {
  const counted = 'count(r.record_id)::int as n, mod(sum(r.record_key), 4294967296)::bigint as k'
  return `select s.body, s.title, ${counted} from statistics.source s
      left join ${recordsOf(table)} r on r.source = s.id and ${conditionSql(table, period)}
      where exists (select from statistics.import i where i.source = s.id and i.procedure = ${literal(table.of)})
      group by s.id, s.body, s.title
    union all select null, null, ${counted} from ${recordsOf(table)} r where ${conditionSql(table, period)}`
}

/** Which records are counted. */
function conditionSql(table: Table, period: Period): string {
  const last = table.repeated === 'last' && 'moments' in table.records ? [lastSql(table, period)] : []
  return [ofPeriodSql(table, period, 'r'), ...last].join(' and ')
}

function ofPeriodSql({ only, records }: Table, period: Period, row: string): string {
  // A stock is that of the last month.
  const from = 'stock' in records ? period.until.subtract({ months: 1 }) : period.from
  return [
    countedSql(records, row),
    `${row}.period_start >= ${literal(from.toString())} and ${row}.period_start < ${literal(period.until.toString())}`,
    ...(only === undefined ? [] : [`${row}.${id(only.column)}::text = any(${list(only.oneOf)})`]),
  ].join(' and ')
}

/** No later record of the same case. What came in one month is in the order of the moments; then whichever, always the same. */
function lastSql(table: Table, period: Period): string {
  const moments = 'moments' in table.records ? table.records.moments : []
  const place = (row: string) =>
    `(${row}.period_start, array_position(${list(moments)}, ${row}.moment), ${row}.record_id)`
  return `not exists (select from ${recordsOf(table)} later where later.case_pseudonym = r.case_pseudonym
      and ${ofPeriodSql(table, period, 'later')} and ${place('later')} > ${place('r')})`
}

/**
 * Records counted as they stand, a row for each combination of values, and only then put into categories: what is done once a
 * record is to read it, count it and add its key.
 */
function combinationsSql(table: Table, period: Period): string {
  const columns = [...new Set(table.by.map(({ column }) => `r.${id(column)}`))]
  const counted = ['count(*) as n', 'sum(r.record_key) as k']
  const codes = table.by.map((dimension, at) => `${codeSql(dimension)} as d${at}`)
  return `select ${[...codes, 'r.n', 'r.k'].join(', ')} from (
      select ${[...columns, ...counted].join(', ')} from ${recordsOf(table)} r where ${conditionSql(table, period)}${columns.length === 0 ? '' : ` group by ${columns.join(', ')}`}) r`
}

function countedSql(records: Table['records'], row: string): string {
  if ('times' in records) return `${row}.rule = any(${list(records.times)})`
  if ('breaches' in records) return `split_part(${row}.rule, '.', 1) = ${literal(records.breaches)}`
  return `${row}.moment = any(${list('stock' in records ? ['stock'] : records.moments)})`
}

/**
 * Rows `{ margin, d0, d1…, n, k }`: for each set of dimensions (a bit each in `margin`) and each of its combinations the
 * count, with the sum of its contributors' keys modulo 2^32.
 */
export function cellsSql(table: Table, period: Period): string {
  const margins = marginsOf(table)
  const dimensions = table.by.map((_, at) => `d${at}`)
  if (table.unit !== 'persons') {
    if (dimensions.length === 0) return `select 0 as margin, ${ADDED} from (${combinationsSql(table, period)}) u`
    const sets = margins.map((margin) => `(${dimensions.filter((_, at) => margin.has(at)).join(', ')})`)
    const bits = dimensions.map((name, at) => `(1 - grouping(${name})) * ${2 ** at}`)
    return `select ${bits.join(' + ')} as margin, ${[...dimensions, ADDED].join(', ')}
      from (${combinationsSql(table, period)}) u group by grouping sets (${sets.join(', ')})`
  }
  const parts = margins.map((margin) => {
    const kept = dimensions.filter((_, at) => margin.has(at))
    const bits = [...margin].reduce((sum, at) => sum + 2 ** at, 0)
    const all = dimensions.map((name, at) => (margin.has(at) ? name : `null::text as ${name}`))
    return `(select ${[`${bits} as margin`, ...all, FIGURES].join(', ')}
      from (select distinct ${['person', 'k', ...kept].join(', ')} from population) u${kept.length === 0 ? '' : ` group by ${kept.join(', ')}`})`
  })
  return `with population as materialized (${populationSql(table, period)}) ${parts.join(' union all ')}`
}

const ADDED = 'sum(n)::int as n, mod(sum(k), 4294967296)::bigint as k'
const FIGURES = 'count(*)::int as n, mod(sum(k), 4294967296)::bigint as k'

/** The sets of dimensions by which the table is broken down, the whole (no dimension) among them. */
export function marginsOf({ by, margins }: Pick<Table, 'by' | 'margins'>): readonly ReadonlySet<number>[] {
  const all = Array.from(
    { length: 2 ** by.length },
    (_, bits) => new Set(by.flatMap((_d, at) => (bits & (2 ** at) ? [at] : []))),
  )
  return margins === 'all' ? all : all.filter(({ size }) => size <= 1 || size === by.length)
}

function codeSql({ column, categories, rest }: Dimension): string {
  const value = `r.${id(column)}`
  const branches = categories.map((category) => `when ${isIn(value, category)} then ${literal(category.code)}`)
  return `case ${branches.join(' ')} else ${rest === null ? 'null' : literal(rest)} end`
}

function isIn(value: string, category: Category): string {
  if ('values' in category) return `${value}::text = any(${list(category.values)})`
  return `${value} >= ${Number(category.from)}${category.below === null ? '' : ` and ${value} < ${Number(category.below)}`}`
}

function list(values: readonly string[]): string {
  return `array[${values.map((value) => literal(value)).join(', ')}]::text[]`
}

/** Fills a register with cases by copying one that was opened: rows, events, clocks and codes of names, of 200 offices and three years. */
import type pg from 'pg'
import type { Done } from '../../src/register/index.ts'

const SCHEMA = 'immigration_enforcement'
const OFFICES = 200

/** Columns that differ from case to case; all others are those of the case that is copied. `n` is its number, `m` its id. */
const OWN: Readonly<Record<string, string>> = {
  case_id: 'm.case_id',
  case_number: `upper(substr(md5(m.n::text), 1, 8)) || '-' || m.n`,
  pseudonym: `substr(sha256(m.case_id::text::bytea), 1, 20)`,
  opened_at: `now() - make_interval(mins => m.n % 1500000)`,
  changed_at: `now() - make_interval(mins => m.n % 1500000)`,
  state: `case when m.n % 50 = 0 then 'apprehended' else 'released' end`,
}
/** One case in fifty is open, and somebody owes something: the first of these for a column of time, the second for its rule. */
const DUE = [
  `case when m.n % 50 = 0 then now() + make_interval(mins => m.n % 10000) end`,
  `case when m.n % 50 = 0 then 'D3.judge' end`,
] as const

/** Copies the case until there are so many of them. */
export async function fillTo(owner: pg.Client, { caseId }: Done, cases: number): Promise<void> {
  const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${SCHEMA}.detention`)
  const from = rows[0]?.n ?? 0
  if (from >= cases) return
  await owner.query(`create temporary table made as
    select n, gen_random_uuid() as case_id from generate_series(${from + 1}, ${cases}) n`)
  await copy(owner, 'detention', caseId, (column) => {
    if (column.startsWith('office_')) return `'office-' || (m.n % ${OFFICES})`
    // Of all, and of each role.
    if (column.startsWith('due_')) return DUE[column.startsWith('due_rule') ? 1 : 0]
    return OWN[column] ?? null
  })
  await copy(owner, 'event', caseId, (column) =>
    column === 'case_id' ? 'm.case_id' : ['entry', 'key'].includes(column) ? 'gen_random_uuid()' : null,
  )
  // Ended ones: the scheduler has nothing to do with them.
  await copy(owner, 'clock', caseId, (column) =>
    column === 'case_id' ? 'm.case_id' : column === 'stopped_at' ? 'c.started_at' : null,
  )
  await owner.query(`insert into identity.name_token (compartment, token, case_id)
    select 'immigration-enforcement', sha256(('name ' || m.n)::bytea), m.case_id from made m`)
  await owner.query('drop table made')
  for (const table of [`${SCHEMA}.detention`, `${SCHEMA}.event`, `${SCHEMA}.clock`, 'identity.name_token'])
    await owner.query(`vacuum analyze ${table}`)
}

async function copy(
  owner: pg.Client,
  table: string,
  caseId: string,
  own: (column: string) => string | null,
): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`${SCHEMA}.${table}`],
  )
  const columns = rows.map(({ name }) => `"${name}"`).join(', ')
  const values = rows.map(({ name }) => own(name) ?? `c."${name}"`).join(', ')
  await owner.query(
    `insert into ${SCHEMA}.${table} (${columns}) select ${values} from ${SCHEMA}.${table} c cross join made m where c.case_id = '${caseId}'`,
  )
}

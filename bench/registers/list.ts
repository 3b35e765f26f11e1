/**
 * The 50 newest of 1,000,000 cases, seen by an officer of one of 200 offices: under the compiled row policy, beside the same rows
 * from the same table without policies, asked in turn on the same logins.
 */
import { sql } from 'kysely'
import { apply, type Firewall, loginsFor, openFirewall, ownSchema } from '../../src/firewall/index.ts'
import type { Store } from '../../src/store/index.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { inTurn, median, percentile } from '../samples.ts'
import { withStore } from '../store.ts'

const CASES = 1_000_000
const OFFICER = { id: '00000000-0000-4000-8000-000000000001', role: 'sms-enforcement', office: 'office-17' } as const
const LOGIN = 'observance_sms_enforcement'
const COLUMNS = ['id', 'office', 'state', 'opened_at', 'sealed']

export const registerList: Measurement = { name: 'register-list', run: () => withStore(measure) }

async function measure(store: Store): Promise<readonly Figure[]> {
  const firewall = await openFirewall(store, [OFFICER.role])
  await fill(store)
  const walled = () => ask(firewall, 'walled.detention', sql``)
  const bare = () => ask(firewall, 'bare.detention', sql`where office = ${OFFICER.office}`)
  const times = await inTurn(walled, bare, { warmUp: 200, rounds: 2000 })
  return [
    {
      name: `50 newest of ${CASES.toLocaleString('en')} cases under row policies, p99`,
      value: percentile(times.work, 0.99),
      compared: median(times.work),
      unit: 'ms',
      goal: 20,
      floor: { what: 'median of the same rows without policies', value: median(times.floor) },
      atMostTimes: 1.1,
    },
  ]
}

function ask(firewall: Firewall, table: string, where: ReturnType<typeof sql>): Promise<number> {
  return firewall.asOfficer(OFFICER, async (tx) => {
    const { rows } =
      await sql`select id, office, state, opened_at, sealed from ${sql.table(table)} ${where} order by opened_at desc limit 50`.execute(
        tx,
      )
    if (rows.length !== 50) throw new Error(`${table} showed ${rows.length} cases`)
    return rows.length
  })
}

/** Two tables with the same rows, one behind the wall. */
async function fill(store: Store): Promise<void> {
  const owner = await store.ownerClient()
  const logins = loginsFor([OFFICER.role]).map(({ name }) => name)
  for (const schema of ['bare', 'walled'])
    await owner.query(`create schema ${schema};
      create table ${schema}.detention (id uuid primary key default gen_random_uuid(), office text not null, state text not null,
        opened_at timestamptz not null, sealed bytea not null)`)
  await owner.query(`insert into bare.detention (office, state, opened_at, sealed)
    select 'office-' || (random() * 199)::int, 'detained', now() - make_interval(secs => random() * 100000000), decode(repeat(md5(i::text), 8), 'hex')
    from generate_series(1, ${CASES}) i; insert into walled.detention select * from bare.detention`)
  for (const schema of ['bare', 'walled'])
    await owner.query(`create index on ${schema}.detention (office, opened_at desc)`)
  await owner.query(`vacuum analyze bare.detention`)
  await owner.query(`vacuum analyze walled.detention`)
  await owner.query(`grant usage on schema bare to ${LOGIN}; grant select on bare.detention to ${LOGIN}`)
  const rows = { column: 'office', is: 'office' } as const
  const tables = [{ name: 'detention', reads: [{ login: LOGIN, columns: COLUMNS, rows }] }]
  await apply(owner, {
    logins,
    schemas: [ownSchema(logins, ['observance_register']), { name: 'walled', tables, functions: [] }],
  })
  await owner.end()
}

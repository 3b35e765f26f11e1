/** Closes what PostgreSQL tells every login of all the others: server-counters.sql says what and why. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

const CLOSING = readFileSync(join(import.meta.dirname, 'server-counters.sql'), 'utf8')

/** Closes it where the owner may, and says where it may not: only a superuser takes from everybody what the server gives. */
export async function closeCounters(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ open: boolean; may: boolean }>(
    `select has_table_privilege('public', 'pg_catalog.pg_stat_all_tables', 'select') or has_function_privilege('public', 'lo_create(oid)', 'execute')
         or has_function_privilege('public', 'pg_current_snapshot()', 'execute') as open,
       (select rolsuper from pg_roles where rolname = current_user) as may`,
  )
  const [{ open, may } = { open: true, may: false }] = rows
  if (!open) return
  if (may) await owner.query(CLOSING)
  else
    console.error(
      'Every login of this database sees counters of every table, and so when something happens behind a wall. Only a superuser can close that: see "Counters of the server" in docs/operate.md.',
    )
}

/** The database's time, which alone counts: the clock of a process may be wrong, and of several each has its own. */
import { sql } from 'kysely'
import type { Tx } from '../store/index.ts'
import type { Register } from './register.ts'

/** The moment in which the database is asked. */
export async function databaseTime(tx: Tx): Promise<Temporal.Instant> {
  const { rows } = await sql<{ now: Temporal.Instant }>`select clock_timestamp() as now`.execute(tx)
  if (rows[0] === undefined) throw new Error('internal error: the database gave no time')
  return rows[0].now
}

/** The day in the country, by the database's time. */
export async function databaseDay({ calendar }: Pick<Register, 'calendar'>, tx: Tx): Promise<Temporal.PlainDate> {
  return (await databaseTime(tx)).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

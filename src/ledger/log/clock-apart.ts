/**
 * The clock of this process beside the database's. The database's alone counts, so one that is apart decides nothing; it is
 * entered all the same, once while it lasts: a machine that tells another time is broken, or somebody has set it.
 */
import type pg from 'pg'
import { inRounds } from '../../store/index.ts'
import type { Keeping } from './keep.ts'
import { appendOwn } from './own-record.ts'

/** More than two machines that follow a time server are ever apart, less than any time of the law. */
const APART_SECONDS = 60
const BETWEEN_LOOKS_MS = 60_000

/** Looks each minute until told to stop, each time on a connection of its own. A look that fails is told and tried again. */
export async function watchProcessClock(
  connect: () => Promise<pg.Client>,
  { until, tell }: Pick<Keeping, 'until' | 'tell'>,
): Promise<void> {
  let wasApart = false
  const compare = async () => {
    const ahead = await look(connect, wasApart)
    const isApart = Math.abs(ahead) > APART_SECONDS
    if (isApart && !wasApart) tell(sentenceOn(ahead))
    wasApart = isApart
  }
  const failed = (error: unknown) =>
    `The clock could not be compared with the database's, and it is tried again: ${String(error)}.`
  await inRounds(compare, { between: BETWEEN_LOOKS_MS, tell, failed }, until)
}

function sentenceOn(ahead: number): string {
  const minutes = Math.round(Math.abs(ahead) / 60)
  return `The clock of this machine is ${minutes} minutes ${ahead > 0 ? 'ahead of' : 'behind'} the database's. The database's counts; set this one right.`
}

/** Seconds by which this process is ahead of the database; where it is newly apart, that has left its entry. */
async function look(connect: () => Promise<pg.Client>, wasApart: boolean): Promise<number> {
  const client = await connect()
  try {
    const { rows } = await client.query<{ now: string }>(
      'select floor(extract(epoch from clock_timestamp()))::bigint as now',
    )
    const database = Number(rows[0]?.now)
    const clock = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)
    if (Math.abs(clock - database) > APART_SECONDS && !wasApart)
      await appendOwn(client, 'register', 'ledger.clock-apart', { clock, database })
    return clock - database
  } finally {
    await client.end()
  }
}

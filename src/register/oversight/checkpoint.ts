/**
 * The signed head of a log, for anybody who wants to keep it on paper: the last one before this hour began. Who sees the log of all
 * registers grow by one sees that somebody has just gone to one of them, and may know who.
 */
import { sql } from 'kysely'
import { checkpointFromText, type LogName, parseNote, type Signed } from '../../ledger/index.ts'
import type { Register } from '../register.ts'

/** Null where the log has signed nothing yet; in the hour in which it began, its first. The same for everybody until the hour is over. */
export async function publishedCheckpoint({ firewall }: Register, log: LogName): Promise<Signed | null> {
  const { rows } = await firewall.asWatchdog((tx) =>
    sql<{ note: string }>`
      select c.note from ledger.checkpoint c join ledger.tree t on t.id = c.tree
      where t.log = ${log} and c.size = (
        select coalesce(max(p.size) filter (where p.signed_at < date_trunc('hour', clock_timestamp())), min(p.size))
        from ledger.checkpoint p where p.tree = t.id)
      order by t.number desc limit 1`.execute(tx),
  )
  const text = rows[0]?.note
  return text === undefined ? null : { text, checkpoint: checkpointFromText(parseNote(text).text) }
}

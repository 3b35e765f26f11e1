/** The signed head of a log as it was published last: for anybody who wants to keep it on paper. */
import { sql } from 'kysely'
import { checkpointFromText, type LogName, parseNote, type Signed } from '../../ledger/index.ts'
import type { Register } from '../register.ts'

/** Null where the log has signed nothing yet. */
export async function publishedCheckpoint({ firewall }: Register, log: LogName): Promise<Signed | null> {
  const { rows } = await firewall.asWatchdog((tx) =>
    sql<{ note: string }>`
      select c.note from ledger.tree t join ledger.checkpoint c on c.tree = t.id
      where t.log = ${log} order by t.number desc, c.size desc limit 1`.execute(tx),
  )
  const text = rows[0]?.note
  return text === undefined ? null : { text, checkpoint: checkpointFromText(parseNote(text).text) }
}

/** A person's own letters: where no mail server is set, this is where they are read. */
import type { Tx } from '../../store/index.ts'

export interface Letter {
  readonly id: string
  readonly day: string
  readonly subject: string
  readonly body: string
  readonly sentAt: Temporal.Instant | null
  readonly attempts: number
  readonly lastError: string | null
}

/** The reader's letters, the latest first. The row policy leaves out everybody else's. */
export async function myLetters(tx: Tx, { limit = 30 }: { readonly limit?: number } = {}): Promise<readonly Letter[]> {
  return tx
    .selectFrom('letter')
    .select(['id', 'day', 'subject', 'body', 'sent_at as sentAt', 'attempts', 'last_error as lastError'])
    .orderBy('day', 'desc')
    .limit(limit)
    .execute()
}

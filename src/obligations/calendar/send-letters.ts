/**
 * Posts the letters of the outbox by SMTP. One that cannot be posted stays, with the reason, and is tried again; without
 * a server they all stay, and people read them on their page.
 */
import { sql } from 'kysely'
import { asActor, type Database, systemReader, type Tx } from '../../store/index.ts'

/** After so many attempts a letter stays in the outbox for good. */
export const MOST_ATTEMPTS = 10

/** Takes one mail; fails with the reason. */
export type Post = (mail: { to: string; subject: string; text: string }) => Promise<void>

/** Posts through the server of an address such as `smtps://user:password@mail.example.org`. */
export async function smtpPost(
  url: string,
  from: string,
): Promise<{ readonly post: Post; readonly close: () => void }> {
  const { createTransport } = await import('nodemailer') // loaded where there is a mail server
  const transport = createTransport(url, { from, connectionTimeout: 10_000, socketTimeout: 20_000 } as object) // the types know no defaults beside a URL
  return {
    post: async (mail) => {
      await transport.sendMail({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }) // RFC 3834: no answers from machines
    },
    close: () => transport.close(),
  }
}

/**
 * Tries every letter that waits, each in a transaction of its own: what was posted is marked before the next is tried.
 * Two processes never hold the same letter. Gives how many went out and how many failed.
 */
export async function sendLetters(database: Database, post: Post): Promise<{ sent: number; failed: number }> {
  const waiting = await asActor(database, systemReader('post'), 'letter.send', waitingLetters)
  const counts = { sent: 0, failed: 0 }
  for (const id of waiting) {
    const outcome = await asActor(database, systemReader('post'), 'letter.send', (tx) => sendOne(tx, id, post))
    if (outcome !== 'taken') counts[outcome]++
  }
  return counts
}

/** Nothing goes to an account that has closed meanwhile. */
async function waitingLetters(tx: Tx): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('letter')
    .innerJoin('account', 'account.id', 'letter.account')
    .select('letter.id')
    .where('letter.sent_at', 'is', null)
    .where('letter.attempts', '<', MOST_ATTEMPTS)
    .where('account.closed_at', 'is', null)
    .orderBy('letter.day')
    .orderBy('letter.id')
    .execute()
  return rows.map(({ id }) => id)
}

async function sendOne(tx: Tx, id: string, post: Post): Promise<'sent' | 'failed' | 'taken'> {
  const letter = await tx
    .selectFrom('letter')
    .innerJoin('account', 'account.id', 'letter.account')
    .select(['account.email', 'letter.subject', 'letter.body'])
    .where('letter.id', '=', id)
    .where('letter.sent_at', 'is', null)
    .forUpdate('letter')
    .skipLocked()
    .executeTakeFirst()
  if (letter === undefined) return 'taken'
  const error = await post({ to: letter.email, subject: letter.subject, text: letter.body }).then(() => null, reasonOf)
  await tx
    .updateTable('letter')
    .set({
      attempts: sql<number>`attempts + 1`,
      last_error: error,
      ...(error === null ? { sent_at: sql<string>`now()` } : {}),
    })
    .where('id', '=', id)
    .execute()
  return error === null ? 'sent' : 'failed'
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}

/**
 * What happens by itself: letters are written each morning and posted, and what has run out is tidied away. What is due
 * or overdue is never decided here: every page computes it.
 */
import { sql } from 'kysely'
import { IDLE_MINUTES } from '../firewall/index.ts'
import { dayIn, sendLetters, smtpPost, type Translate, writeDigests } from '../obligations/calendar/index.ts'
import { asActor, type Store, startRounds, systemReader, type Tx } from '../store/index.ts'
import type { PostSettings } from './post-settings.ts'
import { textsIn } from './texts.ts'

/** The first round lets the first pages pass. */
const FIRST_ROUND_MS = 5_000
const BETWEEN_ROUNDS_MS = 15 * 60_000
/** From this hour at home a day's letters are written: before people begin to work. */
export const LETTER_HOUR = 6

export interface ClockOptions {
  readonly store: Store
  readonly timeZone: string
  /** Null where no mail server is set: letters stay in the outbox. */
  readonly post: PostSettings | null
  readonly now?: () => Temporal.Instant
}

/** Starts the rounds. Several processes may run them: a person's letter of a day is one row, posted under its lock. */
export function startClock(options: ClockOptions): { stop: () => Promise<void> } {
  return startRounds(() => round(options), {
    ...{ first: FIRST_ROUND_MS, between: BETWEEN_ROUNDS_MS, tell: (line) => console.error(line) },
    failed: (error) => `a round of letters failed: ${String(error)}`,
  })
}

/** One round: tidies, writes what this morning has to say, posts what waits. */
export async function round({ store, timeZone, post, now = Temporal.Now.instant }: ClockOptions): Promise<void> {
  const local = now().toZonedDateTimeISO(timeZone)
  await asActor(store.system, systemReader('tidying'), 'tidy', tidy)
  if (local.hour >= LETTER_HOUR) {
    const today = dayIn(timeZone, now())
    await asActor(store.system, systemReader('letters'), 'letter.write', (tx) =>
      writeDigests(tx, { today, translate: translateIn(timeZone) }),
    )
  }
  if (post !== null) await deliver(store, post)
}

async function deliver(store: Store, { url, from }: PostSettings): Promise<void> {
  const { post, close } = await smtpPost(url, from)
  try {
    await sendLetters(store.system, post)
  } finally {
    close()
  }
}

/** Sessions that ended, and forms kept for a day that nobody came back for. */
async function tidy(tx: Tx): Promise<void> {
  await sql`delete from followup.session where ends_at < now() or seen_at < now() - make_interval(mins => ${IDLE_MINUTES})`.execute(
    tx,
  )
  await sql`delete from followup.kept_form where kept_at < now() - interval '1 day'`.execute(tx)
}

/** The catalogue as letters and feeds ask it: in the reader's language, days in words. */
export function translateIn(timeZone: string): Translate {
  return (key, { dueOn, ...data }, language) => {
    const texts = textsIn(language, timeZone)
    return texts.named(key, typeof dueOn === 'string' ? { ...data, dueOn: texts.day(dueOn) } : data)
  }
}

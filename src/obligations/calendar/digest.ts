/**
 * One letter a day a person, with everything they have to hear, or none where there is nothing to say. Written into the
 * outbox; `send-letters.ts` posts them.
 */
import type { Tx } from '../../store/index.ts'
import type { Translate } from './feed.ts'
import { type Recipient, recipients, SECTIONS, type Tiding, tidingsOf } from './tidings.ts'

/** Lines of one section; the rest is counted, and the page shows them all. */
const LINES = 40

export interface DigestOptions {
  /** The day it is at home. */
  readonly today: Temporal.PlainDate
  readonly translate: Translate
}

/**
 * Writes the day's letters and gives how many are new. Runs in a transaction of the system's. Any number of processes
 * may call it any number of times: a person has one letter a day.
 */
export async function writeDigests(tx: Tx, { today, translate }: DigestOptions): Promise<number> {
  const people = await recipients(tx)
  const byAccount = Map.groupBy(await tidingsOf(tx, people, today), ({ account }) => account)
  const letters = people.flatMap((person) => {
    const tidings = byAccount.get(person.account)
    return tidings === undefined
      ? []
      : [{ ...letterTo(person, tidings, translate), account: person.account, day: today.toString() }]
  })
  if (letters.length === 0) return 0
  const written = await tx
    .insertInto('letter')
    .values(letters)
    .onConflict((conflict) => conflict.columns(['account', 'day']).doNothing())
    .returning('id')
    .execute()
  return written.length
}

/** Subject and text of a letter, in the person's language; every word comes from the catalogue. */
export function letterTo(
  person: Pick<Recipient, 'name' | 'language'>,
  tidings: readonly Tiding[],
  translate: Translate,
): { subject: string; body: string } {
  const say = (key: string, data: Readonly<Record<string, string | number>>) => translate(key, data, person.language)
  const bySection = Map.groupBy(tidings, ({ section }) => section)
  const sections = SECTIONS.flatMap((section) => {
    const all = bySection.get(section)
    if (all === undefined) return []
    const lines = all.slice(0, LINES).map(({ what, data }) => `- ${say(`letter.${section}.${what}`, data)}`)
    const more = all.length > LINES ? [`- ${say('letter.more', { count: all.length - LINES })}`] : []
    return [[say(`letter.section.${section}`, { count: all.length }), ...lines, ...more].join('\n')]
  })
  const overdue = bySection.get('overdue')?.length ?? 0
  return {
    subject: say('letter.subject', { count: tidings.length, overdue }),
    body: [say('letter.greeting', { name: person.name }), ...sections, say('letter.closing', {})].join('\n\n'),
  }
}

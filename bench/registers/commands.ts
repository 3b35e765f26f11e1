/**
 * Safeguarded commands, eight clients at once: each is judged, sealed, and committed in one transaction with its event,
 * clocks, log entry, access record and statistical record. Beside it the plainest durable insert of the same payload by
 * eight clients, in turn.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { EMBEDDED_OWNER } from '../../src/store/embedded.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { inTurn, median } from '../samples.ts'
import { connectionTo } from '../site.ts'
import { officer, type Sent, sendAll, shortDetention } from './sent.ts'
import { type Site, withRegisters } from './site.ts'

const ROLES = ['police-officer', 'sms-enforcement', 'place-officer', 'border-officer']
const CLIENTS = [...ROLES, ...ROLES]
/** Cases that each client brings to an end in a round. */
const CASES = 10
const [WARM_UP, ROUNDS] = [3, 15]
/** At least 0.35 of the plain inserts in the same time. */
const AT_MOST_TIMES = 1 / 0.35

export const commands: Measurement = { name: 'commands', run: () => withRegisters(measure) }

async function measure(site: Site): Promise<readonly Figure[]> {
  const plain = await plainInserts(site)
  try {
    const taken = await inTurn(
      () => Promise.all(CLIENTS.map((role) => casesOf(site, role))),
      () => Promise.all(CLIENTS.map((role) => plain.insert(shortDetention(officer(role))))),
      { warmUp: WARM_UP, rounds: ROUNDS },
    )
    const each = CLIENTS.length * CASES * shortDetention(officer()).length
    const [ours, theirs] = [median(taken.work) / each, median(taken.floor) / each]
    const aSecond = (milliseconds: number) => `${Math.round(1000 / milliseconds)} a second`
    return [
      {
        name: `a safeguarded command, ${CLIENTS.length} clients at once (${aSecond(ours)})`,
        value: ours,
        unit: 'ms',
        floor: { what: `a plain insert of the payload (${aSecond(theirs)})`, value: theirs },
        atMostTimes: AT_MOST_TIMES,
      },
    ]
  } finally {
    await plain.end()
  }
}

async function casesOf({ register }: Site, role: string): Promise<void> {
  const who = officer(role)
  for (let number = 0; number < CASES; number++) await sendAll(register, who, shortDetention(who))
}

/** A table with a key and the payload as it was sent, on as many connections as there are clients. */
async function plainInserts({ folder }: Site) {
  const pool = new pg.Pool({ ...connectionTo(folder, EMBEDDED_OWNER), max: CLIENTS.length })
  await pool.query('create table public.plain (id uuid primary key, payload jsonb not null)')
  return {
    async insert(sent: readonly Sent[]): Promise<void> {
      for (let number = 0; number < CASES; number++)
        for (const one of sent)
          await pool.query('insert into public.plain values ($1, $2)', [randomUUID(), JSON.stringify(one)])
    },
    end: () => pool.end(),
  }
}

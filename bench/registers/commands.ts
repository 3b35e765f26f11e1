/**
 * Safeguarded commands, eight clients at once: each is judged, sealed, and committed in one transaction with its event,
 * clocks, log entry, access record and statistical record. Beside it, in turn, the plainest durable insert of the same payload
 * and what somebody would write without safeguards (`peers.ts`), which says how much of the goal the disk and the rows leave.
 */
import type { Figure, Measurement } from '../measurement.ts'
import { allInTurn, median } from '../samples.ts'
import { makePeers, type Peer, type Peers } from './peers.ts'
import { officer, sendAll, shortDetention } from './sent.ts'
import { type Site, withRegisters } from './site.ts'

const ROLES = ['police-officer', 'sms-enforcement', 'place-officer', 'border-officer']
const CLIENTS = [...ROLES, ...ROLES]
/** Cases that each client brings to an end in a round. */
const CASES = 10
const [WARM_UP, ROUNDS] = [3, 15]
const STEPS = CLIENTS.length * CASES * shortDetention(officer()).length
/** At least 0.35 of the plain inserts in the same time. */
const AT_MOST_TIMES = 1 / 0.35

export const commands: Measurement = { name: 'commands', run: () => withRegisters(measure) }

async function measure(site: Site): Promise<readonly Figure[]> {
  const peers = await makePeers(site, CLIENTS.length)
  try {
    const { plain, unsynced, bare, bareInRole, awaited } = peers
    const taken = await allInTurn(
      {
        ours: () =>
          Promise.all(CLIENTS.map((role) => casesOf(role, (who) => sendAll(site.register, who, shortDetention(who))))),
        ...eachRound({ plain, unsynced, bare, bareInRole, awaited }),
      },
      { warmUp: WARM_UP, rounds: ROUNDS },
    )
    return figuresOf(peers, taken)
  } finally {
    await peers.end()
  }
}

function eachRound<Name extends string>(peers: Readonly<Record<Name, Peer>>): Record<Name, () => Promise<unknown>> {
  const rounds = Object.entries<Peer>(peers).map(([name, peer]) => [
    name,
    () => Promise.all(CLIENTS.map((role) => casesOf(role, (who) => peer(shortDetention(who))))),
  ])
  return Object.fromEntries(rounds) as Record<Name, () => Promise<unknown>> // of the same names
}

async function casesOf(role: string, take: (who: ReturnType<typeof officer>) => Promise<unknown>): Promise<void> {
  const who = officer(role)
  for (let number = 0; number < CASES; number++) await take(who)
}

type Measured = Readonly<Record<'ours' | 'plain' | 'unsynced' | 'bare' | 'bareInRole' | 'awaited', readonly number[]>>

function figuresOf({ rowsEach, statementsEach }: Peers, taken: Measured): readonly Figure[] {
  const each = (of: keyof Measured) => median(taken[of]) / STEPS
  const named = (of: keyof Measured, name: string) => `${name} (${Math.round(1000 / each(of))} a second)`
  const beside = (of: keyof Measured, name: string, floor: keyof Measured, what: string) => ({
    ...{ name: named(of, name), value: each(of), unit: 'ms' },
    floor: { what: named(floor, what), value: each(floor) },
  })
  const ours = `a safeguarded command, ${CLIENTS.length} clients at once`
  const insert = 'a plain insert of the payload'
  const rows = `its ${rowsEach.toFixed(1)} rows`
  return [
    { ...beside('ours', ours, 'plain', insert), atMostTimes: AT_MOST_TIMES },
    beside('ours', 'the same', 'bare', `${rows} by one function`),
    beside('bare', `${rows} by one function, as owner`, 'plain', insert),
    beside('bareInRole', `${rows} by one function, with a change of role`, 'plain', insert),
    beside('awaited', `${rows} by ${statementsEach.toFixed(1)} awaited statements`, 'plain', insert),
    beside('plain', insert, 'unsynced', 'the same without waiting for the disk'),
  ]
}

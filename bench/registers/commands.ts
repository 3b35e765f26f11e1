/**
 * Safeguarded commands, eight clients at once: each is judged, sealed, and committed in one transaction with its event,
 * clocks, log entry, access record and statistical record. Beside it the plainest durable insert of the same payload by
 * eight clients, in turn.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Asked, carryOut, type Who } from '../../src/register/index.ts'
import { EMBEDDED_OWNER } from '../../src/store/embedded.ts'
import type { Figure, Measurement } from '../measurement.ts'
import { inTurn, median } from '../samples.ts'
import { connectionTo } from '../site.ts'
import { type Site, withRegisters } from './site.ts'

const CLIENTS = 8
/** Cases that each client opens and brings to an end in a round, with four commands each. */
const [CASES, COMMANDS] = [10, 4]
const PER_ROUND = CLIENTS * CASES * COMMANDS
const [WARM_UP, ROUNDS] = [3, 15]
/** At least 0.35 of the plain inserts in the same time. */
const AT_MOST_TIMES = 1 / 0.35

const ROLES = ['police-officer', 'sms-enforcement', 'place-officer']
const ROLES_OF_CLIENTS = Array.from({ length: CLIENTS }, (_, number) => ROLES[number % ROLES.length] ?? '')

export const commands: Measurement = { name: 'commands', run: () => withRegisters(measure) }

async function measure(site: Site): Promise<readonly Figure[]> {
  const plain = await plainInserts(site)
  try {
    const taken = await inTurn(
      () => Promise.all(ROLES_OF_CLIENTS.map((role) => casesOf(site, officer(role)))),
      () => Promise.all(ROLES_OF_CLIENTS.map((role) => plain.insert(payloads(officer(role))))),
      { warmUp: WARM_UP, rounds: ROUNDS },
    )
    const perCommand = (times: readonly number[]) => median(times) / PER_ROUND
    return [
      {
        name: `a safeguarded command, ${CLIENTS} clients at once (${Math.round(1000 / perCommand(taken.work))} a second)`,
        value: perCommand(taken.work),
        unit: 'ms',
        floor: {
          what: `a plain insert of the payload (${Math.round(1000 / perCommand(taken.floor))} a second)`,
          value: perCommand(taken.floor),
        },
        atMostTimes: AT_MOST_TIMES,
      },
    ]
  } finally {
    await plain.end()
  }
}

/** Another one each time: nobody may open so many persons in an hour. */
const officer = (role: string): Who & { as: 'officer' } => ({ as: 'officer', id: randomUUID(), role, office: 'first' })

type Sent = Omit<Asked, 'on' | 'key'>

const SENT = { purpose: 'decide', assertedAt: null, nationalLawBasis: null, reasonsLong: null } as const

/** What is sent of a detention: opened, rights told, wishes noted, released. */
function payloads({ id }: Who & { as: 'officer' }): readonly Sent[] {
  const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()
  const of = (kind: Asked['kind'], step: string, facts: Asked['facts']): Sent => ({
    ...{ ...SENT, procedure: 'detention', kind, step, facts, person: null, code: null },
  })
  return [
    of('open', 'open', {
      ...{ libertyLostAt: ago(30), libertyLostPlace: 'AZ-BA', apprehendedBy: id, sex: 'male', nationality: 'UZ' },
      ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', accompaniedByChild: false, language: 'uz' },
      needsInterpreter: true,
    }),
    of('enter', 'tellRights', {
      ...{ rightsToldAt: ago(10), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
    }),
    of('enter', 'noteWishes', { wishesFamilyTold: 'yes', wishesConsulTold: 'no', wishesLawyer: 'yes' }),
    of('take', 'letGo', { releasedAt: ago(0), releaseReason: 'ended-by-agency' }),
  ]
}

async function casesOf({ register }: Site, who: Who & { as: 'officer' }): Promise<void> {
  for (let number = 0; number < CASES; number++) {
    let on: Asked['on'] = null
    for (const sent of payloads(who)) {
      const { caseId, event } = await carryOut(register, who, { ...sent, on, key: randomUUID() })
      on = { caseId, event }
    }
  }
}

/** A table with a key and the payload as it was sent, on as many connections as there are clients. */
async function plainInserts({ folder }: Site) {
  const pool = new pg.Pool({ ...connectionTo(folder, EMBEDDED_OWNER), max: CLIENTS })
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

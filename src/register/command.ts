/**
 * Carrying out a command: read the case, judge, and hand it to the commit function, all in one transaction. What is refused
 * is refused with every reason at once, and leaves nothing behind but its access record.
 */
import { randomUUID } from 'node:crypto'
import type { Purpose } from '../firewall/index.ts'
import { type Compartment, NEW_LAW } from '../procedures/index.ts'
import { StepRefused, type Tx } from '../store/index.ts'
import { actingOn } from './acting-on.ts'
import { openToDecide } from './case-file.ts'
import { commit, type DoneAlone, doneOf, remember } from './committed.ts'
import { bodyHash, commandOf } from './composed.ts'
import { databaseTime } from './database-time.ts'
import { judgementOf } from './judged.ts'
import { type Breach, type CaseActor, type Command, stepNamed } from './judgement/index.ts'
import { carryOutInOneTrip } from './one-trip.ts'
import { carryPassages } from './passage.ts'
import { carryReached } from './reach.ts'
import { Refused } from './refused.ts'
import { actingAs, actorOf, procedureNamed, type Register, refuseWalledOff, type Who } from './register.ts'
import { settleCase, unsettledCases } from './settle.ts'
import { openUnread } from './unread.ts'

export interface Asked extends Omit<Command, 'actor' | 'countersigner'> {
  readonly procedure: string
  /** The sender's own name for this submission: sent again, it is answered again and done once. */
  readonly key: string
  /** Null opens a case. */
  readonly on: { readonly caseId: string; readonly event: number } | null
  readonly purpose: Purpose
  /** Whom a new case is about, where they are known: a pointer. Null for somebody whom no case knows yet. */
  readonly person: Buffer | null
  /** Hash of the code with which the person comes to a new case; null where they get none now. */
  readonly code: Buffer | null
  /** The facts as they came, where they were sealed on the way here, each time anew: by these a repetition is known. */
  readonly cameAs?: Readonly<Record<string, unknown>>
  /** Whoever acts has no passkey, since they are invented, and has not yet confirmed otherwise that they mean a serious act. */
  readonly unconfirmed?: boolean
}

export interface Done {
  readonly caseId: string
  readonly event: number
  readonly state: string
  readonly recordedAt: string
  readonly breaches: readonly Breach[]
}

/** Carries it out as `who`. Refuses: `Refused` with all reasons; `StepRefused` where the database knew better; NotFound. */
export function carryOut(register: Register, who: Who, asked: Asked): Promise<Done> {
  return carryOutSigned(register, who, asked, null)
}

/** What the second of two confirms: the step is that of the first. */
export interface Signed {
  readonly proposal: string
  readonly first: CaseActor
}

/** The same of a step that needs two people: `who` is the second. */
export async function carryOutSigned(register: Register, who: Who, asked: Asked, signed: Signed | null): Promise<Done> {
  const { unsettled, passing, ...done } = await carryOutAlone(register, who, asked, signed)
  // What fails here is noted still, and the next round takes it: what was asked has been done.
  if (passing) await carry(register, procedureNamed(register, asked.procedure).compartment).catch(() => undefined)
  if (unsettled) await settle(register, asked.procedure, done.caseId).catch(() => undefined)
  return done
}

/** Opens the cases of other procedures that steps in the compartment have opened, and takes what they reach on others of their own; gives how many. */
async function carry(register: Register, compartment: Compartment): Promise<number> {
  const system = { as: 'system' } as const
  const bare = { assertedAt: null, nationalLawBasis: null, reasonsLong: null, code: null } as const
  const opened = await carryPassages(register, compartment, ({ procedure, ...of }) =>
    carryOut(register, system, {
      ...{ procedure, kind: 'open', step: 'open', on: null, purpose: 'protect', ...of },
      ...bare,
    }),
  )
  const reached = await carryReached(register, compartment, (of) =>
    carryOut(register, system, { ...of, ...bare, purpose: 'decide', facts: {}, person: null }),
  )
  return opened + reached
}

/** Carries what is left to carry out of every compartment: a part of each round. */
export async function carryAll(register: Register): Promise<number> {
  let carried = 0
  for (const compartment of new Set(register.procedures.map((one) => one.compartment)))
    carried += await carry(register, compartment)
  return carried
}

/** Takes what the law makes happen by itself on the case now; gives how many steps that were. */
export function settle(register: Register, name: string, caseId: string): Promise<number> {
  return settleCase(register, procedureNamed(register, name), caseId, ({ event, step }) =>
    carryOutAlone(
      register,
      { as: 'system' },
      {
        ...{ procedure: name, kind: step === NEW_LAW ? 'enter' : 'take', step, purpose: 'decide' },
        ...{ key: randomUUID(), on: { caseId, event } },
        ...{ facts: {}, assertedAt: null, nationalLawBasis: null, reasonsLong: null, person: null, code: null },
      },
    ),
  )
}

/** Takes what is left to take on every case of every procedure: a part of each round. */
export async function settleAll(register: Register): Promise<number> {
  let taken = 0
  for (const procedure of register.procedures)
    for (const caseId of await unsettledCases(register, procedure))
      taken += await settle(register, procedure.name, caseId)
  return taken
}

async function carryOutAlone(
  register: Register,
  who: Who,
  asked: Asked,
  signed: Signed | null = null,
): Promise<DoneAlone> {
  // Who is walled off from a case is refused by the database.
  if (asked.on === null) refuseWalledOff(register, who, procedureNamed(register, asked.procedure))
  const done = signed === null ? await carryOutInOneTrip(register, who, asked) : null
  return done ?? carryOutAsItStands(register, who, asked, signed)
}

/** On the case as the database has it now. */
async function carryOutAsItStands(
  register: Register,
  who: Who,
  asked: Asked,
  signed: Signed | null,
): Promise<DoneAlone> {
  const procedure = procedureNamed(register, asked.procedure)
  const { on, step, purpose } = asked
  // Before the transaction of whoever acts: nobody holds one connection while waiting for another.
  const unread = on === null ? null : await openUnread(register, procedure, { who, step, purpose, ...on })
  const act = async (tx: Tx) => {
    const file = on === null ? null : (unread ?? (await openToDecide(register, tx, procedure, { ...on, purpose })))
    if (file?.keys.has(asked.key))
      return doneOf(await commit(tx, procedure, { key: asked.key, bodyHash: bodyHash(register, asked) }), [])
    if (file !== null && file.state.eventNo !== asked.on?.event) throw new StepRefused('case-changed')
    const given = {
      who: signed === null ? who : whoIs(signed.first),
      asked,
      file,
      now: file?.now ?? (await databaseTime(tx)),
    }
    const countersigner = signed === null ? null : actorOf(who)
    const judgement = await judgementOf(register, tx, { ...given, countersigner })
    if (judgement.refusals.length > 0) throw new Refused(judgement.refusals, procedure.name)
    confirmed(register, asked)
    const composed = commandOf(register, procedure, { ...given, judgement })
    const answer = await commit(tx, procedure, { ...composed, proposal: signed?.proposal ?? null })
    if (signed === null && unread === null && who.as !== 'system')
      remember(register, { who, asked, before: file?.rows ?? null, composed, answer })
    return doneOf(answer, judgement.breaches)
  }
  return on === null || unread !== null
    ? actingAs(register, who, act)
    : actingOn(register, who, { procedure, caseId: on.caseId, purpose }, act)
}

/** Signatures are asked for by the database; this is for those who cannot sign. */
export function confirmed(register: Register, asked: Asked): void {
  const step = stepNamed(procedureNamed(register, asked.procedure), asked.step)
  if (asked.unconfirmed === true && step?.serious === true)
    throw new StepRefused('signature-missing', { detail: bodyHash(register, asked) })
}

/** An officer who has proposed, as one who acts. */
function whoIs({ id, role, office }: CaseActor): Who {
  if (id === null) throw new Error('internal error: only officers propose')
  return { as: 'officer', id, role, office: office ?? '' }
}

/**
 * Takes what the law makes happen by itself on a case: at once after the commit that brought it about, and at the next
 * round where that was missed. Each step is a step like any other, judged and committed on the event that it starts from:
 * however many look, it is taken once.
 */
import { sql } from 'kysely'
import { type HoldName, NEW_LAW, openStates, type Procedure } from '../procedures/index.ts'
import { StepRefused, type Tx } from '../store/index.ts'
import { lookAround } from './around.ts'
import { type CaseFile, openCase } from './case-file.ts'
import { databaseDay } from './database-time.ts'
import { after, consequencesOf, lawAt, NOT_OPENED, type Turn } from './judgement/index.ts'
import type { Register } from './register.ts'
import { sqlName } from './tables/names.ts'

/** Takes the step on the case as the system; gives the number of the event. */
export type TakeStep = (on: {
  readonly caseId: string
  readonly event: number
  readonly step: string
}) => Promise<unknown>

const SYSTEM = { as: 'system' } as const

/** No case has so many steps due that follow from one another. */
const MOST_STEPS = 20

/** Takes every step that is due on the case, one after the other; gives how many this call took. */
export async function settleCase(
  register: Register,
  procedure: Procedure,
  caseId: string,
  take: TakeStep,
): Promise<number> {
  for (let taken = 0; taken < MOST_STEPS; taken++) {
    const found = await register.firewall.asSystem((tx) => nextStep(register, tx, procedure, caseId))
    if (found === null) return taken
    try {
      await take({ caseId, ...found })
    } catch (error) {
      // Somebody was first: what is left to do, the next look sees.
      if (error instanceof StepRefused && ['case-changed', 'not-open-from-here'].includes(error.rule)) return taken
      throw error
    }
  }
  throw new Error(`internal error: steps of the system on case ${caseId} bring one another about without end`)
}

/** The first step that is due; null, and the case is noted as settled, where none is. */
async function nextStep(register: Register, tx: Tx, procedure: Procedure, caseId: string) {
  const since = await noted(tx, procedure, caseId)
  if (since === null) return null
  const file = await openCase(register, tx, procedure, { caseId, purpose: 'decide' })
  const event = file.state.eventNo
  const [step] = await stepsDue(register, tx, file, since)
  if (step !== undefined) return { event, step }
  await sql`select ${sql.id(sqlName(procedure.compartment), 'settled')}(${caseId}, ${event})`.execute(tx)
  return null
}

async function stepsDue(register: Register, tx: Tx, file: CaseFile, since: number): Promise<readonly string[]> {
  const { state, now, holds } = file
  const procedure = lawAt(file.procedure, now, register.calendar)
  if (isBehind(file, procedure)) return [bringingUnder(procedure, state.state ?? '')]
  const looked = {
    caseId: file.caseId,
    person: null,
    step: '',
    who: SYSTEM,
    given: {},
    facts: state.facts,
    stood: state.facts,
    now,
  }
  const around = await lookAround(register, tx, file.procedure, looked)
  const standing = new Set(Object.keys(holds) as HoldName[]) // the keys of our own record
  const situation = { ...{ procedure, state: state.state, facts: state.facts, now }, holds: standing, ...around }
  return consequencesOf(
    register.modesOf(procedure),
    { ...situation, calendar: register.calendar },
    turnsSince(file, since),
  )
}

/** Whether a new law has come into force since the last event, and the case goes on. */
function isBehind({ procedure, events, state }: CaseFile, law: Procedure): boolean {
  const goesOn = state.state !== null && openStates(procedure).includes(state.state)
  return goesOn && law.since !== events.at(-1)?.version && law.entries[NEW_LAW] !== undefined
}

/** The step by which the law brings a case out of a state that is gone; any other stays where it is. */
function bringingUnder({ transitions }: Procedure, state: string): string {
  const found = Object.entries(transitions).find(
    ([, { uponLaw, from }]) => uponLaw === true && from !== 'any-open' && from.includes(state),
  )
  return found?.[0] ?? NEW_LAW
}

/** The events from that number on, with the case before and after each. */
function turnsSince({ procedure, events }: CaseFile, since: number): readonly Turn[] {
  let was = NOT_OPENED
  return events.flatMap((event) => {
    const before = was
    was = after(procedure, before, event)
    return event.no < since ? [] : [{ event, was: before, is: was }]
  })
}

async function noted(tx: Tx, procedure: Procedure, caseId: string): Promise<number | null> {
  const { rows } = await sql<{ since: number }>`
    select since from ${sql.id(sqlName(procedure.compartment), 'unsettled')} where case_id = ${caseId}`.execute(tx)
  return rows[0]?.since ?? null
}

/** Cases that are noted: what a crash left over, and what a moratorium touched. */
export async function unsettledCases(register: Register, procedure: Procedure): Promise<readonly string[]> {
  const { rows } = await register.firewall.asSystem((tx) =>
    sql<{ caseId: string }>`select case_id as "caseId" from ${sql.id(sqlName(procedure.compartment), 'unsettled')}
      where procedure = ${procedure.name} limit 500`.execute(tx),
  )
  return rows.map(({ caseId }) => caseId)
}

/** Notes the cases to which something comes with the day: a moratorium on removals to a country, a new law. Due once a day, and at start. */
export async function wakeForTheDay(register: Register, procedure: Procedure): Promise<void> {
  const wake = sql.id(sqlName(procedure.compartment), `wake_${sqlName(procedure.name)}`)
  await register.firewall.asSystem(async (tx) => {
    const countries = register.places.countriesUnderMoratorium(await databaseDay(register, tx))
    await sql`select ${wake}(${countries}::text[])`.execute(tx)
  })
}

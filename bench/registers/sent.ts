/** Who acts in the measurements, and what they send of a detention. */
import { randomUUID } from 'node:crypto'
import { type Asked, carryOut, type Done, type Register, type Who } from '../../src/register/index.ts'

export type BenchOfficer = Who & { readonly as: 'officer' }

/** Another one each time: nobody may open so many persons in an hour. */
export function officer(role = 'police-officer', office = 'office-17'): BenchOfficer {
  return { as: 'officer', id: randomUUID(), role, office }
}

/** What is sent, but for the case on which it was decided. */
export type Sent = Omit<Asked, 'on' | 'key'>

const ago = (minutes: number) => Temporal.Now.instant().subtract({ minutes }).round('millisecond').toString()

const of = (kind: Asked['kind'], step: string, facts: Asked['facts']): Sent => ({
  ...{ procedure: 'detention', kind, step, facts, purpose: 'decide', person: null, code: null },
  ...{ assertedAt: null, nationalLawBasis: null, reasonsLong: null },
})

export function opening({ id }: BenchOfficer): Sent {
  return of('open', 'open', {
    ...{ libertyLostAt: ago(30), libertyLostPlace: 'AZ-BA', apprehendedBy: id, sex: 'male', nationality: 'UZ' },
    ...{ birthDateKnown: '1990-05-17', ageBasis: 'documented', accompaniedByChild: false, language: 'uz' },
    needsInterpreter: true,
  })
}

export const wishes = () =>
  of('enter', 'noteWishes', { wishesFamilyTold: 'yes', wishesConsulTold: 'no', wishesLawyer: 'yes' })

/** A whole short detention: opened, rights told, wishes noted, released. */
export function shortDetention(who: BenchOfficer): readonly Sent[] {
  return [
    opening(who),
    of('enter', 'tellRights', {
      ...{ rightsToldAt: ago(10), rightsToldHow: 'interpreter-in-person', rightsUnderstood: true },
    }),
    wishes(),
    of('take', 'letGo', { releasedAt: ago(0), releaseReason: 'ended-by-agency' }),
  ]
}

/** Sends one after the other on one case; gives where it stands then. */
export async function sendAll(register: Register, who: Who, all: readonly Sent[]): Promise<Done> {
  let done: Done | null = null
  for (const sent of all)
    done = await carryOut(register, who, {
      ...{ ...sent, key: randomUUID() },
      on: done === null ? null : { caseId: done.caseId, event: done.event },
    })
  if (done === null) throw new Error('nothing was sent')
  return done
}

/** Walls without doors: who is walled off neither reads nor opens nor acts; who reads less does not get more by a part. */
import { isOfficerRole, OFFICER_ROLES, type Procedure, putOnBy } from '../vocabulary/index.ts'
import { declaredSteps } from './declared.ts'
import type { Found } from './finding.ts'

export function wallFindings(procedure: Procedure): readonly Found[] {
  return [...doors(procedure), ...partsRead(procedure), ...readTooMuch(procedure), ...neverPutOn(procedure)]
}

/** Whoever reads single cases reads none unless somebody puts them on; with consent, the person's side alone does. */
function neverPutOn(procedure: Procedure): readonly Found[] {
  return OFFICER_ROLES.flatMap((role) => {
    const by = putOnBy(procedure, role)
    if (by === null) return []
    if (by.length === 0)
      return [{ name: role, rule: 'put-on-by-nobody', reason: 'It reads single cases, and nobody puts it on one.' }]
    const others = procedure.reads[role]?.cases === 'consented' ? by.filter(isOfficerRole) : []
    return others.map((other) => ({
      name: role,
      rule: 'consent-of-another',
      reason: `It reads with the person's consent, and ${other} could put it on a case.`,
    }))
  })
}

function doors(procedure: Procedure): readonly Found[] {
  const off = new Set<string>(procedure.walledOff)
  const reading = Object.keys(procedure.reads).map((role) => ({ role, how: 'reads' }))
  // Where anybody at all may open a case, officials may too: what goes in does not come out.
  const acting = declaredSteps(procedure)
    .filter(({ name, by }) => name !== 'open' || !by.includes('anyone'))
    .flatMap(({ name, by }) => by.map((role) => ({ role, how: `takes ${name}` })))
  const second = Object.entries(procedure.transitions).flatMap(([name, { countersigned }]) =>
    (countersigned ?? []).map((role) => ({ role, how: `countersigns ${name}` })),
  )
  // A person's own sentence goes to nobody behind the wall; what an officer must hand over is an officer's step.
  const told = Object.entries(procedure.entries).flatMap(([name, { by, to }]) =>
    (by.includes('person') ? (to ?? []) : []).map((role) => ({ role, how: `is told by ${name}` })),
  )
  return [...reading, ...acting, ...second, ...told]
    .filter(({ role }) => off.has(role))
    .map(({ role, how }) => ({ name: role, rule: 'door-in-the-wall', reason: `It is walled off, and ${how}.` }))
}

function partsRead(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.reads).flatMap(([role, reads]) =>
    (reads?.parts ?? [])
      .filter((part) => !Object.hasOwn(procedure.parts, part))
      .map((part) => ({
        name: role,
        rule: 'no-such-part',
        reason: `It reads ${part}, and there is no such sub-record.`,
      })),
  )
}

/** A sensitive fact needs a grant of its own: a part that is read whole must not bring it in by the side. */
function readTooMuch(procedure: Procedure): readonly Found[] {
  return Object.entries(procedure.reads).flatMap(([role, reads]) => {
    if (reads?.facts !== 'all-but-sensitive') return []
    const { parts = [] } = reads
    return Object.entries(procedure.facts)
      .filter(([, { part, sensitive }]) => part !== null && parts.includes(part) && sensitive)
      .map(([fact]) => ({
        ...{ name: role, rule: 'reads-too-much' },
        reason: `It reads all but what is sensitive, and gets ${fact} with a sub-record.`,
      }))
  })
}

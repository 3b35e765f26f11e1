/** Why an officer opens cases: each role has a usual purpose, and names another where it has one. The person sees it. */
import { OFFICERS_PURPOSES, type Purpose } from '../../firewall/index.ts'
import type { OfficerRole } from '../../procedures/index.ts'
import type { Exchange } from '../exchange.ts'

/** Roles that do not decide on the State's side. */
const USUAL: Readonly<Partial<Record<OfficerRole, Purpose>>> = {
  judge: 'hear',
  'court-registrar': 'prepare',
  lawyer: 'assist',
  'legal-aid-officer': 'assist',
  guardian: 'protect',
  'child-protection-officer': 'protect',
  'consular-officer': 'assist',
  'ombuds-officer': 'supervise',
  'ombuds-npm': 'inspect',
  'school-registrar': 'enrol',
  clinician: 'treat',
  'health-registrar': 'treat',
  'victim-worker': 'protect',
  'identification-team': 'protect',
  'shelter-worker': 'protect',
  'data-protection-auditor': 'audit',
}

/** The purpose that the address names (`?for=hear`), else the usual one of the role. */
export function purposeOf(exchange: Exchange): Purpose {
  const named = exchange.query('for')
  const { role } = exchange.officer()
  return (
    OFFICERS_PURPOSES.find((purpose) => purpose === named) ??
    (role in USUAL ? USUAL[role as OfficerRole] : undefined) ?? // looked up as any name
    'decide'
  )
}

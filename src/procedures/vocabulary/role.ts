/** Who acts in procedures, the agency each belongs to, and the compartments in which their records lie. */

/** Role → agency. Names are generic; a country pack says which of its institutions is which agency. */
export const AGENCY_OF = {
  'sms-officer': 'migration-service',
  'sms-regularization': 'migration-service',
  'sms-enforcement': 'migration-service',
  'sms-enforcement-head': 'migration-service',
  'asylum-officer': 'migration-service',
  'statelessness-officer': 'migration-service',
  'border-officer': 'border-service',
  'place-officer': 'place-of-detention',
  'police-officer': 'interior',
  'trafficking-investigator': 'interior',
  judge: 'courts',
  'court-registrar': 'courts',
  prosecutor: 'prosecution',
  'ombuds-officer': 'ombudsperson',
  'ombuds-npm': 'ombudsperson',
  'legal-aid-officer': 'legal-aid',
  lawyer: 'legal-aid',
  guardian: 'child-protection',
  'child-protection-officer': 'child-protection',
  'school-registrar': 'education',
  'education-officer': 'education',
  'health-registrar': 'health',
  clinician: 'health',
  'civil-registrar': 'civil-registry',
  'labour-inspector': 'labour',
  'licensing-officer': 'labour',
  'employment-officer': 'labour',
  'social-officer': 'social-protection',
  'shelter-worker': 'social-protection',
  'reintegration-officer': 'social-protection',
  'identification-team': 'victim-protection',
  'victim-worker': 'victim-protection',
  'consular-officer': 'foreign-affairs',
  statistician: 'statistics',
  'data-protection-auditor': 'data-protection',
} as const

/** An official of an agency: signs in, and has a login role of the database. */
export type OfficerRole = keyof typeof AGENCY_OF
export type Agency = (typeof AGENCY_OF)[OfficerRole]

export const AGENCIES: readonly Agency[] = [...new Set(Object.values(AGENCY_OF))]

/** Whom a case is about, those who speak for them, and whoever helps: by code, never by a compulsory account. */
export const PEOPLE_ROLES = ['person', 'representative', 'anyone'] as const
export type PersonRole = (typeof PEOPLE_ROLES)[number]

/** `system` takes a step that the law makes happen by itself: an end of time, a hold that came. */
export type Actor = OfficerRole | PersonRole | 'system'

export const OFFICER_ROLES = Object.keys(AGENCY_OF) as readonly OfficerRole[] // the keys of our own literal

export function isOfficerRole(role: string): role is OfficerRole {
  return role in AGENCY_OF
}

/** Those who detain, remove or charge; and what of the migration service decides on status. */
export const IMMIGRATION_ENFORCEMENT = [
  'sms-enforcement',
  'sms-enforcement-head',
  'border-officer',
  'place-officer',
  'police-officer',
] as const satisfies readonly OfficerRole[]

export const IMMIGRATION_ADMINISTRATION = [
  'sms-officer',
  'sms-regularization',
] as const satisfies readonly OfficerRole[]

/** Who names a lawyer, as a rule: the person, legal aid, the judge. */
export const LAWYER_BY = ['person', 'representative', 'legal-aid-officer', 'judge'] as const satisfies readonly (
  | OfficerRole
  | PersonRole
)[]

/** Who names a guardian: never the agency that acts against the child. */
export const GUARDIAN_BY = ['child-protection-officer', 'judge'] as const satisfies readonly OfficerRole[]

/**
 * Who records that the age procedure has ended finally with an adult: after any appeal, and never the agency that detains
 * or expels (p. 36(b); JGC4/23: in doubt a child).
 */
export const AGE_DECIDED_BY = [
  'judge',
  'guardian',
  'child-protection-officer',
] as const satisfies readonly OfficerRole[]

/** A body of data that serves one purpose: a schema of the database, with a pseudonym of its own for each person. */
export const COMPARTMENTS = [
  'immigration-enforcement',
  'immigration-administration',
  'justice',
  'ombudsperson',
  'education',
  'health',
  'victim-protection',
  'civil-registry',
  'labour',
  'social-protection',
  'consular',
  'identity',
  'statistics',
] as const
export type Compartment = (typeof COMPARTMENTS)[number]

/**
 * On which side of the wall records of a compartment arise: those that detain and remove, those that are kept from them, or
 * neither. A table joins the two for approved figures alone.
 */
export function enforcementOrProtected(compartment: Compartment | undefined): 'enforcement' | 'protected' | 'other' {
  if (compartment === 'immigration-enforcement') return 'enforcement'
  const kept: readonly (Compartment | undefined)[] = ['education', 'health', 'ombudsperson', 'victim-protection']
  return kept.includes(compartment) ? 'protected' : 'other'
}

/** The compartments that may hold a migration status, a permit or the number of an identity document; no other may. */
export const KNOWS_STATUS = [
  'immigration-enforcement',
  'immigration-administration',
  'statistics',
  'identity',
] as const satisfies readonly Compartment[]

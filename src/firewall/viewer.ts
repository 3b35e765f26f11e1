/**
 * Who looks, and which audiences that makes them part of. Officers of the registers are of none but the statisticians' own:
 * they act in a role of their agency.
 */
import type { Reader } from '../store/index.ts'

export const ROLES = ['public', 'secretariat', 'official', 'nhri', 'civil-society', 'committee', 'officer'] as const
export type Role = (typeof ROLES)[number]

/** The role of a stored name; anything else is a fault of ours. */
export function asRole(role: string): Role {
  const known = ROLES.find((name) => name === role)
  if (known === undefined) throw new Error(`unknown role ${role}`)
  return known
}

/** A person at a screen, or the public. */
export interface Viewer {
  /** The account's id; null for the public. */
  readonly account: string | null
  readonly name: string
  readonly role: Role
  /** Code of the institution of secretariat, officials and the NHRI. */
  readonly institution: string | null
  /** Code of the organization of civil society. */
  readonly organization: string | null
  /** Of an officer of the registers alone: the role in the agency, and the office. */
  readonly duty?: Duty
  /** ISO 639-1. */
  readonly language: string
}

export interface Duty {
  /** "school-registrar". */
  readonly role: string
  /** Code of an office of the country pack. */
  readonly office: string
}

/** The duty of an account's row: the database holds both or none. */
export function dutyOf(row: { agency_role: string | null; office: string | null }): Pick<Viewer, 'duty'> {
  return row.agency_role === null || row.office === null ? {} : { duty: { role: row.agency_role, office: row.office } }
}

/** Somebody who has not signed in. */
export function publicViewer(language: string): Viewer {
  return { account: null, name: '', role: 'public', institution: null, organization: null, language }
}

/** The reader under whose name and audiences the viewer's queries run. */
export function readerOf(viewer: Viewer): Reader {
  return { actor: viewer.account ?? 'public', audiences: audiencesOf(viewer), language: viewer.language }
}

/** What the viewer sees of rows with an audience: their own institution's drafts, never another's. */
export function audiencesOf(viewer: Viewer): readonly string[] {
  return ['public', ...BY_ROLE[viewer.role], ...ownAudiences(viewer)]
}

const BY_ROLE: Readonly<Record<Role, readonly string[]>> = {
  public: [],
  secretariat: ['officials', 'secretariat', 'consultation'],
  official: ['officials', 'consultation'],
  nhri: ['nhri', 'consultation'],
  'civil-society': ['consultation'],
  committee: ['committee', 'consultation'],
  officer: [],
}

function ownAudiences(viewer: Viewer): string[] {
  return [
    ...(viewer.institution === null ? [] : [`institution:${viewer.institution}`]),
    ...(viewer.organization === null ? [] : [`organization:${viewer.organization}`]),
    // The human rights institution contributes to consultations beside the organizations, under its own code.
    ...(viewer.role === 'nhri' && viewer.institution !== null ? [`organization:${viewer.institution}`] : []),
    // Tables under review are under embargo: whoever makes them sees them, ministers do not.
    ...(viewer.duty?.role === 'statistician' ? ['statistics'] : []),
    ...(viewer.account === null ? [] : [`account:${viewer.account}`]),
  ]
}

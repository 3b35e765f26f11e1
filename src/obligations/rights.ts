/**
 * Who may do what to an obligation. Commands check these, and pages show a button only where they hold. What a person
 * may read is not said here: row policies say it.
 */
import type { Viewer } from '../firewall/index.ts'
import { StepRefused } from '../store/index.ts'

/** An institution's part in an obligation, with the person who validates there, named or by post. */
export interface Part {
  readonly institution: string
  readonly part: string
  readonly validator: string | null
}

/** Imports, decides, assigns, sets targets, keeps the calendar, splits and groups. */
export function isSecretariat(viewer: Viewer): boolean {
  return viewer.role === 'secretariat'
}

/** Belongs to an institution that leads or contributes. */
export function takesPart(viewer: Viewer, parts: readonly Part[]): boolean {
  return belongsToState(viewer) && parts.some((part) => part.institution === viewer.institution)
}

export function leads(viewer: Viewer, parts: readonly Part[]): boolean {
  return belongsToState(viewer) && parts.some((part) => part.part === 'lead' && part.institution === viewer.institution)
}

/** Plan measures, type values, add evidence. */
export function mayWorkOn(viewer: Viewer, parts: readonly Part[]): boolean {
  return isSecretariat(viewer) || takesPart(viewer, parts)
}

export function mayClaim(viewer: Viewer, parts: readonly Part[]): boolean {
  return takesPart(viewer, parts)
}

/** The lead institution's validator, and never the person who claims. */
export function mayValidate(viewer: Viewer, parts: readonly Part[], claimedBy: string): boolean {
  const validator = parts.find((part) => part.part === 'lead')?.validator ?? null
  return viewer.account !== null && viewer.account === validator && viewer.account !== claimedBy
}

export type Assessor = 'state' | 'nhri' | 'civil-society' | 'committee'

/** As whom the viewer may assess. The secretariat also types what the Committee has published. */
export function assessorsOf(viewer: Viewer, parts: readonly Part[]): readonly Assessor[] {
  switch (viewer.role) {
    case 'secretariat':
      return ['state', 'committee']
    case 'official':
      return leads(viewer, parts) ? ['state'] : []
    case 'nhri':
    case 'civil-society':
    case 'committee':
      return [viewer.role]
    case 'public':
    case 'officer':
      return []
    default:
      return viewer.role satisfies never
  }
}

/** Refuses the step unless the rule holds. */
export function refuseUnless(allowed: boolean): void {
  if (!allowed) throw new StepRefused('not-your-task')
}

/** The account that acts; the public has none. */
export function accountOf(viewer: Viewer): string {
  if (viewer.account === null) throw new StepRefused('not-your-task')
  return viewer.account
}

/** The NHRI too, where it is asked to act on its own account. */
function belongsToState(viewer: Viewer): boolean {
  return (
    (viewer.role === 'secretariat' || viewer.role === 'official' || viewer.role === 'nhri') &&
    viewer.institution !== null
  )
}

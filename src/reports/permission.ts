/**
 * Who may do what with a report. What a person may read of it the row policies say: a draft begins as its institution's
 * own, invisible to all others, and is shared by widening its audience.
 */
import type { Viewer } from '../firewall/index.ts'
import { StepRefused } from '../store/index.ts'

interface Audienced {
  readonly audience: string
}

/** Begins reports, writes in them, comments on them, approves them for an institution of the State. */
export function mayDraft(viewer: Viewer): boolean {
  return viewer.account !== null && (viewer.role === 'secretariat' || viewer.role === 'official')
}

/** Writes introduction and methodology too, shares the draft and asks for approval: the secretariat, or whose own draft it still is. */
export function mayWriteWhole(viewer: Viewer, report: Audienced): boolean {
  return mayDraft(viewer) && (viewer.role === 'secretariat' || report.audience === ownAudience(viewer))
}

/** Reads earlier versions, comments and approvals. They stay within the State when a draft goes out to consultation. */
export function mayReadDrafting(viewer: Viewer): boolean {
  return mayDraft(viewer)
}

/** Only the secretariat sends the State's word out of the house. */
export function mayFreeze(viewer: Viewer): boolean {
  return mayDraft(viewer) && viewer.role === 'secretariat'
}

export function ownAudience(viewer: Viewer): string {
  return `institution:${viewer.institution}`
}

export function refuseUnless(allowed: boolean): void {
  if (!allowed) throw new StepRefused('not-your-task')
}

/** The person and institution that act. Refuses whoever belongs to no institution of the State. */
export function actingFor(viewer: Viewer): { readonly account: string; readonly institution: string } {
  if (!mayDraft(viewer) || viewer.account === null || viewer.institution === null)
    throw new StepRefused('not-your-task')
  return { account: viewer.account, institution: viewer.institution }
}

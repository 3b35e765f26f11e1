/**
 * How far a row is seen: it begins as its institution's or organization's own draft, and is shared with officials or
 * with everybody. The row policies keep the draft from everybody else.
 */
import type { Viewer } from '../firewall/index.ts'
import { Invalid } from '../store/index.ts'

export const SHARINGS = ['own', 'officials', 'public'] as const
export type Sharing = (typeof SHARINGS)[number]

/** The audience of what the viewer writes. Refuses "officials" to those who are not: they could not read it again. */
export function audienceFor(viewer: Viewer, sharing: Sharing): string {
  if (sharing === 'public') return 'public'
  if (sharing === 'officials') {
    if (viewer.role === 'secretariat' || viewer.role === 'official') return 'officials'
    throw new Invalid([{ field: 'sharing', rule: 'officials-only-for-officials' }])
  }
  return ownAudience(viewer)
}

/** The draft audience of the viewer's own institution, organization or committee. */
export function ownAudience(viewer: Viewer): string {
  if (viewer.institution !== null) return `institution:${viewer.institution}`
  if (viewer.organization !== null) return `organization:${viewer.organization}`
  return viewer.role === 'committee' ? 'committee' : `account:${viewer.account}`
}

/** The other way round, for a form that shows what is there. */
export function sharingOf(audience: string): Sharing {
  return audience === 'public' || audience === 'officials' ? audience : 'own'
}

/** From the narrowest to the widest; a value replaces another only where everybody who saw that one sees this one. */
export function isAsWide(audience: string, other: string): boolean {
  return audience === other || SHARINGS.indexOf(sharingOf(audience)) > SHARINGS.indexOf(sharingOf(other))
}

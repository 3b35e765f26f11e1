/** Who does what in a consultation. Pages ask the same before they show a button. */
import type { Viewer } from '../../firewall/index.ts'

/** The secretariat opens rounds, moves their dates and answers. */
export function mayRunRounds(viewer: Viewer): boolean {
  return viewer.role === 'secretariat' && viewer.account !== null
}

/** Civil society and the human rights institution contribute, each for itself. */
export function mayContribute(viewer: Viewer): boolean {
  return viewer.account !== null && contributorOf(viewer) !== null
}

/** Under which code the viewer contributes; null for those who do not. */
export function contributorOf(viewer: Viewer): string | null {
  if (viewer.role === 'civil-society') return viewer.organization
  return viewer.role === 'nhri' ? viewer.institution : null
}

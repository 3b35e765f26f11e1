/** Who brings documents in. Pages ask the same before they show the way to it. */
import type { Viewer } from '../../firewall/index.ts'
import { StepRefused } from '../../store/index.ts'

/** The secretariat of the coordinating body imports documents and the Human Rights Index. */
export function mayImport(viewer: Viewer): boolean {
  return viewer.role === 'secretariat' && viewer.account !== null
}

/** The account of a viewer who may import; everybody else is refused. */
export function importerOf(viewer: Viewer): string {
  if (!mayImport(viewer) || viewer.account === null) throw new StepRefused('not-your-task')
  return viewer.account
}

/** Who looks after people and their posts. Pages ask the same before they show a button. */
import type { Viewer } from '../../firewall/index.ts'
import type { Tx } from '../../store/index.ts'

/** The secretariat opens, changes and closes accounts. */
export function mayManageAccounts(viewer: Viewer): boolean {
  return viewer.role === 'secretariat' && viewer.account !== null
}

/** Whose work passes to somebody else: one's own, that of one's institution for its head, anybody's for the secretariat. */
export function mayHandOver(viewer: Viewer, from: Person, head: string | null): boolean {
  if (viewer.account === null) return false
  return viewer.role === 'secretariat' || viewer.account === from.id || viewer.account === head
}

/** The posts of an institution are given by the secretariat, and by its own head. */
export function mayAppoint(viewer: Viewer, head: string | null): boolean {
  return viewer.account !== null && (viewer.role === 'secretariat' || viewer.account === head)
}

export interface Person {
  readonly id: string
  readonly institution: string | null
}

/** The account that holds the post of head; null where it is vacant. */
export async function headOf(tx: Tx, institution: string | null): Promise<string | null> {
  if (institution === null) return null
  const row = await tx
    .selectFrom('post')
    .select('account')
    .where('institution', '=', institution)
    .where('post', '=', 'head')
    .executeTakeFirst()
  return row?.account ?? null
}

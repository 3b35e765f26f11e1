/** In whose name a command acts: an open account that is named, or on the embedded database an invented one while there are no others. */
import type { Viewer } from '../firewall/index.ts'
import { asReader, type Store, systemReader } from '../store/index.ts'
import { Refused, WrongUse } from './refused.ts'

interface Whose {
  readonly column: 'role' | 'agency_role'
  readonly is: 'secretariat' | 'statistician'
  /** "an open account of the secretariat" */
  readonly called: string
}

export const SECRETARIAT: Whose = { column: 'role', is: 'secretariat', called: 'account of the secretariat' }
export const STATISTICIAN: Whose = { column: 'agency_role', is: 'statistician', called: 'account of a statistician' }

/** Refuses, in one sentence, where nobody is named (WrongUse) or nobody has the address (Refused). */
export async function inTheNameOf(
  store: Store,
  { column, is, called }: Whose,
  email: string | undefined,
): Promise<Viewer> {
  const rows = await asReader(store.web, systemReader('import'), (tx) =>
    tx
      .selectFrom('account')
      .select(['id', 'name', 'role', 'agency_role', 'office', 'institution', 'language', 'email', 'demonstration'])
      .where(column, '=', is)
      .where('closed_at', 'is', null)
      .orderBy('email')
      .execute(),
  )
  const found = email === undefined ? rows : rows.filter((row) => row.email?.toLowerCase() === email.toLowerCase())
  const [row] = found
  const isInvented = store.embedded && rows.length > 0 && rows.every(({ demonstration }) => demonstration)
  if (email === undefined && !isInvented)
    throw new WrongUse(
      `Say with --as in whose name it is done: the e-mail address of an open ${called}. Nothing was saved.`,
    )
  if (row === undefined) throw new Refused(`No open ${called} has the address ${email}. Nothing was saved.`)
  if (email === undefined) console.error(`In the name of ${row.name}.`)
  return {
    account: row.id,
    name: row.name,
    role: is === 'secretariat' ? is : 'officer',
    institution: row.institution,
    organization: null,
    language: row.language,
    ...(is === 'statistician' && row.office !== null ? { duty: { role: is, office: row.office } } : {}),
  }
}

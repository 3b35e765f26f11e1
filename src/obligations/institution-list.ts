/** Institutions by code, with their names in every language they are known in. */
import { NotFound, type Tx } from '../store/index.ts'

export interface Institution {
  readonly code: string
  /** By language. */
  readonly name: Readonly<Record<string, string>>
  readonly parent: string | null
  readonly note: string | null
  readonly closed_on: string | null
}

const COLUMNS = ['code', 'name', 'parent', 'note', 'closed_on'] as const

/** All institutions by code, closed ones included: what they did stays theirs. */
export async function listInstitutions(tx: Tx): Promise<readonly Institution[]> {
  const rows = await tx.selectFrom('institution').select(COLUMNS).orderBy('code').execute()
  return rows.map(named)
}

/** One institution with who holds its posts. NotFound where there is none. */
export async function findInstitution(tx: Tx, code: string) {
  const row = await tx.selectFrom('institution').select(COLUMNS).where('code', '=', code).executeTakeFirst()
  if (row === undefined) throw new NotFound()
  const posts = await tx
    .selectFrom('post as p')
    .innerJoin('account as a', 'a.id', 'p.account')
    .select(['p.post', 'a.name', 'a.demonstration'])
    .where('p.institution', '=', code)
    .execute()
  const parts = await tx
    .selectFrom('institution')
    .select(['code', 'name'])
    .where('parent', '=', code)
    .orderBy('code')
    .execute()
  return { ...named(row), posts, parts: parts.map(named) }
}

/** The column is checked jsonb by language: the pack is read by its schema before it is loaded. */
function named<Row extends { name: unknown }>(row: Row) {
  return { ...row, name: row.name as Readonly<Record<string, string>> }
}

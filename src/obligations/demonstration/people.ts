/** Invented organizations and people, with the posts they hold. */
import type { Tx } from '../../store/index.ts'
import type { Context } from './context.ts'
import { insertAll } from './insert-all.ts'

export async function people(tx: Tx, { content, account }: Context): Promise<void> {
  await tx
    .insertInto('organization')
    .values(content.organizations.map(({ code, name, kind }) => ({ code, name, kind })))
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
  await insertAll(
    tx,
    'account',
    content.accounts.map(({ key, name, email, role, institution, organization, language, agencyRole, office }) => ({
      ...{ id: account(key), name, email, role, institution, organization, language },
      ...{ agency_role: agencyRole, office },
      demonstration: true,
    })),
  )
  await insertAll(
    tx,
    'post',
    content.accounts.flatMap(({ key, post, institution }) =>
      post === null || institution === null ? [] : [{ institution, post, account: account(key) }],
    ),
  )
}

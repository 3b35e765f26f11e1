/** Acts of whoever runs the system, who signs nothing: on the owner's own login, each named in the history like any other. */
import { Kysely, PostgresDialect } from 'kysely'
import type { Store } from './open.ts'
import { asActor, type Reader, type Tx } from './reader.ts'
import type { Tables } from './tables.ts'

/** Runs a command in one transaction, logged in as the owner, whom no row policy binds. Nothing that a page does comes this way. */
export async function asOperator<T>(
  { ownerClient }: Pick<Store, 'ownerClient'>,
  reader: Reader,
  action: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await ownerClient()
  const alone = { connect: async () => Object.assign(client, { release: () => undefined }), end: async () => undefined }
  try {
    return await asActor(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: alone }) }), reader, action, work)
  } finally {
    await client.end()
  }
}

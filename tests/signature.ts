/** Acts that are signed, in tests of what they do: the signature is there as if a passkey had given it. Whether one counts is for other tests. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { openSession, useSignature } from '../src/firewall/index.ts'
import { asActor, type Reader, type Store, systemReader, type Tx } from '../src/store/index.ts'

/** Runs a command in one transaction as `reader`, an account, who has signed it. */
export async function asSigner<T>(
  { web, door }: Pick<Store, 'web' | 'door'>,
  reader: Reader,
  action: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const act = randomBytes(32)
  const token = await asActor(door, systemReader('test'), 'act.sign', async (tx) => {
    const session = await openSession(tx, reader.actor)
    const asked = { challenge_sha256: randomBytes(32), session: createHash('sha256').update(session).digest(), act }
    await tx
      .insertInto('signing')
      .values({ ...asked, account: reader.actor })
      .execute()
    await tx
      .updateTable('signing')
      .set({ answered_at: sql<string>`now()`, signed_at: sql<string>`clock_timestamp()` })
      .where('challenge_sha256', '=', asked.challenge_sha256)
      .execute()
    return session
  })
  return asActor(web, reader, action, async (tx) => {
    const done = await work(tx)
    await useSignature(tx, { token }, act)
    return done
  })
}

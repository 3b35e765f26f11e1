/**
 * A transaction whose queries need not wait for each other. kysely sends one, waits, sends the next; on a pipelined
 * connection (wire.ts) those asked together travel together, and are answered in the order in which they were asked.
 */
import { DummyDriver, PostgresDialect, Transaction } from 'kysely'

/** The same transaction, for reading: what writes must not come to depend on the order of promises. */
export async function atOnce<Tables>(tx: Transaction<Tables>): Promise<Transaction<Tables>> {
  const executor = tx.getExecutor()
  const connection = await executor.provideConnection(async (own) => own)
  return new Transaction<Tables>({
    // What a transaction that has begun has no use for: it neither opens connections nor begins another.
    config: { dialect: UNUSED },
    dialect: UNUSED,
    driver: new DummyDriver(),
    executor: executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }),
  })
}

const UNUSED = new PostgresDialect({
  pool: () => {
    throw new Error('a transaction opens no connection of its own')
  },
})

/** The answers of several questions that were asked at once, each under its name. Fails with the first that fails. */
export async function together<Questions extends Readonly<Record<string, Promise<unknown>>>>(
  questions: Questions,
): Promise<{ [Name in keyof Questions]: Awaited<Questions[Name]> }> {
  const names = Object.keys(questions)
  const answers = await Promise.all(Object.values(questions))
  // Each name stands beside the answer to its own question.
  return Object.fromEntries(names.map((name, index) => [name, answers[index]])) as {
    [Name in keyof Questions]: Awaited<Questions[Name]>
  }
}

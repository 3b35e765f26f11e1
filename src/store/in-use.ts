/**
 * Who uses the embedded server: each process that does holds a lock in share for as long as it lives, on a connection of
 * its own that is made again where it is lost. Whoever can take the lock alone is the last, and may stop the server.
 */
import type pg from 'pg'

const IN_USE_LOCK = 7_318_349_394_478

const RETRY_MS = 250

export interface Use {
  /**
   * Gives the use back, runs `ifLast` where nobody else uses the server, and closes the connection. Where it cannot be
   * known who else does, somebody does: a server that runs on is taken over by the next start.
   */
  readonly end: (ifLast: () => Promise<void>) => Promise<void>
}

/** Fails where the server ends while it is asked. */
export async function holdUse(connect: () => Promise<pg.Client>): Promise<Use> {
  let ending = false
  let holder = await sharing(connect)
  const hold = (client: pg.Client) => {
    holder = client
    client.once('end', () => void (ending || again()))
  }
  let renewed: Promise<void> = Promise.resolve()
  /** Its lock went with the connection: until there is another, a process that closes takes itself for the last. */
  const again = () => {
    renewed = sharing(connect).then(
      (client) => (ending ? client.end().catch(() => undefined) : hold(client)),
      () => void (ending || setTimeout(again, RETRY_MS).unref()),
    )
  }
  hold(holder)
  return {
    end: async (ifLast) => {
      ending = true
      await renewed // a lock of our own that is just being taken again would look like somebody else's
      await holder.query('select pg_advisory_unlock_shared($1)', [IN_USE_LOCK]).catch(() => undefined)
      await holder.end().catch(() => undefined)
      // Asked on a new connection: the holder's may be gone, which says nothing of the others.
      const asker = await connect().catch(() => null)
      if (asker === null) return
      // Held until the server has stopped: who starts meanwhile waits for the lock, loses the connection and begins anew.
      if (await isAlone(asker)) await ifLast()
      await asker.end().catch(() => undefined)
    },
  }
}

async function isAlone(client: pg.Client): Promise<boolean> {
  const asked = client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [IN_USE_LOCK])
  const { rows } = await asked.catch(() => ({ rows: [] }))
  return rows[0]?.alone ?? false
}

async function sharing(connect: () => Promise<pg.Client>): Promise<pg.Client> {
  const client = await connect()
  try {
    await client.query('select pg_advisory_lock_shared($1)', [IN_USE_LOCK])
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/**
 * All logins of a process share one number of connections. Whoever comes when all are open waits, unless another login has
 * only idle ones: then those close for it.
 */
import type pg from 'pg'
import { StepRefused, takeBack } from '../store/index.ts'

export interface Turnstile {
  /** A connection of this login; `busy` (StepRefused) where none is free within ten seconds. */
  readonly enter: (login: string) => Promise<pg.PoolClient>
  /** Gives it back, with nothing left on it of what its last user set; one on which more was left is closed. */
  readonly leave: (client: pg.PoolClient) => void
}

const LONGEST_WAIT = 10_000

export function makeTurnstile(open: (login: string) => pg.Pool, most: number): Turnstile {
  /** By login, the one used longest ago first. */
  const pools = new Map<string, pg.Pool>()
  const waiting: (() => void)[] = []
  const total = () => [...pools.values()].reduce((sum, pool) => sum + pool.totalCount, 0)

  const makeRoom = (login: string) => {
    const idle = [...pools].find(
      ([other, pool]) =>
        other !== login && pool.totalCount > 0 && pool.idleCount === pool.totalCount && pool.waitingCount === 0,
    )
    if (idle === undefined) return false
    pools.delete(idle[0])
    idle[1].end().catch(() => undefined)
    return true
  }
  const poolOf = (login: string) => {
    const pool = pools.get(login) ?? open(login)
    pools.delete(login)
    pools.set(login, pool)
    return pool
  }
  const enter = async (login: string, until: number): Promise<pg.PoolClient> => {
    const own = pools.get(login)
    const needsNew = (own?.idleCount ?? 0) === 0 && (own?.totalCount ?? 0) < (own?.options.max ?? 1)
    if (!needsNew || total() < most || makeRoom(login)) return poolOf(login).connect()
    await turn(until)
    return enter(login, until)
  }
  const turn = (until: number) =>
    new Promise<void>((resolve, reject) => {
      const left = setTimeout(
        () => {
          waiting.splice(waiting.indexOf(called), 1)
          reject(new StepRefused('busy'))
        },
        Math.max(0, until - performance.now()),
      )
      const called = () => {
        clearTimeout(left)
        resolve()
      }
      waiting.push(called)
    })
  return {
    enter: (login) => enter(login, performance.now() + LONGEST_WAIT),
    leave(client) {
      // Nobody is given it before it is known: what comes next on it might meet another query under its name.
      takeBack(client).then((isClean) => {
        client.release(!isClean)
        waiting.shift()?.()
      })
    },
  }
}

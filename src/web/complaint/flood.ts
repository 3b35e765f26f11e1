/**
 * What keeps the door open under a flood without asking for addresses: work, more of it the more arrives, and a queue for
 * those who cannot do it (no script, no time). Nobody is refused for coming often: one centre is one address.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { takeTurns } from '../turns.ts'
import { HARDEST, isWorkDone } from './channel/index.ts'

export interface Door {
  /** A task as a page carries it: "bits.minute.chance.signature". */
  readonly task: () => string
  /** Runs work at once where the task is done, else when its turn has come. */
  readonly enter: <T>(done: { readonly task: string; readonly nonce: string }, work: () => Promise<T>) => Promise<T>
}

/** Quiet is anything below so many a minute; each doubling costs a bit more work and a longer pause in the queue. */
const QUIET = 8
const EASIEST = 8
/** A page may stay open for long while somebody finds words. */
const TASK_MINUTES = 24 * 60
const LONGEST_PAUSE_MS = 2000

export interface DoorOptions {
  readonly now: () => number
  readonly pause: (ms: number) => Promise<unknown>
}

/** One for the whole process. What it remembers is counts and tasks that were done, of nobody. */
export function openDoor({ now, pause }: DoorOptions): Door {
  const key = randomBytes(32)
  const inTurn = takeTurns(1)
  const spent = new Map<string, number>()
  let [load, countedAt] = [0, now()]

  /** About as many as came in the last minute; what is older fades. */
  const arrivals = () => load * Math.exp((countedAt - now()) / 60_000)
  const doublings = () => Math.max(0, Math.floor(Math.log2((arrivals() + 1) / QUIET)))
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const isDone = (task: string, nonce: string): boolean => {
    const [bits = '', minute = '', chance = '', signature = ''] = task.split('.')
    const right = Buffer.from(sign(`${bits}.${minute}.${chance}`))
    const given = Buffer.from(signature)
    if (given.length !== right.length || !timingSafeEqual(given, right)) return false
    if (now() / 60_000 - Number(minute) > TASK_MINUTES || spent.has(task)) return false
    return nonce.length <= 20 && isWorkDone(task, Number(bits), nonce)
  }

  /** The oldest stand first. */
  const forget = () => {
    for (const [task, at] of spent) {
      if (now() - at <= TASK_MINUTES * 60_000) break
      spent.delete(task)
    }
  }

  return {
    task: () => {
      const bits = Math.min(HARDEST, EASIEST + doublings())
      const text = `${bits}.${Math.floor(now() / 60_000)}.${randomBytes(9).toString('base64url')}`
      return `${text}.${sign(text)}`
    },
    enter: (done, work) => {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, 50 * (2 ** doublings() - 1))
      ;[load, countedAt] = [arrivals() + 1, now()]
      if (!isDone(done.task, done.nonce)) return inTurn(() => pause(pauseMs).then(work))
      forget()
      spent.set(done.task, now())
      return work()
    },
  }
}

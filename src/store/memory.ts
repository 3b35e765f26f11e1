/**
 * Answers that are remembered until anything in the database changes. Which transactions an answer has seen is known to
 * PostgreSQL as a snapshot (`pg_current_snapshot()`), and every commit of a change makes another one: an answer is given
 * again only to the same reader, for the same words, under the very same snapshot. So nobody is told what a query of
 * their own would not have told them at that moment.
 */
import type pg from 'pg'

/** Names what can be seen now: the snapshot, in the life of one server, and the day at home, which a policy compares. */
export const MOMENT = `select pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text || ' ' || followup.today()::text as moment`

/** In all; a list of fifty obligations has about 20,000 characters. */
const MOST_CHARACTERS = 2_000_000
const MOST_OF_ONE = 100_000

export interface Memory {
  readonly find: (moment: string, question: string) => pg.QueryResult | null
  /** Keeps what one transaction was answered between two equal moments, in place of all that is older. */
  readonly keep: (moment: string, answers: ReadonlyMap<string, pg.QueryResult>) => void
}

export function makeMemory(): Memory {
  let at = ''
  let size = 0
  const known = new Map<string, pg.QueryResult>()
  const forget = () => {
    known.clear()
    size = 0
  }
  return {
    find: (moment, question) => (moment === at ? (known.get(question) ?? null) : null),
    keep(moment, answers) {
      if (moment !== at) forget()
      at = moment
      for (const [question, answer] of answers) {
        const length = question.length + lengthOf(answer.rows)
        if (length > MOST_OF_ONE || known.has(question)) continue
        if (size + length > MOST_CHARACTERS) forget()
        known.set(question, answer)
        size += length
      }
    },
  }
}

function lengthOf(rows: readonly unknown[]): number {
  return JSON.stringify(rows).length
}

/** Whether it is a question at all, and one of ours. What changes by itself is for changing.ts to say. */
export function isQuestion(text: string): boolean {
  return /^\s*(?:select|with)\b/i.test(text) && /\bfollowup\b/.test(text)
}

/** Two readers hold the same rows, so nobody may change them. Bytes cannot be frozen, and are not kept. */
export function frozen(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true
  if (ArrayBuffer.isView(value)) return false
  Object.freeze(value)
  return Object.values(value).every(frozen)
}

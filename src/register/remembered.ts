/**
 * What somebody was last given of a case, as it lies in the database: facts sealed. Their next step is judged on it without another
 * look, and the commit function takes it only where nothing has changed. It is kept for whoever was given it and for nobody else,
 * so that no answer comes sooner to somebody who may not know that there is such a case. The key is read from its file each time:
 * once it is destroyed, nothing here opens.
 */
import type { DecidedRows } from './case-file.ts'
import type { Who } from './register.ts'

export interface OfCase {
  readonly who: Who
  readonly procedure: string
  readonly caseId: string
}

export interface Memory {
  /** What was given of the case as of that event; null where it was not, or long ago. */
  readonly find: (of: OfCase, event: number) => DecidedRows | null
  readonly keep: (of: OfCase, rows: DecidedRows) => void
  readonly forget: (of: OfCase) => void
  /** The database's time, as far as this process knows: what it last said, and what has gone by since. Null where that is long ago. */
  readonly now: () => Temporal.Instant | null
  /** The database has said its time just now. */
  readonly hear: (now: Temporal.Instant) => void
}

/** No longer than somebody looks at a page before they act. */
const LONGEST_MS = 5 * 60_000
/** The time of the database is asked for anew after so long: clocks do not go alike. */
const TIME_MS = 60_000
const MOST_CASES = 300
/** Of one case, sealed: longer ones are rare, and are asked for. */
const MOST_BYTES = 100_000

/** `elapsed`: milliseconds of a clock that nobody sets. */
export function makeMemory(elapsed: () => number = () => performance.now()): Memory {
  const known = new Map<string, { readonly rows: DecidedRows; readonly at: number }>()
  let heard: { readonly now: Temporal.Instant; readonly at: number } | null = null
  return {
    find(of, event) {
      const found = known.get(nameOf(of))
      if (found === undefined || elapsed() - found.at > LONGEST_MS) return null
      return found.rows.events.length === event ? found.rows : null
    },
    keep(of, rows) {
      const name = nameOf(of)
      known.delete(name)
      if (!mayBeKept(rows)) return
      known.set(name, { rows, at: elapsed() })
      const [oldest] = known.keys()
      if (known.size > MOST_CASES && oldest !== undefined) known.delete(oldest)
    },
    forget: (of) => {
      known.delete(nameOf(of))
    },
    now() {
      if (heard === null || elapsed() - heard.at > TIME_MS) return null
      return heard.now.add({ milliseconds: Math.floor(elapsed() - heard.at) })
    },
    hear(now) {
      heard = { now, at: elapsed() }
    },
  }
}

/** Bits change with no event of the case: while one stands, the case is asked for. */
function mayBeKept({ holds, events }: DecidedRows): boolean {
  return holds.length === 0 && events.reduce((sum, { sealed }) => sum + (sealed?.length ?? 0), 0) <= MOST_BYTES
}

function nameOf({ who, procedure, caseId }: OfCase): string {
  return `${caseId} ${procedure} ${nameOfWho(who)}`
}

/** No field of a ticket has a space in it. */
function nameOfWho(who: Who): string {
  if (who.as === 'officer') return `${who.as} ${who.id} ${who.role} ${who.office}`
  return who.as === 'system' ? who.as : `${who.as} ${who.as === 'person' ? who.caseId : who.id}`
}

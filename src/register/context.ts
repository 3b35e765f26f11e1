/** What lies outside a case and decides with it: the time, the calendar, bits, earlier texts, other cases. */
import type { Around } from './around.ts'
import type { DecidedFile } from './case-file.ts'
import { type Context, NO_WORDS, NOTHING_ELSEWHERE } from './judgement/index.ts'
import type { Register } from './register.ts'

/** Nothing was looked up: for an outlook, which asks of no step in particular. */
export const NOT_LOOKED: Around = { ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE, unknownOfficers: [] }

/** Of a file, what every step is judged on. */
type Standing = Pick<DecidedFile, 'now' | 'holds' | 'clocks'>

/** A case that is not open yet, at that moment. */
export function notOpenAt(now: Temporal.Instant): Standing {
  return { now, holds: {}, clocks: [] }
}

export function contextOf({ calendar, isRefusedText }: Register, file: Standing, around: Around): Context {
  const { now, holds, clocks } = file
  return { now, calendar, holds, ...around, isRefusedText, clocks }
}

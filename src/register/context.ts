/** What lies outside a case and decides with it: the time, the calendar, bits, earlier texts, other cases. */
import type { Around } from './around.ts'
import type { DecidedFile } from './case-file.ts'
import { type Context, NO_WORDS, NOTHING_ELSEWHERE } from './judgement/index.ts'
import type { Register } from './register.ts'

/** Nothing was looked up: for an outlook, which asks of no step in particular. */
export const NOT_LOOKED: Around = { ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE }

/** `file` is null for a case that is not open yet. */
export function contextOf({ calendar, isRefusedText }: Register, file: DecidedFile | null, around: Around): Context {
  return {
    now: file?.now ?? Temporal.Now.instant(),
    calendar,
    holds: file?.holds ?? {},
    ...around,
    isRefusedText,
    clocks: file?.clocks ?? [],
  }
}

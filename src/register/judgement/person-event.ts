/**
 * What becomes known of the person of a case, and what follows for it: as `commit/person-events.ts` writes it. Pure.
 */
import type { Procedure } from '../../procedures/index.ts'
import { endsOfAdverseClocks, stepsAgainst } from '../commit/death.ts'
import type { CaseEvent } from './case-event.ts'

/** Two people stood under one number: whatever was decided against either is void, and their times start anew. */
export const START_ANEW = 'startAnew'
/** The person has died: what ran against them is closed. */
export const CLOSE_FOR_DEATH = 'closeForDeath'

/**
 * Where a case stands again when what was decided against the person is void: before the end of their time, if nothing has
 * followed from it but what goes against them. Where they acted themselves, an appeal lodged late, it stays as it is.
 */
export function stateAnew(procedure: Procedure, events: readonly CaseEvent[]): string | null {
  const ends = new Set(endsOfAdverseClocks(procedure))
  const against = new Set(stepsAgainst(procedure))
  let state = events.at(-1)?.to ?? null
  if (state === null || procedure.states[state] === 'final') return state
  const moves = events.filter(({ from, to }) => from !== null && from !== to).toReversed()
  for (const { step, from, actor } of moves) {
    const isEnd = ends.has(step) && actor.role === 'system'
    if (!isEnd && !against.has(step)) break
    if (isEnd) state = from
  }
  return state
}

/** Whether an event is the moment of which a declaration speaks. */
import type { Moment } from '../../procedures/index.ts'
import type { CaseEvent, Facts } from './case-event.ts'

export interface Turn {
  readonly event: Pick<CaseEvent, 'kind' | 'step'>
  readonly was: { readonly state: string | null; readonly facts: Facts }
  readonly is: { readonly state: string | null; readonly facts: Facts }
}

/** True for the event that opens, gives or changes the fact, enters one of the states, or is one of the steps. */
export function isMoment(moment: Moment, { event, was, is }: Turn): boolean {
  switch (moment.at) {
    case 'opening':
      return event.kind === 'open'
    case 'fact':
      return is.facts[moment.fact] !== undefined && is.facts[moment.fact] !== was.facts[moment.fact]
    case 'entering':
      return is.state !== was.state && is.state !== null && moment.states.includes(is.state)
    case 'taking':
      return ['open', 'take', 'enter'].includes(event.kind) && moment.steps.includes(event.step)
    default:
      return moment satisfies never
  }
}

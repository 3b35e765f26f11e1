/** Where a deadline stands on a day. Computed on every read and stored nowhere. */
import { daysLeft } from './days.ts'

/** In the order in which a paper goes through them. */
export const DEADLINE_STATES = [
  'not-started',
  'drafting',
  'consulting',
  'in-approval',
  'sent',
  'received',
  'considered',
] as const
export type DeadlineState = (typeof DEADLINE_STATES)[number]

const PREPARING = ['not-started', 'drafting', 'consulting', 'in-approval'] as const

/**
 * The states that may follow. While it is prepared, work goes back and forth. What was sent or received by mistake can
 * be taken back, and the history shows it. A paper can be found received without having been seen leaving.
 */
const NEXT: Readonly<Record<DeadlineState, readonly DeadlineState[]>> = {
  'not-started': ['drafting', 'consulting', 'in-approval', 'sent', 'received'],
  drafting: [...PREPARING, 'sent', 'received'],
  consulting: [...PREPARING, 'sent', 'received'],
  'in-approval': [...PREPARING, 'sent', 'received'],
  sent: ['in-approval', 'received'],
  received: ['sent', 'considered'],
  considered: ['received'],
}

/** The states a deadline may be moved to; pages offer these. */
export function nextStates(state: DeadlineState): readonly DeadlineState[] {
  return NEXT[state].filter((next) => next !== state)
}

export type Standing =
  | { readonly is: 'no-date' }
  | { readonly is: 'left'; readonly days: number }
  | { readonly is: 'overdue'; readonly days: number }
  /** Received on the due date or before. */
  | { readonly is: 'in-time' }
  | { readonly is: 'late'; readonly days: number }

/** Only receipt stops the clock: what was sent and is not received keeps it running. */
export function standingOf(
  deadline: { readonly dueOn: string | null; readonly receivedOn: string | null; readonly state: DeadlineState },
  asOf: Temporal.PlainDate,
): Standing {
  if (deadline.dueOn === null) return { is: 'no-date' }
  const due = Temporal.PlainDate.from(deadline.dueOn)
  const received = deadline.state === 'received' || deadline.state === 'considered' ? deadline.receivedOn : null
  const days = daysLeft(due, received === null ? asOf : Temporal.PlainDate.from(received))
  if (received !== null) return days < 0 ? { is: 'late', days: -days } : { is: 'in-time' }
  return days < 0 ? { is: 'overdue', days: -days } : { is: 'left', days }
}

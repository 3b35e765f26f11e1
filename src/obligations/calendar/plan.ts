/** The steps to a paper, counted back from its due date. The steps are data of the country pack. */
import type { BackwardPlan, WorkingCalendar } from '../../countries/index.ts'
import { aimFor, daysLeft } from './days.ts'

export interface PlannedStep {
  readonly what: string
  readonly monthsBefore: number
  /** The last working day by which it should be done. */
  readonly on: Temporal.PlainDate
  readonly daysLeft: number
}

/** The steps with their days, the earliest first. Those that have passed stay in it: they show what is late. */
export function planBack(
  due: Temporal.PlainDate,
  plan: BackwardPlan,
  at: { readonly calendar: WorkingCalendar; readonly asOf: Temporal.PlainDate },
): readonly PlannedStep[] {
  return plan.steps
    .toSorted((a, b) => b.monthsBefore - a.monthsBefore)
    .map(({ what, monthsBefore }) => {
      const on = aimFor(at.calendar, due.subtract({ months: monthsBefore }, { overflow: 'constrain' }))
      return { what, monthsBefore, on, daysLeft: daysLeft(on, at.asOf) }
    })
}

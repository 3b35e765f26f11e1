/** Which version of a declaration a step is judged by: that in force at the time asserted for it. Pure. */
import { type Procedure, versionOn } from '../../procedures/index.ts'
import type { CaseState } from './case-event.ts'
import type { Calendar } from './length.ts'

/** The version in force at the moment, by the day that it is in the country. */
export function lawAt(
  procedure: Procedure,
  moment: Temporal.Instant,
  { timeZone }: Pick<Calendar, 'timeZone'>,
): Procedure {
  // Most declarations were never another one, and a day in a zone is dear.
  if (procedure.versions === undefined) return procedure
  return versionOn(procedure, moment.toZonedDateTimeISO(timeZone).toPlainDate().toString())
}

interface Judged {
  /** Null: now. */
  readonly assertedAt: Temporal.Instant | null
  readonly now: Temporal.Instant
  readonly calendar: Calendar
}

/**
 * The law of a step on the case. None lies ahead, whatever an office's clock says, and none is older than the opening: what was
 * done before there was a case is no step of it.
 */
export function lawOf(procedure: Procedure, { taken }: Pick<CaseState, 'taken'>, on: Judged): Procedure {
  const asserted = on.assertedAt ?? on.now
  const said = Temporal.Instant.compare(asserted, on.now) > 0 ? on.now : asserted
  const opened = taken.open?.first.assertedAt
  const isBefore = opened !== undefined && Temporal.Instant.compare(said, opened) < 0
  return lawAt(procedure, isBefore ? opened : said, on.calendar)
}

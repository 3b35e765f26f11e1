/** Facts of a demonstration case as a form would send them: what depends on the day is worked out from the opening. */
import { type DemonstrationFact, officeId } from '../../countries/index.ts'

export interface On {
  readonly openedAt: Temporal.Instant
  readonly timeZone: string
  /** Id of the officer of that key. */
  readonly officer: (key: string) => string
  /** Id of the case of that key. */
  readonly caseOf: (key: string) => string
  /** Its number. */
  readonly numberOf: (key: string) => string
}

export function factsOn(given: Readonly<Record<string, DemonstrationFact>>, on: On): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).map(([fact, value]) => [fact, valueOn(value, on)]))
}

function valueOn(value: DemonstrationFact, on: On): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) return value
  if ('hours' in value) return hoursAfter(on.openedAt, value.hours).toString()
  if ('day' in value) return dayOf(on).add({ days: value.day }).toString()
  if ('year' in value) return String(dayOf(on).year + value.year)
  if ('office' in value) return officeId(value.office)
  if ('officer' in value) return on.officer(value.officer)
  return 'case' in value ? on.caseOf(value.case) : on.numberOf(value.caseNumber)
}

export function hoursAfter(moment: Temporal.Instant, hours: number): Temporal.Instant {
  return moment.add({ seconds: Math.round(hours * 3600) })
}

function dayOf({ openedAt, timeZone }: On): Temporal.PlainDate {
  return openedAt.toZonedDateTimeISO(timeZone).toPlainDate()
}

/**
 * Of what is hidden in number officers are told the day and no hour, over the API as on the pages: from an hour somebody could
 * guess who was at a terminal. What is owed keeps its end, which somebody must meet.
 */
import type { CaseView, QueueRow } from '../../register/index.ts'
import { released } from '../complaint/index.ts'
import type { Exchange } from '../exchange.ts'

/** What came in this hour not before it is over; the rest in the order asked for, and within a day or an end by chance. */
export function rowsByDay(
  exchange: Exchange,
  rows: readonly QueueRow[],
  order: 'urgent' | 'newest',
): readonly QueueRow[] {
  const [first] = rows
  if (first === undefined) return []
  const groupOf = (row: QueueRow) =>
    String(order === 'newest' ? dayOf(exchange, row.openedAt) : (row.dueAt ?? dayOf(exchange, row.changedAt)))
  const groups = Map.groupBy(released(rows, first.now), groupOf)
  return [...groups.values()].flatMap((group) =>
    // the id of a case is chance
    group
      .toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1))
      .map((row) => ({ ...row, openedAt: dayOf(exchange, row.openedAt), changedAt: dayOf(exchange, row.changedAt) })),
  )
}

/** The case with the days of its events; their order stays. */
export function caseByDay(exchange: Exchange, view: CaseView): CaseView {
  const day = (at: Temporal.Instant) => dayOf(exchange, at)
  const received = (facts: CaseView['facts']): CaseView['facts'] =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        view.procedure.opens.gives?.[name] === undefined || typeof value !== 'string'
          ? value
          : day(Temporal.Instant.from(value)).toString(),
      ]),
    )
  return {
    ...view,
    openedAt: day(view.openedAt),
    facts: received(view.facts),
    timeline: view.timeline.map((event) => ({
      ...event,
      assertedAt: day(event.assertedAt),
      recordedAt: day(event.recordedAt),
      facts: received(event.facts),
    })),
    clocks: view.clocks.map((clock) => ({
      ...clock,
      startedAt: clock.startedAt === null ? null : day(clock.startedAt),
      stoppedAt: clock.stoppedAt === null ? null : day(clock.stoppedAt),
    })),
    holds: Object.fromEntries(
      Object.entries(view.holds).map(([hold, standing]) => [hold, { ...standing, since: day(standing.since) }]),
    ),
  }
}

/** Its first moment, in the zone of the country. */
export function dayOf({ country }: Exchange, at: Temporal.Instant): Temporal.Instant {
  return at.toZonedDateTimeISO(country.timeZone).startOfDay().toInstant()
}

/** When an obligation is due, and whether it is overdue. Both are computed on every read; the day is a parameter. */
import { type RawBuilder, sql } from 'kysely'

/**
 * The day obligation `o` is due: its own, or that of the follow-up information on its document while it has not been
 * received. Sent is not received.
 */
export function dueOn(): RawBuilder<string | null> {
  return sql<string | null>`coalesce(o.due_on, case when o.follow_up then (
    select min(d.due_on) from followup.obligation_recommendation l
    join followup.recommendation r on r.id = l.recommendation
    join followup.deadline d on d.document = r.document
    where l.obligation = o.id and d.report_kind = 'follow-up' and d.received_on is null) end)`
}

/** Whether `o` still asks for something and its day, or that of a measure that the reader sees, has passed. */
export function isOverdue(today: Temporal.PlainDate): RawBuilder<boolean> {
  const day = today.toString()
  return sql<boolean>`(o.state not in ('completed', 'declined') and (coalesce(${dueOn()} < ${day}::date, false) or exists (
    select from followup.measure_obligation mo join followup.measure m on m.id = mo.measure
    where mo.obligation = o.id and m.state in ('planned', 'under-way') and m.ends_on < ${day}::date)))`
}

/**
 * The same rule for narrowing a list: the sets of what is late are made once, not asked for each obligation. Kept
 * beside `isOverdue`, and a test holds the two together.
 */
export function isAmongOverdue(today: Temporal.PlainDate): RawBuilder<boolean> {
  const day = today.toString()
  return sql<boolean>`(o.state not in ('completed', 'declined') and (o.due_on < ${day}::date
    or (o.due_on is null and o.follow_up and o.id in (
      select l.obligation from followup.deadline d join followup.recommendation r on r.document = d.document
      join followup.obligation_recommendation l on l.recommendation = r.id
      where d.report_kind = 'follow-up' and d.received_on is null and d.due_on < ${day}::date))
    or o.id in (
      select mo.obligation from followup.measure m join followup.measure_obligation mo on mo.measure = m.id
      where m.state in ('planned', 'under-way') and m.ends_on < ${day}::date)))`
}

/**
 * When a case may be erased, worked out by the database from its events and the retention of the declaration. An adverse time:
 * it runs from the later of what was said and what was recorded, and whatever is not known keeps the case.
 */
import type { Length, Limit, Moment, Procedure, Retention } from '../../procedures/index.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { limitSql } from '../tables/limit-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'

/** What starts the time: the person's word, an end of the case, the last contact. */
type Kind = 'asked' | 'ended' | 'contact'

/** education.times_of_school_enrolment */
export function timesName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.times_of_${sqlName(procedure.name)}`
}

/**
 * The statement that makes it: for a case, or for each, when everything personal goes, by which rule and on whose word. Nobody
 * who signs in may call it. What a person asked for goes at its own time; else the first end whose time is over decides, but
 * never before the last contact is as old as the declaration asks.
 */
export function timesFunction(procedure: Procedure): string {
  const rules = procedure.retention.flatMap((rule, index) => (rule.what === 'all' ? [{ rule, no: index + 1 }] : []))
  const times = rules.map(({ rule, no }) => timeOf(procedure, rule, no))
  const none = '    select null::uuid as case_id, 0 as no, null::text as kind, null::timestamptz as due where false'
  return `create or replace function ${timesName(procedure)}(the_case uuid) returns table (case_id uuid, due_at timestamptz, rule integer, asked boolean)
language sql stable set search_path = pg_catalog, pg_temp as $times$
  with times as (
${times.length === 0 ? none : times.join('\n    union all\n')}
  ), each as (
    select t.case_id, min(t.due) filter (where t.kind = 'asked') as asked,
      case when count(*) filter (where t.kind <> 'asked') > 0 then
        greatest(min(t.due) filter (where t.kind = 'ended'), max(t.due) filter (where t.kind = 'contact')) end as over
    from times t group by t.case_id
  ), first as (
    -- The person's word counts also where a time that was over sooner waits for something.
    select e.case_id, case when a.asked then e.asked else e.over end as due, a.asked
    from each e cross join lateral (select coalesce(e.asked <= greatest(coalesce(e.over, 'infinity'), clock_timestamp()), false) as asked) a
  )
  select f.case_id, f.due, (select min(t.no) from times t where t.case_id = f.case_id and (t.kind = 'asked') = f.asked and t.due <= f.due)::integer, f.asked
  from first f where f.due is not null
$times$`
}

/** One row for each case in which the rule holds and its moment has come; where it can, it passes over what is too young. */
function timeOf(procedure: Procedure, rule: Retention, no: number): string {
  const when = rule.when === undefined ? 'true' : (conditionSql(procedure, rule.when) ?? 'false')
  const still = rule.from.at === 'entering' ? `c.state = any(${textArray(rule.from.states)})` : 'true'
  const old = mayPassOver(procedure, rule) ? `c.opened_at <= clock_timestamp() - ${shortestOf(rule.keep)}` : 'true'
  const events = `select e.case_id, max(greatest(e.asserted_at, e.recorded_at)) as at from ${sqlName(procedure.compartment)}.event e
      where ${momentOfEvent(rule.from)}`
  const s =
    rule.from.at === 'taking'
      ? `join (${events} and (the_case is null or e.case_id = the_case) group by e.case_id) s on s.case_id = c.case_id`
      : `cross join lateral (${events} and e.case_id = c.case_id group by e.case_id) s`
  return `    select c.case_id, ${no} as no, ${literal(kindOf(procedure, rule))} as kind, ${dueOf(rule)} as due
    from ${projectionName(procedure)} c ${s}
    where (the_case is null or c.case_id = the_case) and not c.erased and ${old} and ${still} and ${when}`
}

/** A time that is not over decides nothing, unless it is what another one waits for. */
function mayPassOver({ retention, expiry }: Procedure, { orMonthsOf }: Retention): boolean {
  // One of which the person is warned is looked for before its time.
  return (
    expiry === undefined &&
    orMonthsOf === undefined &&
    retention.every(({ what, from }) => what !== 'all' || from.at !== 'last-contact')
  )
}

/** Whichever limit was in force: not longer than the shortest of them. */
function shortestOf({ history }: Limit<Length>): string {
  return `least(${history.map(({ value }) => intervalOf(value)).join(', ')})`
}

/** Not longer than the time is: what is looked at too often is only looked at. */
function intervalOf(length: Length): string {
  if ('hours' in length) return `make_interval(hours => ${length.hours})`
  if ('workingDays' in length) return `make_interval(days => ${length.workingDays})`
  if ('days' in length) return `make_interval(days => ${length.days - 1})`
  return 'months' in length
    ? `make_interval(days => ${length.months * 28})`
    : `make_interval(days => ${length.years * 365})`
}

/** So that what people asked for is found without looking at every event. */
export function askedIndexes(procedure: Procedure): readonly string[] {
  const schema = sqlName(procedure.compartment)
  return procedure.retention.flatMap(({ what, from }, index) =>
    what === 'all' && from.at === 'taking'
      ? [
          `create index if not exists ${sqlName(procedure.name)}_retention_${index + 1} on ${schema}.event (case_id) where step = any(${textArray(from.steps)})`,
        ]
      : [],
  )
}

function kindOf({ transitions, entries }: Procedure, { from }: Retention): Kind {
  if (from.at === 'last-contact') return 'contact'
  if (from.at !== 'taking') return 'ended'
  const isThePersons = from.steps.every((step) => (transitions[step] ?? entries[step])?.by.includes('person'))
  return isThePersons ? 'asked' : 'ended'
}

/** Whether an event is the moment: as the step that it was, or the state that it came into. */
function momentOfEvent(from: Moment | { readonly at: 'last-contact' }): string {
  switch (from.at) {
    case 'last-contact':
      return "e.role <> 'system'"
    case 'opening':
      return 'e.no = 1'
    case 'entering':
      return `e.to_state = any(${textArray(from.states)}) and e.from_state is distinct from e.to_state`
    case 'taking':
      return `e.step = any(${textArray(from.steps)})`
    case 'fact':
      return `${textArray([from.fact, columnName(from.fact)])} && e.given`
    default:
      return from satisfies never
  }
}

/** At once is at once; a fact may say an earlier end in months. By the limit in force when it started, as clocks run. */
function dueOf({ keep, orMonthsOf }: Retention): string {
  const due = keep.history.every(({ value }) => isNothing(value)) ? 's.at' : limitSql('s.at', keep, 'adverse')
  if (orMonthsOf === undefined) return due
  const sooner = `register.after_calendar_days(s.at, make_interval(months => c.${columnName(orMonthsOf)}), 'adverse')`
  return `least(${due}, case when c.${columnName(orMonthsOf)} is not null then ${sooner} end)`
}

function isNothing(length: Length): boolean {
  return Object.values(length).every((number) => number === 0)
}

/** What is counted of a case, over its row `c` and its events. Whole hours and days: a finer length would be a name. */
import { type Condition, factsIn, type Measure, type Moment, type Procedure } from '../../procedures/index.ts'
import { holds, NO_WORDS, NOTHING_ELSEWHERE, type Situation } from '../judgement/condition.ts'
import { isPlain } from '../tables/columns.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'

export interface MeasureColumn {
  readonly column: string
  readonly type: 'integer' | 'jsonb'
  readonly value: string
}

/** The columns of the measures, in the order of the declaration. */
export function measureColumns(procedure: Procedure): readonly MeasureColumn[] {
  return Object.entries(procedure.statistics.measures).map(([name, measure]) => ({
    column: columnName(name),
    type: 'breachesBySafeguard' in measure ? 'jsonb' : 'integer',
    value: valueSql(procedure, name, measure),
  }))
}

function valueSql(procedure: Procedure, name: string, measure: Measure): string {
  if ('counts' in measure) return '1'
  if ('hours' in measure) return elapsed(procedure, measure.hours)
  if ('days' in measure) return days(procedure, measure.days)
  if ('reached' in measure) return `(${timesOf(procedure, measure.reached)} > 0)::integer`
  if ('times' in measure) return timesOf(procedure, measure.times)
  if ('holds' in measure) return holdsSql(procedure, name, measure.holds)
  if ('kept' in measure)
    return `(not exists (select from ${breaches(procedure)} and (b.rule = ${literal(measure.kept)} or b.rule like ${literal(`${measure.kept}.%`)})))::integer`
  if ('sum' in measure) return `c.${columnName(measure.sum)}`
  return `(select coalesce(jsonb_object_agg(g.safeguard, g.times), '{}') from (
      select split_part(b.rule, '.', 1) as safeguard, count(*) as times from ${breaches(procedure)} group by 1) g)`
}

function breaches({ compartment }: Procedure): string {
  return `${sqlName(compartment)}.breach b where b.case_id = c.case_id`
}

interface Span {
  readonly from: Moment
  readonly to: Moment
}

/** Begun hours: 24 hours and one minute are 25. */
function elapsed(procedure: Procedure, { from, to }: Span): string {
  return `ceil(greatest(extract(epoch from (${momentAt(procedure, to)} - ${momentAt(procedure, from)})), 0) / 3600)::integer`
}

/** Days of the calendar in the country. */
function days(procedure: Procedure, { from, to }: Span): string {
  return `greatest(${dayOf(procedure, to)} - ${dayOf(procedure, from)}, 0)`
}

function dayOf(procedure: Procedure, moment: Moment): string {
  if (moment.at === 'fact' && procedure.facts[moment.fact]?.is.kind === 'date') return `c.${columnName(moment.fact)}`
  return `(${momentAt(procedure, moment)} at time zone (select h.time_zone from register.home h))::date`
}

/** When it first was so: what is a fact as it was said, what is an event as it was recorded, like the clocks. */
function momentAt(procedure: Procedure, moment: Moment): string {
  if (moment.at === 'opening') return 'c.opened_at'
  if (moment.at === 'fact' && isPlain(procedure, moment.fact)) return `c.${columnName(moment.fact)}::timestamptz`
  return `(select min(e.recorded_at) from ${eventsAt(procedure, moment)})`
}

function timesOf(procedure: Procedure, moment: Moment): string {
  return `(select count(*)::integer from ${eventsAt(procedure, moment)})`
}

function eventsAt({ compartment }: Procedure, moment: Moment): string {
  return `${sqlName(compartment)}.event e where e.case_id = c.case_id and ${eventIs(moment)}`
}

/** Whether the event `e` is the moment. */
export function eventIs(moment: Moment): string {
  switch (moment.at) {
    case 'opening':
      return 'e.no = 1'
    case 'fact':
      return `${textArray([moment.fact, columnName(moment.fact)])} && e.given`
    case 'entering':
      return `e.to_state = any(${textArray(moment.states)}) and e.from_state is distinct from e.to_state`
    case 'taking':
      return `e.step = any(${textArray(moment.steps)})`
    default:
      return moment satisfies never
  }
}

/** Of sealed facts the application tells, whoever's step it was that let it read them; null where it could not. */
function holdsSql(procedure: Procedure, name: string, condition: Condition): string {
  if (condition.is === 'held')
    return `exists (select from ${sqlName(procedure.compartment)}.hold_gate g
      where g.pseudonym = c.pseudonym and g.hold = ${literal(condition.hold)} and g.standing + g.recorded > 0)::integer`
  const known = conditionSql(procedure, condition)
  return known === null ? `(given->>${literal(name)})::integer` : `(${known})::integer`
}

/** What the application alone can tell of the case as it now stands: 1 or 0 by measure, of those whose facts it has all read. */
export function sealedMeasures(
  procedure: Procedure,
  facts: Situation['facts'],
  around: Pick<Situation, 'now' | 'calendar'>,
): Readonly<Record<string, 0 | 1>> {
  const on: Situation = {
    ...{ procedure, facts, state: null, holds: new Set(), ownWords: NO_WORDS, elsewhere: NOTHING_ELSEWHERE },
    ...around,
  }
  return Object.fromEntries(
    Object.entries(procedure.statistics.measures).flatMap(([name, measure]) => {
      if (!('holds' in measure) || conditionSql(procedure, measure.holds) !== null) return []
      if (!factsIn(measure.holds).every((fact) => facts[fact] !== undefined)) return []
      return [[name, holds(measure.holds, on) ? 1 : 0]]
    }),
  )
}

/** What is counted of a case, over its row `c` and its events. Whole hours and days: a finer length would be a name. */
import { type Condition, factsIn, type Measure, type Moment, type Procedure } from '../../procedures/index.ts'
import { holds, NO_WORDS, NOTHING_ELSEWHERE, type Situation } from '../judgement/condition.ts'
import { onceFor } from '../once-for.ts'
import { isPlain } from '../tables/columns.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { type Asked, eachAlone } from './asked.ts'

export interface MeasureColumn {
  readonly column: string
  readonly type: 'integer' | 'jsonb'
  readonly value: string
}

/** The columns of the measures, in the order of the declaration. `asked`: how events and breaches are asked of. */
export function measureColumns(procedure: Procedure, asked: Asked = eachAlone(procedure)): readonly MeasureColumn[] {
  return Object.entries(procedure.statistics.measures).map(([name, measure]) => ({
    column: columnName(name),
    type: 'breachesBySafeguard' in measure ? 'jsonb' : 'integer',
    value: valueSql({ procedure, asked }, name, measure),
  }))
}

interface On {
  readonly procedure: Procedure
  readonly asked: Asked
}

function valueSql(on: On, name: string, measure: Measure): string {
  if ('counts' in measure) return '1'
  if ('hours' in measure) return elapsed(on, measure.hours)
  if ('days' in measure) return days(on, measure.days)
  if ('reached' in measure) return `(${timesOf(on, measure.reached)} > 0)::integer`
  if ('times' in measure) return timesOf(on, measure.times)
  if ('holds' in measure) return holdsSql(on.procedure, name, measure.holds)
  if ('kept' in measure) return `(not ${on.asked.broken(measure.kept)})::integer`
  if ('sum' in measure) return `c.${columnName(measure.sum)}`
  return on.asked.bySafeguard()
}

interface Span {
  readonly from: Moment
  readonly to: Moment
}

/** Begun hours: 24 hours and one minute are 25. */
function elapsed(on: On, { from, to }: Span): string {
  return `ceil(greatest(extract(epoch from (${momentAt(on, to)} - ${momentAt(on, from)})), 0) / 3600)::integer`
}

/** Days of the calendar in the country. */
function days(on: On, { from, to }: Span): string {
  return `greatest(${dayOf(on, to)} - ${dayOf(on, from)}, 0)`
}

function dayOf(on: On, moment: Moment): string {
  if (moment.at === 'fact' && on.procedure.facts[moment.fact]?.is.kind === 'date') return `c.${columnName(moment.fact)}`
  return `(${momentAt(on, moment)} at time zone (select h.time_zone from register.home h))::date`
}

/** When it first was so: what is a fact as it was said, what is an event as it was recorded, like the clocks. */
function momentAt({ procedure, asked }: On, moment: Moment): string {
  if (moment.at === 'opening') return 'c.opened_at'
  if (moment.at === 'fact' && isPlain(procedure, moment.fact)) return `c.${columnName(moment.fact)}::timestamptz`
  return asked.ofEvents('min(e.recorded_at)', eventIs(moment))
}

function timesOf({ asked }: On, moment: Moment): string {
  return `${asked.ofEvents('count(*)', eventIs(moment))}::integer`
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
    measuresOfSealed(procedure)
      .filter(({ of }) => of.every((fact) => facts[fact] !== undefined))
      .map(({ name, condition }) => [name, holds(condition, on) ? 1 : 0]),
  )
}

/** Those that the database cannot tell, with the facts that they are of. */
const measuresOfSealed = onceFor((procedure: Procedure) =>
  Object.entries(procedure.statistics.measures).flatMap(([name, measure]) =>
    'holds' in measure && conditionSql(procedure, measure.holds) === null
      ? [{ name, condition: measure.holds, of: factsIn(measure.holds) }]
      : [],
  ),
)

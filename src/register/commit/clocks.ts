/** Clocks, as the commit function writes them: started, moved and stopped in the transaction of the event that does so. */
import type { Moment, Procedure, Within } from '../../procedures/index.ts'
import { isPlain } from '../tables/columns.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { clockEndSql, dueSql } from '../tables/limit-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { type ClockRule, clocksIn, type Modes, ofCountry } from './rule.ts'

/** One block a clock. Those that begin are gathered in `begun`, in the order of the table's columns, and written together. */
export function clockBlocks(procedure: Procedure, modes: Modes, whole = procedure): string {
  return [
    ...clocksIn(procedure, modes).map((named) => clockBlock(procedure, named, modes)),
    ...outlasting(procedure, modes, whole).map((named) => `${runningBlock(whole, named, modes)}\n  end if;`),
  ].join('\n')
}

/** Rules of other versions: what began under one runs to its end, and none begins. */
export function outlasting(procedure: Procedure, modes: Modes, whole: Procedure): readonly ClockRule[] {
  const own = new Set(clocksIn(procedure, modes).map(({ name }) => name))
  return clocksIn(whole, modes).filter(({ name }) => !own.has(name))
}

function clockBlock(procedure: Procedure, named: ClockRule, modes: Modes): string {
  const { name, rule } = named
  const { mode } = ofCountry(name, modes)
  const when = rule.when === null ? 'true' : (conditionSql(procedure, rule.when) ?? 'true')
  const begins = startSql(procedure, rule.from, rule.clock)
  const thereupon = rule.thereupon === null ? 'null' : literal(rule.thereupon)
  return `${runningBlock(procedure, named, modes)}
  elsif ${startsSql(procedure, rule, name)} and ${when} and not (${stopSql(procedure, rule)}) then
    begun := begun || row(${literal(procedure.name)}, c.case_id, ${literal(name)}, cardinality(array_positions(ran, ${literal(name)})) + 1,
      ${literal(rule.clock)}, ${literal(mode)}, ${thereupon}, ${begins}, ${dueOfClock(named, begins, modes)}, null, null)::${sqlName(procedure.compartment)}.clock;
  end if;`
}

/** By the length that the country gives, or the declared one with its history. */
function dueOfClock({ name, rule }: ClockRule, begins: string, modes: Modes): string {
  const { limit } = ofCountry(name, modes)
  return limit === null ? clockEndSql(begins, rule.limit, rule.clock) : dueSql(begins, limit, rule.clock)
}

/** What the step does to one that runs. */
function runningBlock(procedure: Procedure, named: ClockRule, modes: Modes): string {
  const { name, rule } = named
  const begins = startSql(procedure, rule.from, rule.clock)
  const movesWithFact = rule.from.at === 'fact'
  return `  -- ${name}
  if ${literal(name)} = any(running) then
    if ${stopSql(procedure, rule)} then
      stopped := array_append(stopped, ${literal(name)});
    ${
      movesWithFact
        ? `elsif ${momentSql(procedure, rule.from)} then
      update ${sqlName(procedure.compartment)}.clock k set started_at = ${begins}, due_at = ${dueOfClock(named, begins, modes)}
        where k.case_id = c.case_id and k.rule = ${literal(name)} and k.stopped_at is null${mayMove(begins, rule.clock)};
      moved := true;
    `
        : ''
    }end if;`
}

/** Whether this step stops it: at its moment, by whoever may, where it counts. */
function stopSql(procedure: Procedure, { until, by, stopsIf }: Within<string, string, string>): string {
  const condition = stopsIf === null ? null : conditionSql(procedure, stopsIf)
  // A time that is owed is not stopped by what the database cannot read.
  if (stopsIf !== null && condition === null) throw new RangeError('what stops a clock rests on a sealed text')
  return [
    momentSql(procedure, until),
    ...(by === null ? [] : [`my_role = any(${textArray(by)})`]),
    ...(condition === null ? [] : [condition]),
  ].join(' and ')
}

/** A protective clock moves only to an earlier start; a judge alone moves it to a later one. */
function mayMove(begins: string, clock: 'protective' | 'adverse'): string {
  return clock === 'protective' ? ` and (k.started_at > ${begins} or my_role = 'judge')` : ''
}

/** A clock from a fact starts whenever it has not run yet: its condition may come true later than the fact. */
function startsSql(procedure: Procedure, rule: Within<string, string, string>, name: string): string {
  return rule.from.at === 'fact'
    ? `c.${columnName(rule.from.fact)} is not null and not (${literal(name)} = any(ran))`
    : `(${momentSql(procedure, rule.from)})`
}

/** Whether this step is the moment. */
export function momentSql(procedure: Procedure, moment: Moment): string {
  switch (moment.at) {
    case 'opening':
      return "(the_step = 'open')"
    case 'fact':
      return isPlain(procedure, moment.fact)
        ? `(c.${columnName(moment.fact)} is not null and c.${columnName(moment.fact)} is distinct from was.${columnName(moment.fact)})`
        : `(${literal(moment.fact)} = any(c.given) and not (${literal(moment.fact)} = any(coalesce(was.given, '{}'))))`
    case 'entering':
      return `(c.state = any(${textArray(moment.states)}) and c.state is distinct from was.state)`
    case 'taking':
      return `(the_step = any(${textArray(moment.steps)}))`
    default:
      return moment satisfies never
  }
}

/**
 * Protective: the earlier of asserted and recorded. Adverse: the later. A moment that lies ahead, the end of a title, is
 * the start itself.
 */
function startSql(procedure: Procedure, from: Moment, clock: 'protective' | 'adverse'): string {
  if (from.at === 'fact' && isPlain(procedure, from.fact) && procedure.facts[from.fact]?.ahead === true)
    return `c.${columnName(from.fact)}`
  const chosen = clock === 'protective' ? 'least' : 'greatest'
  const said = from.at === 'fact' && isPlain(procedure, from.fact) ? `c.${columnName(from.fact)}` : 'asserted'
  return `${chosen}(${said}, recorded)`
}

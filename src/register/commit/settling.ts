/**
 * Cases on which the law may make a step happen by itself now: a forbidding condition that came to hold or ceased to, the
 * moment of a step of the system. The commit notes the case in its own transaction; what is due on it, the engine judges and
 * takes at once, and what a crash left over at the next round.
 */
import {
  type Compartment,
  type Condition,
  conditionsIn,
  type Procedure,
  startingStates,
} from '../../procedures/index.ts'
import { conditionSql } from '../tables/condition-sql.ts'
import { columnName, literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { isBehindSql } from './by-law.ts'
import { momentSql } from './clocks.ts'
import { type Modes, rulesOf } from './rule.ts'

/** Notes the case where something may be due. What the database cannot read counts as due: the engine looks. */
export function settlingBlock(procedure: Procedure, modes: Modes): string {
  const due = [...ofConditions(procedure, modes), ...ofMoments(procedure)]
  if (due.length === 0) return ''
  return `  if ${due.join('\n    or ')} then
    insert into ${sqlName(procedure.compartment)}.unsettled (procedure, case_id, since) values (${literal(procedure.name)}, c.case_id, c.event_no)
      on conflict (case_id) do nothing;
    unsettled := true;
  end if;`
}

/** Notes the case that is under an older law than is in force by now: the system brings it under the new one. */
export function behindBlock(procedure: Procedure): string {
  const behind = isBehindSql(procedure, 'recorded')
  if (behind === null) return ''
  return `  if ${behind} then
    insert into ${sqlName(procedure.compartment)}.unsettled (procedure, case_id, since) values (${literal(procedure.name)}, c.case_id, c.event_no)
      on conflict (case_id) do nothing;
    unsettled := true;
  end if;`
}

/** Steps that conditions bring about, with what brings them: as SQL over the row `c`. In mode `record` none is taken. */
function conditionSteps(procedure: Procedure, modes: Modes) {
  return rulesOf(procedure, 'forbid')
    .filter(({ name }) => !modes.recorded.has(name))
    .flatMap(({ rule: { when, onArising, onCeasing } }) => [
      ...(onArising === null ? [] : [{ step: onArising, when, holds: true }]),
      ...(onCeasing === null ? [] : [{ step: onCeasing, when, holds: false }]),
    ])
}

function ofConditions(procedure: Procedure, modes: Modes): readonly string[] {
  return conditionSteps(procedure, modes).map(({ step, when, holds }) => {
    const known = conditionSql(procedure, when, 'c')
    return `(${openSql(procedure, step)}${known === null ? '' : ` and ${holds ? '' : 'not '}${known}`})`
  })
}

function ofMoments(procedure: Procedure): readonly string[] {
  return Object.entries(procedure.transitions).flatMap(([name, { upon, by }]) =>
    upon === undefined || !by.includes('system')
      ? []
      : [`(${momentSql(procedure, upon)} and ${openSql(procedure, name)})`],
  )
}

/** Whether the step starts from where the case stands now, as far as the database can tell. */
function openSql(procedure: Procedure, step: string): string {
  const transition = procedure.transitions[step]
  if (transition === undefined) return 'false'
  const from = startingStates(procedure, transition.from)
  const when = transition.when === undefined ? null : conditionSql(procedure, transition.when, 'c')
  return `c.state = any(${textArray(from)})${when === null ? '' : ` and ${when}`}`
}

/** education.settled(case, event): nothing is due on the case any more, as of that event. For the system alone. */
export function settledFunction(compartment: Compartment): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.settled(the_case uuid, the_event integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $settled$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  delete from ${schema}.unsettled u where u.case_id = the_case
    and the_event = (select max(e.no) from ${schema}.event e where e.case_id = the_case);
end $settled$`
}

type OfMoratorium = Extract<Condition, { is: 'moratorium' }>

/**
 * education.wake_P(countries): notes the cases whose country of removal has come under a moratorium, or is no longer, and those
 * for which a new law has come into force. It changes with no event of theirs. For the system alone.
 */
export function wakeFunction(procedure: Procedure, modes: Modes): string {
  const schema = sqlName(procedure.compartment)
  const due = conditionSteps(procedure, modes).flatMap(({ step, when, holds }) =>
    conditionsIn(when)
      .filter((one): one is OfMoratorium => one.is === 'moratorium')
      .map(
        ({ fact }) =>
          `(${openSql(procedure, step)} and coalesce(c.${columnName(fact)} = any(countries), false) = ${holds})`,
      ),
  )
  const behind = isBehindSql(procedure, 'clock_timestamp()')
  const ofOldLaw =
    behind === null
      ? []
      : [
          `exists (select from (select e.version as law from ${schema}.event e where e.case_id = c.case_id and e.no = c.event_no) e where ${behind})`,
        ]
  return `create or replace function ${schema}.wake_${sqlName(procedure.name)}(countries text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $wake$
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  insert into ${schema}.unsettled (procedure, case_id, since)
    select ${literal(procedure.name)}, c.case_id, c.event_no from ${projectionName(procedure)} c where not c.erased and (${[...due, ...ofOldLaw].join(' or ') || 'false'})
    on conflict (case_id) do nothing;
end $wake$`
}

/**
 * Events that no step of a procedure makes: what becomes known of the person of a case. Two people stood under one number, and
 * what ran against either starts anew; or the person has died, and what ran against them is closed. The system alone writes
 * them: the first for a report that two people signed, the second while the bit of death stands.
 */
import { openStates, type Procedure, startingStates } from '../../procedures/index.ts'
import { CLOSE_FOR_DEATH, START_ANEW } from '../judgement/person-event.ts'
import { clockEndSql, dueSql } from '../tables/limit-sql.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { outlasting } from './clocks.ts'
import { diedSql, endsOfAdverseClocks } from './death.ts'
import { REPEAT } from './notices.ts'
import { clocksIn, type Modes, ofCountry } from './rule.ts'

/** The branches of the commit function. */
export function personBranches(procedure: Procedure): string {
  const ends = textArray(endsOfAdverseClocks(procedure))
  const common = (name: string, state: string, allowed: string) => `    when ${literal(name)} then
      kind := 'person';
      allowed := my_role = 'system' and was.state = any(${textArray(openStates(procedure))}) and ${allowed};
      to_state := ${state};
      may_give := '{}';
      may_seal := '{}';
      needed := '{}';
      step_gives := '{}';`
  return [
    common(
      START_ANEW,
      "coalesce(command->>'to', was.state)",
      `identity.starts_anew(was.case_id)
        -- Back to before the end of a time that counts for nothing, and to no other state.
        and (coalesce(command->>'to', was.state) = was.state or exists (select from ${sqlName(procedure.compartment)}.event e
          where e.case_id = was.case_id and e.role = 'system' and e.step = any(${ends}) and e.from_state = command->>'to'))`,
    ),
    common(CLOSE_FOR_DEATH, 'was.state', diedSql(procedure, 'was')),
  ].join('\n')
}

/** What such an event does to the clocks; a time that the State owes goes on as it was. */
export function personClockBlocks(version: Procedure, modes: Modes, whole: Procedure): string {
  const procedure = whole
  const schema = sqlName(procedure.compartment)
  return [...clocksIn(version, modes), ...outlasting(version, modes, whole)]
    .filter(({ rule }) => rule.clock === 'adverse')
    .map(({ name, rule }) => {
      const begins = 'greatest(last_start, recorded)'
      const { mode, limit } = ofCountry(name, modes)
      const due = limit === null ? clockEndSql(begins, rule.limit, 'adverse') : dueSql(begins, limit, 'adverse')
      const from = rule.thereupon === null ? undefined : procedure.transitions[rule.thereupon]?.from
      const lapsed =
        from === undefined
          ? 'false'
          : `(c.state is distinct from was.state and c.state = any(${textArray(startingStates(procedure, from))})
        and exists (select from ${schema}.event e where e.case_id = c.case_id and e.role = 'system' and e.step = ${literal(rule.thereupon ?? '')}))`
      // Closed for a death: whose, is asked anew.
      const closed = `exists (select from ${schema}.event e where e.case_id = c.case_id and e.step = ${literal(CLOSE_FOR_DEATH)}
        and e.recorded_at = (select k.stopped_at from ${schema}.clock k where k.case_id = c.case_id and k.rule = ${literal(name)} order by k.run desc limit 1))`
      return `    -- ${name}
    if the_step = ${literal(CLOSE_FOR_DEATH)} and ${literal(name)} = any(running) then
      stopped := array_append(stopped, ${literal(name)});
    elsif the_step = ${literal(START_ANEW)} and (${literal(name)} = any(running) or (${literal(name)} = any(ran) and (${closed} or ${lapsed}))) then
      update ${schema}.clock k set stopped_at = recorded where k.case_id = c.case_id and k.rule = ${literal(name)} and k.stopped_at is null;
      select max(k.run), max(k.started_at), max(k.due_at) into last_run, last_start, last_due from ${schema}.clock k
        where k.case_id = c.case_id and k.rule = ${literal(name)};
      insert into ${schema}.clock (procedure, case_id, rule, run, kind, mode, thereupon, started_at, due_at)
        values (${literal(procedure.name)}, c.case_id, ${literal(name)}, last_run + 1, 'adverse', ${literal(mode)},
          ${rule.thereupon === null ? 'null' : literal(rule.thereupon)}, ${begins}, greatest(${due}, last_due));
    end if;`
    })
    .join('\n')
}

/** Whoever watches over all is told at once, the person at their next contact: what was decided against them counts for nothing. */
export function personTelling(procedure: Procedure): string {
  return `  if the_step = ${literal(START_ANEW)} then
    insert into ${sqlName(procedure.compartment)}.notice (procedure, case_id, rule, run, about, whom, level, at, repeat_at) values
      (${literal(procedure.name)}, c.case_id, the_step, c.event_no, 'alarm', 'ombuds-officer', 'L', recorded, recorded + ${REPEAT}),
      (${literal(procedure.name)}, c.case_id, the_step, c.event_no, 'told', 'person', null, recorded, null) on conflict do nothing;
  end if;`
}

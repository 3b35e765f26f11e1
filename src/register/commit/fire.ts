/**
 * What happens when a time is over: the breach, once, and the step that the law makes happen by itself, in one
 * transaction, however many schedulers look. In mode `record` the step is not taken. It is `system` alone that may call it.
 */
import type { Compartment, Procedure } from '../../procedures/index.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { diedSql } from './death.ts'
import { commitName } from './function.ts'
import { levelOfRule } from './notices.ts'
import { keptByItself } from './rule.ts'

/** education.fire(case, rule, run, effect, command): true if this call made the effect. */
export function fireFunction(compartment: Compartment, procedures: readonly Procedure[]): string {
  const schema = sqlName(compartment)
  return `create or replace function ${schema}.fire(the_case uuid, the_rule text, the_run integer, the_effect text, command jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $fire$
#variable_conflict use_variable
declare
  k ${schema}.clock%rowtype;
  recorded timestamptz;
  event integer;
  the_level text;
  dead boolean;
  kept_by_itself boolean;
begin
  if firewall.role_id() is distinct from 'system' then raise exception 'nobody' using errcode = 'OB105'; end if;
  select * into k from ${schema}.clock c where (c.case_id, c.rule, c.run) = (the_case, the_rule, the_run);
  if not found then return false; end if;
  -- The case first, then the clock: the order of every commit.
  ${lockCase(procedures)}
  select * into k from ${schema}.clock c where (c.case_id, c.rule, c.run) = (the_case, the_rule, the_run) for update;
  recorded := clock_timestamp();
  -- What runs against somebody who has died is closed, and brings nothing.
  if dead and k.kind = 'adverse' then return false; end if;
  if k.stopped_at is not null or recorded < (case the_effect
      when 'half' then k.started_at + (k.due_at - k.started_at) * 0.5
      when 'most' then k.started_at + (k.due_at - k.started_at) * 0.8
      else k.due_at end) then return false; end if;
  -- What the command carries was worked out for the next event of the case: if there has been one since, the next look tries again.
  if (command->>'expected')::integer <> event then return false; end if;
  insert into ${schema}.clock_effect (case_id, rule, run, effect, at) values (the_case, the_rule, the_run, the_effect, recorded) on conflict do nothing;
  if not found then return false; end if;
  the_level := case k.procedure ${procedures
    .map((procedure) => `when ${literal(procedure.name)} then ${levelOfRule(procedure, 'k.rule')}`)
    .join(' ')} end;
  if the_effect <> 'due' then
    insert into ${schema}.notice (procedure, case_id, rule, run, about, whom, level, at)
      select k.procedure, k.case_id, k.rule, k.run, the_effect, w, the_level, recorded from unnest(array['actor', 'head']) w
      on conflict do nothing;
    return true;
  end if;
  kept_by_itself := ${keptSql(procedures)};
  if k.kind = 'protective' and not kept_by_itself then
    ${breach(schema)}
  end if;
  if k.thereupon is not null and (k.mode = 'enforce' or k.kind = 'adverse') then
    ${takeStep(procedures)}
  end if;
  -- Where the step was not taken, what was owed was not done. One that came late, the commit function has counted.
  if k.kind = 'protective' and kept_by_itself
     and exists (select from ${schema}.clock c where (c.case_id, c.rule, c.run) = (the_case, the_rule, the_run) and c.stopped_at is null) then
    ${breach(schema)}
  end if;
  return true;
end $fire$`
}

function breach(schema: string): string {
  return `update ${schema}.clock c set breached_at = k.due_at where (c.case_id, c.rule, c.run) = (the_case, the_rule, the_run);
    insert into ${schema}.breach (procedure, case_id, rule, level, mode, started_at, due_at, found_at, run)
      values (k.procedure, k.case_id, k.rule, the_level, k.mode, k.started_at, k.due_at, recorded, the_run)
      on conflict (case_id, rule, run) do nothing;`
}

/** Whether the clock is one that the step at its end keeps. */
function keptSql(procedures: readonly Procedure[]): string {
  const branches = procedures
    .filter((procedure) => keptByItself(procedure).length > 0)
    .map((one) => `when ${literal(one.name)} then k.rule = any(${textArray(keptByItself(one))})`)
  return branches.length === 0 ? 'false' : `coalesce(case k.procedure ${branches.join(' ')} end, false)`
}

function lockCase(procedures: readonly Procedure[]): string {
  return procedures
    .map(
      (procedure) =>
        `if k.procedure = ${literal(procedure.name)} then select p.event_no, ${diedSql(procedure, 'p')} into event, dead from ${projectionName(procedure)} p where p.case_id = k.case_id for update; end if;`,
    )
    .join('\n  ')
}

/** A step that is no longer open from where the case stands is left: the breach stands all the same. */
function takeStep(procedures: readonly Procedure[]): string {
  return procedures
    .map(
      (procedure) => `if k.procedure = ${literal(procedure.name)} then
      begin
        perform ${commitName(procedure)}(command || jsonb_build_object('step', k.thereupon, 'caseId', k.case_id, 'expected', event));
      exception when sqlstate 'OB103' then null;
      end;
    end if;`,
    )
    .join('\n    ')
}

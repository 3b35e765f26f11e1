/**
 * Steps that need two people. The first proposes, with everything that the step takes, sealed; nothing has happened yet. The
 * second, of a role that the declaration names and never the first again, confirms within the case, and only then is it the
 * first's step; or declines.
 */
import type { Procedure } from '../../procedures/index.ts'
import { type NamedStep, stepsOf } from '../judgement/step.ts'
import { literal, sqlName, textArray } from '../tables/names.ts'
import { projectionName } from '../tables/projection.ts'
import { signedStepBlock } from './signature.ts'
import { allowedSql, reachSql } from './steps.ts'

/** The steps of the procedure that need a second. */
export function countersignedSteps(procedure: Procedure): readonly NamedStep[] {
  return stepsOf(procedure).filter(({ countersigned }) => countersigned.length > 0)
}

/** The roles that may be the second somewhere. */
export function seconds(procedure: Procedure): readonly string[] {
  return [...new Set(countersignedSteps(procedure).flatMap(({ countersigned }) => countersigned))]
}

/** immigration_enforcement.propose_detention(command), decline_detention(case, proposal) */
export function proposeName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.propose_${sqlName(procedure.name)}`
}

export function declineName(procedure: Procedure): string {
  return `${sqlName(procedure.compartment)}.decline_${sqlName(procedure.name)}`
}

/** In the commit function: whoever calls is the second, and from here on the step is that of the first. */
export function secondBlock(procedure: Procedure): string {
  const steps = countersignedSteps(procedure)
  if (steps.length === 0) return ''
  return `  if the_step = any(${textArray(steps.map(({ name }) => name))}) then
    select * into proposed from ${sqlName(procedure.compartment)}.proposal p
      where p.proposal_id = (command->>'proposal')::uuid and p.case_id = was.case_id and p.step = the_step and p.outcome is null for update;
    if not found then raise exception 'needs a second' using errcode = 'OB112'; end if;
    if proposed.officer = me then raise exception 'the second is the first' using errcode = 'OB113'; end if;
    if not (my_role = any(${secondRoles(procedure)})) then raise exception 'not open' using errcode = 'OB103', detail = was.state; end if;
    if proposed.state <> was.state then raise exception 'this case has changed' using errcode = 'OB101', detail = was.event_no::text; end if;
    second := me;
    me := proposed.officer;
    my_role := proposed.role;
    my_office := proposed.office;
  end if;`
}

/** After the event: the proposal is closed, and what was proposed for another state than the case has now is void. */
export function proposalsClosedBlock(procedure: Procedure): string {
  if (countersignedSteps(procedure).length === 0) return ''
  const table = `${sqlName(procedure.compartment)}.proposal`
  return `  if second is not null then
    update ${table} p set outcome = 'confirmed', closed_at = recorded, closed_by = second, event_no = c.event_no where p.proposal_id = proposed.proposal_id;
  end if;
  if c.state <> was.state then
    update ${table} p set outcome = 'lapsed', closed_at = recorded where p.case_id = c.case_id and p.outcome is null;
  end if;`
}

function secondRoles(procedure: Procedure): string {
  const branches = countersignedSteps(procedure).map(
    ({ name, countersigned }) => `when ${literal(name)} then ${textArray(countersigned)}`,
  )
  return `case the_step ${branches.join(' ')} else '{}'::text[] end`
}

/** The statements that make the two functions; none where no step of the procedure needs a second. */
export function secondsFunctions(procedure: Procedure): readonly string[] {
  if (countersignedSteps(procedure).length === 0) return []
  return [proposeFunction(procedure), declineFunction(procedure)]
}

function proposeFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  const allowed = countersignedSteps(procedure).map((step) => `when ${literal(step.name)} then ${allowedSql(step)}`)
  return `create or replace function ${proposeName(procedure)}(command jsonb) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $propose$
#variable_conflict use_variable
declare
${known(procedure)}
  the_step constant text := command->>'step';
  the_case constant uuid := (command->>'caseId')::uuid;
  the_id constant uuid := (command->>'key')::uuid;
  recorded timestamptz;
begin
${found(procedure, 'for update')}
  if was.event_no <> (command->>'expected')::integer then
    raise exception 'this case has changed' using errcode = 'OB101', detail = was.event_no::text;
  end if;
  if not coalesce(case the_step ${allowed.join(' ')} else false end, false) then
    raise exception 'not open' using errcode = 'OB103', detail = was.state;
  end if;
  recorded := greatest(clock_timestamp(), was.changed_at);
  insert into ${schema}.proposal (proposal_id, procedure, case_id, step, state, role, officer, office, at, sealed)
    values (the_id, ${literal(procedure.name)}, the_case, the_step, was.state, my_role, me, my_office, recorded, decode(command->>'sealed', 'base64'))
    on conflict (proposal_id) do nothing;
  if not found then
    if exists (select from ${schema}.proposal p where (p.proposal_id, p.case_id, p.step, p.officer) = (the_id, the_case, the_step, me)) then return the_id; end if;
    raise exception 'the key was used for another request' using errcode = 'OB104';
  end if;
${signedStepBlock(procedure)}
  insert into ${schema}.notice (procedure, case_id, rule, run, about, whom, at)
    select ${literal(procedure.name)}, the_case, the_step, was.event_no, 'told', w, recorded from unnest(${secondRoles(procedure)}) w on conflict do nothing;
  return the_id;
end $propose$`
}

/** The first takes it back, or somebody who could be the second declines it. */
function declineFunction(procedure: Procedure): string {
  const schema = sqlName(procedure.compartment)
  return `create or replace function ${declineName(procedure)}(the_case uuid, the_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $decline$
#variable_conflict use_variable
declare
${known(procedure)}
  the_step text;
begin
${found(procedure, 'for update')}
  select p.step into the_step from ${schema}.proposal p where p.proposal_id = the_id and p.case_id = the_case and p.outcome is null for update;
  if not found then raise exception 'not open' using errcode = 'OB103', detail = was.state; end if;
  update ${schema}.proposal p set outcome = case when p.officer = me then 'withdrawn' else 'declined' end, closed_at = clock_timestamp(), closed_by = me
    where p.proposal_id = the_id and (p.officer = me or my_role = any(${secondRoles(procedure)}));
  if not found then raise exception 'not open' using errcode = 'OB103', detail = was.state; end if;
end $decline$`
}

function known(procedure: Procedure): string {
  return `  who constant text[] := firewall.ticket();
  me constant uuid := who[1]::uuid;
  my_role constant text := who[2];
  my_office constant text := nullif(who[3], '');
  was ${projectionName(procedure)}%rowtype;`
}

function found(procedure: Procedure, lock: string): string {
  return `  select * into was from ${projectionName(procedure)} p where p.case_id = the_case ${lock};
  if not found or not coalesce(${reachSql(procedure)}, false) then raise exception 'none' using errcode = 'OB105'; end if;`
}
